package org.gliomagrading.report;

import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.Architecture;

/**
 * Which of the study's groups a model belongs to.
 *
 * @param names the family by the model's name
 */
record Families(Map<String, String> names) {

	/** Models whose architecture is none of the study's, or unknown. */
	static final String OTHER = "other";

	/** By the architecture in the model's folder, else by the model's name. */
	static Families of(StudyFolder folder) {
		Map<String, String> families = new TreeMap<>();
		for (Architecture architecture : Architecture.CATALOGUE)
			families.put(architecture.name(), architecture.family());
		for (ModelDescription model : folder.models().values())
			for (Architecture architecture : Architecture.CATALOGUE)
				if (architecture.name().equals(model.architecture())) families.put(model.name(), architecture.family());
		return new Families(families);
	}

	String of(String model) {
		return names.getOrDefault(model, OTHER);
	}
}
