package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Graded cases of one rule: patients, or slices of patients. The patients are numbered in the order of their names, so
 * that two samples of the same patients can be drawn alike, and the order of a table's rows plays no part.
 */
public final class Sample {

	/**
	 * One case.
	 *
	 * @param patient the patient
	 * @param high whether it is HGG
	 * @param score what it was called by, 0 to 1
	 * @param called whether it was called HGG
	 */
	public record Case(String patient, boolean high, double score, boolean called) {

		/** Checks the score. */
		public Case {
			if (!(score >= 0 && score <= 1)) throw new IllegalArgumentException("The score is " + score + ", not 0 to 1");
		}
	}

	private final List<String> names;
	private final boolean[] patients;
	private final boolean probability;

	// cases with falling scores
	private final double[] scores;
	private final boolean[] high;
	private final boolean[] called;
	private final int[] patient;
	private final boolean[] lastOfTie;

	/**
	 * @param cases the cases, in any order; the grades of a patient's cases agree
	 * @param probability whether the scores are probabilities, so that they can be calibrated and have a Brier score
	 */
	public Sample(List<Case> cases, boolean probability) {
		this.probability = probability;
		TreeMap<String, Boolean> grades = new TreeMap<>();
		for (Case c : cases)
			if (grades.put(c.patient, c.high) == Boolean.valueOf(!c.high)) throw new IllegalArgumentException("Two grades: " +
				c.patient);
		names = List.copyOf(grades.keySet());
		patients = flags(grades.values().stream().toList());
		Map<String, Integer> numbers = new TreeMap<>();
		names.forEach(name -> numbers.put(name, numbers.size()));
		List<Case> falling = cases.stream().sorted(Comparator.comparingDouble(Case::score).reversed().thenComparing(
			Case::patient)).toList();
		scores = falling.stream().mapToDouble(Case::score).toArray();
		high = flags(falling.stream().map(Case::high).toList());
		called = flags(falling.stream().map(Case::called).toList());
		patient = falling.stream().mapToInt(c -> numbers.get(c.patient)).toArray();
		lastOfTie = new boolean[scores.length];
		for (int i = 0; i < scores.length; i++)
			lastOfTie[i] = i + 1 == scores.length || scores[i + 1] != scores[i];
	}

	private static boolean[] flags(List<Boolean> values) {
		boolean[] flags = new boolean[values.size()];
		for (int i = 0; i < flags.length; i++)
			flags[i] = values.get(i);
		return flags;
	}

	/** @return of each patient, in the order of their names, whether it is HGG */
	public boolean[] patients() {
		return patients.clone();
	}

	/**
	 * @param other another sample
	 * @return whether it holds the same patients with the same grades
	 */
	public boolean samePatients(Sample other) {
		return names.equals(other.names) && Arrays.equals(patients, other.patients);
	}

	/** @return whether the scores are probabilities */
	public boolean probability() {
		return probability;
	}

	/** @return the number of cases */
	public int size() {
		return scores.length;
	}

	/** @return the share of HGG; NaN without cases */
	public double prevalence() {
		ConfusionMatrix counts = counts();
		return (double) (counts.tp() + counts.fn()) / size();
	}

	/** @return the scores, falling */
	double[] scores() {
		return scores;
	}

	/** @return whether each case is HGG, in the order of the scores */
	boolean[] high() {
		return high;
	}

	/** @return each case's patient, in the order of the scores */
	int[] patient() {
		return patient;
	}

	/** @return a weight of 1 for each patient */
	public int[] once() {
		int[] weights = new int[patients.length];
		Arrays.fill(weights, 1);
		return weights;
	}

	/**
	 * @param grade whether the HGG cases are wanted, else the LGG
	 * @return their scores, in the order of the patients' names
	 */
	public double[] scoresOf(boolean grade) {
		Integer[] order = new Integer[scores.length];
		Arrays.setAll(order, i -> i);
		return Arrays.stream(order).filter(i -> high[i] == grade).sorted(Comparator.comparingInt(i -> patient[i]))
			.mapToDouble(i -> scores[i]).toArray();
	}

	/** @return of each case, in the order of the patients' names, whether it was called rightly */
	public boolean[] right() {
		boolean[] right = new boolean[scores.length];
		Integer[] order = new Integer[scores.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, Comparator.comparingInt(i -> patient[i]));
		for (int i = 0; i < order.length; i++)
			right[i] = high[order[i]] == called[order[i]];
		return right;
	}

	/** @return how often which grade was called */
	public ConfusionMatrix counts() {
		return measure(once()).counts;
	}

	/**
	 * @param weights how often each patient counts, in the order of their names
	 * @return each metric, in the order of {@link Metric}; NaN where it is 0/0
	 */
	public double[] metrics(int[] weights) {
		return measure(weights).values();
	}

	private record Measured(ConfusionMatrix counts, double auc, double averagePrecision, double brier) {

		double[] values() {
			return new double[] { counts.accuracy(), counts.precision(), counts.recall(), counts.specificity(), counts.f1(),
				counts.balancedAccuracy(), counts.mcc(), auc, averagePrecision, brier };
		}
	}

	/** One pass over the cases: all that a draw of the bootstrap needs. */
	private Measured measure(int[] weights) {
		int tp = 0;
		int fp = 0;
		long highs = 0;
		long lows = 0;
		long tiedHigh = 0;
		long tiedLow = 0;
		double wins = 0;
		double steps = 0;
		double squares = 0;
		for (int i = 0; i < scores.length; i++) {
			int weight = weights[patient[i]];
			double error = scores[i];
			if (high[i]) {
				tiedHigh += weight;
				error = 1 - error;
				if (called[i]) tp += weight;
			}
			else {
				tiedLow += weight;
				if (called[i]) fp += weight;
			}
			squares += weight * error * error;
			if (!lastOfTie[i]) continue;
			wins += tiedLow * (highs + tiedHigh / 2.0);
			highs += tiedHigh;
			lows += tiedLow;
			if (tiedHigh > 0) steps += tiedHigh * ((double) highs / (highs + lows));
			tiedHigh = 0;
			tiedLow = 0;
		}
		ConfusionMatrix counts = new ConfusionMatrix(tp, fp, Math.toIntExact(highs) - tp, Math.toIntExact(lows) - fp);
		return new Measured(counts, wins / ((double) highs * lows), steps / highs, probability ? squares / (highs + lows)
			: Double.NaN);
	}
}
