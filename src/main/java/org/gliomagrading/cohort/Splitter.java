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
public final class Splitter {

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
	 * Splits the eligible patients that have a grade. Of the places in a subset each grade gets its share rounded down;
	 * the place left over goes to the larger fractional part, to HGG where they are equal.
	 *
	 * @param cohort a cohort
	 * @return the split
	 * @throws InputException if there are no such patients, fewer than the shares ask for, or no patient of one of the two
	 *           grades is left to train on
	 */
	public Split split(Cohort cohort) throws InputException {
		Map<Grade, List<Patient>> left = new EnumMap<>(Grade.class);
		Random random = new Random(seed);
		for (Grade grade : Grade.values()) {
			List<Patient> patients = new ArrayList<>(cohort.patients().stream().filter(patient -> splittable(patient) && patient
				.grade().get() == grade).toList());
			Collections.shuffle(patients, random);
			left.put(grade, patients);
		}
		if (left.values().stream().allMatch(List::isEmpty)) throw new InputException(
			"No patient can be split: none is eligible and has a grade; give the grades in name_mapping.csv or cohort.csv");
		List<Split.Assignment> assignments = new ArrayList<>();
		assign(Subset.TEST, test, left, assignments);
		assign(Subset.VALIDATION, validation, left, assignments);
		for (Grade grade : Grade.values()) {
			if (left.get(grade).isEmpty()) throw new InputException("No " + grade +
				" patient is left to train on; make test and validation smaller, or add patients");
			take(Subset.TRAIN, left.get(grade).size(), left.get(grade), assignments);
		}
		return new Split(assignments);
	}

	private static boolean splittable(Patient patient) {
		return patient.eligible() && patient.grade().isPresent();
	}

	private static void assign(Subset subset, Share share, Map<Grade, List<Patient>> left,
		List<Split.Assignment> assignments) throws InputException
	{
		Map<Grade, Integer> there = new EnumMap<>(Grade.class);
		left.forEach((grade, patients) -> there.put(grade, patients.size()));
		int places = share.of(there.values().stream().mapToInt(Integer::intValue).sum());
		for (Map.Entry<Grade, Integer> part : apportion(places, there).entrySet())
			take(subset, part.getValue(), left.get(part.getKey()), assignments);
	}

	private static void take(Subset subset, int number, List<Patient> from, List<Split.Assignment> assignments) {
		List<Patient> taken = from.subList(0, number);
		for (Patient patient : taken)
			assignments.add(new Split.Assignment(patient.id(), patient.centre(), patient.grade(), subset));
		taken.clear();
	}

	/** Largest remainders, in whole numbers: a share is places x patients of the grade / all patients. */
	private static Map<Grade, Integer> apportion(int places, Map<Grade, Integer> there) {
		long all = Math.max(1, there.values().stream().mapToInt(Integer::intValue).sum());
		Map<Grade, Integer> parts = new EnumMap<>(Grade.class);
		there.forEach((grade, number) -> parts.put(grade, (int) ((long) places * number / all)));
		int over = places - parts.values().stream().mapToInt(Integer::intValue).sum();
		List<Grade> byRemainder = new ArrayList<>(there.keySet());
		byRemainder.sort((a, b) -> Long.compare((long) places * there.get(b) % all, (long) places * there.get(a) % all));
		byRemainder.subList(0, over).forEach(grade -> parts.merge(grade, 1, Integer::sum));
		return parts;
	}
}
