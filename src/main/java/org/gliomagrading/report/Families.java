package org.gliomagrading.report;

import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.io.TableRow;
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

	/** By the architecture of the study's run, else that of the model folder, else by the model's name. */
	static Families of(StudyFolder folder) {
		Map<String, String> architectures = new TreeMap<>();
		for (Architecture architecture : Architecture.CATALOGUE)
			architectures.put(architecture.name(), architecture.family());
		Map<String, String> families = new TreeMap<>(architectures);
		for (ModelDescription model : folder.models().values())
			families.put(model.name(), architectures.getOrDefault(model.architecture(), OTHER));
		for (TableRow row : folder.table("runs.csv"))
			if (!row.text("architecture").isEmpty()) families.put(row.text("model"), architectures.getOrDefault(row.text(
				"architecture"), OTHER));
		return new Families(families);
	}

	String of(String model) {
		return names.getOrDefault(model, OTHER);
	}
}
