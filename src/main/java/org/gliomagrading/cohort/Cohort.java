package org.gliomagrading.cohort;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Patients, those that cannot be used among them.
 *
 * @param patients each patient once, in the order of their names, whatever order they were given in
 */
public record Cohort(List<Patient> patients) {

	/**
	 * Sorts the patients.
	 *
	 * @throws IllegalArgumentException if two have the same name
	 */
	public Cohort {
		patients = patients.stream().sorted(Comparator.comparing(Patient::id)).toList();
		Set<String> names = new HashSet<>();
		for (Patient patient : patients)
			if (!names.add(patient.id())) throw new IllegalArgumentException("Patient '" + patient.id() + "' is given twice");
	}

	/** @return the patients that can be used */
	public List<Patient> eligible() {
		return patients.stream().filter(Patient::eligible).toList();
	}

	/**
	 * @param id a patient's name
	 * @return the patient, or empty if the cohort has no such patient
	 */
	public Optional<Patient> patient(String id) {
		return patients.stream().filter(patient -> patient.id().equals(id)).findFirst();
	}
}
