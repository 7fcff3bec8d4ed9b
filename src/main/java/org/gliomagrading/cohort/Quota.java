package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;

/**
 * How many patients of each grade the subsets should have.
 *
 * @param wanted of each subset and grade the number of patients
 */
record Quota(Map<Subset, Map<Grade, Integer>> wanted) {

	/**
	 * Of the places in a subset each grade gets its share rounded down; the place left over goes to the larger fractional
	 * part, to HGG where they are equal.
	 *
	 * @param patients graded patients
	 * @param test share of all patients
	 * @param validation share of the patients left
	 * @return the quota; train has what is left
	 * @throws InputException if there are fewer patients than the shares ask for
	 */
	static Quota of(Collection<Patient> patients, Share test, Share validation) throws InputException {
		Map<Grade, Integer> left = numbers(patients);
		Map<Subset, Map<Grade, Integer>> wanted = new EnumMap<>(Subset.class);
		wanted.put(Subset.TEST, take(test, left));
		wanted.put(Subset.VALIDATION, take(validation, left));
		wanted.put(Subset.TRAIN, left);
		return new Quota(wanted);
	}

	/** @return the number of patients of each grade */
	static Map<Grade, Integer> numbers(Collection<Patient> patients) {
		Map<Grade, Integer> numbers = new EnumMap<>(Grade.class);
		for (Grade grade : Grade.values())
			numbers.put(grade, (int) patients.stream().filter(patient -> patient.grade().get() == grade).count());
		return numbers;
	}

	int of(Subset subset, Grade grade) {
		return wanted.get(subset).get(grade);
	}

	int of(Subset subset) {
		return sum(wanted.get(subset));
	}

	/** @return the same as numbers that may be fractions */
	Map<Subset, Map<Grade, Double>> numbers() {
		Map<Subset, Map<Grade, Double>> numbers = new EnumMap<>(Subset.class);
		wanted.forEach((subset, parts) -> {
			Map<Grade, Double> copy = new EnumMap<>(Grade.class);
			parts.forEach((grade, number) -> copy.put(grade, (double) number));
			numbers.put(subset, copy);
		});
		return numbers;
	}

	private static Map<Grade, Integer> take(Share share, Map<Grade, Integer> left) throws InputException {
		Map<Grade, Integer> parts = apportion(share.of(sum(left)), left);
		parts.forEach((grade, number) -> left.merge(grade, -number, Integer::sum));
		return parts;
	}

	/** Largest remainders, in whole numbers: a share is places x patients of the grade / all patients. */
	private static Map<Grade, Integer> apportion(int places, Map<Grade, Integer> there) {
		long all = Math.max(1, sum(there));
		Map<Grade, Integer> parts = new EnumMap<>(Grade.class);
		there.forEach((grade, number) -> parts.put(grade, (int) ((long) places * number / all)));
		int over = places - sum(parts);
		List<Grade> byRemainder = new ArrayList<>(there.keySet());
		byRemainder.sort((a, b) -> Long.compare((long) places * there.get(b) % all, (long) places * there.get(a) % all));
		byRemainder.subList(0, over).forEach(grade -> parts.merge(grade, 1, Integer::sum));
		return parts;
	}

	private static int sum(Map<Grade, Integer> numbers) {
		return numbers.values().stream().mapToInt(Integer::intValue).sum();
	}
}
