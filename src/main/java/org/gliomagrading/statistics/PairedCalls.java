package org.gliomagrading.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Tests of calls that several models or fusions made on the same patients. */
public final class PairedCalls {

	private PairedCalls() {
		// only static methods
	}

	/**
	 * McNemar's test (Psychometrika 1947;12:153), exact: the patients that only one of the two called rightly, as tosses
	 * of a coin.
	 *
	 * @param first of each patient, whether the first called it rightly
	 * @param second the same of the second
	 * @return the two-sided test; its statistic is the smaller of the two numbers of patients. Where there is none, p is 1
	 */
	public static TestResult mcNemar(boolean[] first, boolean[] second) {
		int onlyFirst = 0;
		int onlySecond = 0;
		for (int i = 0; i < first.length; i++) {
			if (first[i] && !second[i]) onlyFirst++;
			if (second[i] && !first[i]) onlySecond++;
		}
		int smaller = Math.min(onlyFirst, onlySecond);
		double tail = BinomialDistribution.of(onlyFirst + onlySecond, 0.5).cumulativeProbability(smaller);
		return TestResult.of(smaller, Math.min(1, 2 * tail));
	}

	/**
	 * Cochran's Q (Biometrika 1950;37:256): do several differ in how many they call rightly?
	 *
	 * @param right for each of them, at least two, of each patient whether it was called rightly
	 * @return the test; impossible where no patient is called rightly by some and wrongly by others
	 */
	public static TestResult cochranQ(boolean[][] right) {
		int k = right.length;
		double[] columns = new double[k];
		double total = 0;
		double rowSquares = 0;
		for (int patient = 0; patient < right[0].length; patient++) {
			int row = 0;
			for (int j = 0; j < k; j++)
				if (right[j][patient]) {
					row++;
					columns[j]++;
				}
			total += row;
			rowSquares += (double) row * row;
		}
		double between = 0;
		for (double column : columns)
			between += (column - total / k) * (column - total / k);
		double within = k * total - rowSquares;
		if (within == 0) return TestResult.impossible("all agree on every patient");
		return FriedmanTest.chiSquared(k * (k - 1) * between / within, k - 1);
	}
}
