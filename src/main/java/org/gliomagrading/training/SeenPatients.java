package org.gliomagrading.training;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.ModelDescription;

/**
 * Whom a model has seen in training or validation, itself or as the models that it started from. Nobody of them can test
 * it any more.
 *
 * @param real names of patients of trainings that were not on phantoms alone, as far as is known
 * @param phantoms patients of trainings with phantoms
 */
public record SeenPatients(Set<String> real, Set<Phantom> phantoms) {

	/**
	 * A phantom. Those of one seed have the names of another's, and are others.
	 *
	 * @param name its name
	 * @param seed the seed that its cohort was made from; null where that is not known
	 */
	record Phantom(String name, Long seed) {

		boolean maybe(Phantom other) {
			return name.equals(other.name) && (seed == null || other.seed == null || seed.equals(other.seed));
		}
	}

	/**
	 * @param model a model
	 * @return whom it has seen
	 */
	public static SeenPatients of(ModelDescription model) {
		SeenPatients seen = new SeenPatients(new LinkedHashSet<>(), new LinkedHashSet<>());
		for (ModelDescription.Training training = model.training(); training != null; training = training.startModel() == null
			? null : training.startModel().training())
			for (ModelDescription.Patients patients : Arrays.asList(training.train(), training.validation()))
				if (patients != null && patients.patients() != null) seen.add(training, patients.patients());
		return seen;
	}

	private void add(ModelDescription.Training training, List<String> names) {
		Long seed = seed(training.cohort());
		// a table may name phantoms and real patients together; a folder of phantoms, which has a seed, holds nobody else
		if (seed == null) real.addAll(names);
		if (training.synthetic()) names.forEach(name -> phantoms.add(new Phantom(name, seed)));
	}

	private static Long seed(ModelDescription.Source source) {
		return source == null || source.phantoms() == null ? null : Long.valueOf(source.phantoms().seed());
	}

	/**
	 * Refuses a split in which one of them is to test. Phantoms may have the names of real patients or of phantoms of another
	 * seed: these are not taken for each other where the cohort says which they are.
	 *
	 * @param data the patients and their subsets
	 * @param model what messages call the model
	 * @throws InputException if a patient was seen and is {@code test}
	 */
	public void refuseTest(TrainingData data, Object model) throws InputException {
		for (Split.Assignment each : data.split().assignments()) {
			if (each.subset() != Subset.TEST) continue;
			boolean synthetic = Patient.synthetic(data.cohort().patient(each.patient()).map(Patient::centre).orElse(each.centre()));
			Phantom phantom = new Phantom(each.patient(), seed(data.source()));
			if (synthetic ? phantoms.stream().anyMatch(phantom::maybe) : real.contains(each.patient())) throw new InputException(
				"Patient '" + each.patient() + "' is test in the split, but the model " + model +
					" was trained or validated on a patient of that name, itself or as the model that it started from; " +
					"give the split that it was trained with, or another model");
		}
	}
}
