package org.gliomagrading.training;

import java.util.LinkedHashSet;
import java.util.Set;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.ModelDescription;

/**
 * Whom a model has seen in training or validation, itself or as the models that it started from. Nobody of them can test
 * it any more.
 *
 * @param real names of patients of trainings without any phantom
 * @param phantoms names of patients of trainings with phantoms
 */
public record SeenPatients(Set<String> real, Set<String> phantoms) {

	/**
	 * @param model a model
	 * @return whom it has seen
	 */
	public static SeenPatients of(ModelDescription model) {
		SeenPatients seen = new SeenPatients(new LinkedHashSet<>(), new LinkedHashSet<>());
		for (ModelDescription.Training training = model.training(); training != null; training = training.startModel() == null
			? null : training.startModel().training())
		{
			Set<String> names = training.synthetic() ? seen.phantoms : seen.real;
			add(names, training.train());
			add(names, training.validation());
		}
		return seen;
	}

	private static void add(Set<String> names, ModelDescription.Patients patients) {
		if (patients != null && patients.patients() != null) names.addAll(patients.patients());
	}

	/**
	 * Refuses a split in which one of them is to test. Phantoms may have the names of real patients: these are not taken for
	 * each other where the cohort says which they are.
	 *
	 * @param split the split
	 * @param cohort the patients
	 * @param model what messages call the model
	 * @throws InputException if a patient was seen and is {@code test}
	 */
	public void refuseTest(Split split, Cohort cohort, Object model) throws InputException {
		for (Split.Assignment each : split.assignments()) {
			if (each.subset() != Subset.TEST) continue;
			boolean synthetic = Patient.synthetic(cohort.patient(each.patient()).map(Patient::centre).orElse(each.centre()));
			if ((synthetic ? phantoms : real).contains(each.patient())) throw new InputException("Patient '" + each.patient() +
				"' is test in the split, but the model " + model +
				" was trained or validated on a patient of that name, itself or as the model that it started from; " +
				"give the split that it was trained with, or another model");
		}
	}
}
