package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.gliomagrading.io.InputException;

/**
 * Splits a cohort by patient, each grade on its own, so that the subsets have the grades in the cohort's proportion. The
 * patients are put in the order of their names and then shuffled by {@link Collections#shuffle(List, Random)}, both of
 * which are fully specified: the same patients and seed give the same split everywhere.
 */
public final class Splitter implements SplitRule {

	private final Share test;
	private final Share validation;
	private final long seed;

	/**
	 * @param test share of all patients that go to the test subset
	 * @param validation share of the patients left that go to the validation subset
	 * @param seed seed of the shuffle
	 */
	public Splitter(Share test, Share validation, long seed) {
		this.test = test;
		this.validation = validation;
		this.seed = seed;
	}

	/**
	 * @param cohort a cohort
	 * @return the patients that are not split, each with the reason: those excluded, and those without a grade
	 */
	public static List<Patient> leftOut(Cohort cohort) {
		return cohort.patients().stream().filter(patient -> !splittable(patient)).map(patient -> patient.eligible() ? patient
			.excluded("no grade") : patient).toList();
	}

	/**
	 * @param cohort a cohort
	 * @return its patients that are eligible and have a grade
	 * @throws InputException if there are none
	 */
	static List<Patient> splittable(Cohort cohort) throws InputException {
		List<Patient> patients = cohort.patients().stream().filter(Splitter::splittable).toList();
		if (patients.isEmpty()) throw new InputException(
			"No patient can be split: none is eligible and has a grade; give the grades in name_mapping.csv or cohort.csv");
		return patients;
	}

	private static boolean splittable(Patient patient) {
		return patient.eligible() && patient.grade().isPresent();
	}

	/**
	 * @param patients graded patients
	 * @param random what shuffles them
	 * @return the patients of each grade, shuffled
	 */
	static Map<Grade, List<Patient>> shuffled(List<Patient> patients, Random random) {
		Map<Grade, List<Patient>> shuffled = new EnumMap<>(Grade.class);
		for (Grade grade : Grade.values()) {
			List<Patient> ofGrade = new ArrayList<>(patients.stream().filter(patient -> patient.grade().get() == grade)
				.toList());
			Collections.shuffle(ofGrade, random);
			shuffled.put(grade, ofGrade);
		}
		return shuffled;
	}

	@Override
	public List<PlannedSplit> splits(Cohort cohort) throws InputException {
		return List.of(planned(cohort));
	}

	/**
	 * Splits the eligible patients that have a grade. Of the places in a subset each grade gets its share rounded down;
	 * the place left over goes to the larger fractional part, to HGG where they are equal.
	 *
	 * @param cohort a cohort
	 * @return the split
	 * @throws InputException if there are no such patients, fewer than the shares ask for, or no patient of one of the two
	 *           grades is left to train on
	 */
	public Split split(Cohort cohort) throws InputException {
		return planned(cohort).split();
	}

	private PlannedSplit planned(Cohort cohort) throws InputException {
		List<Patient> patients = splittable(cohort);
		Map<Grade, List<Patient>> left = shuffled(patients, new Random(seed));
		Quota quota = Quota.of(patients, test, validation);
		List<Split.Assignment> assignments = new ArrayList<>();
		for (Grade grade : Grade.values()) {
			if (quota.of(Subset.TRAIN, grade) == 0) throw new InputException("No " + grade +
				" patient is left to train on; make test and validation smaller, or add patients");
			for (Subset subset : List.of(Subset.TEST, Subset.VALIDATION, Subset.TRAIN)) {
				List<Patient> taken = left.get(grade).subList(0, quota.of(subset, grade));
				taken.forEach(patient -> assignments.add(Split.Assignment.of(patient, subset)));
				taken.clear();
			}
		}
		return new PlannedSplit(new Split(assignments), quota.numbers());
	}
}
