package org.gliomagrading.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test (Biometrics Bull 1945;1:80). Differences of 0 are dropped, equal ones share the mean of
 * their ranks. Up to 25 differences p comes from all assignments of signs to these very ranks, beyond that from the
 * normal distribution with correction for ties and without one for continuity.
 */
public final class WilcoxonTest {

	/** The largest number of differences with an exact p value. */
	static final int EXACT = 25;

	private WilcoxonTest() {
		// only static methods
	}

	/**
	 * @param differences of each pair; no NaN
	 * @return the two-sided test; its statistic is the sum of the ranks of the positive differences
	 */
	public static TestResult of(double[] differences) {
		double[] left = Arrays.stream(differences).filter(d -> d != 0).toArray();
		if (left.length == 0) return TestResult.impossible("all differences are 0");
		Ranks ranks = Ranks.of(Arrays.stream(left).map(Math::abs).toArray());
		double positive = 0;
		for (int i = 0; i < left.length; i++)
			if (left[i] > 0) positive += ranks.ranks()[i];
		return TestResult.of(positive, left.length <= EXACT ? exact(ranks, positive) : normal(ranks, positive));
	}

	/** Counts the assignments of signs by their sums. Twice the ranks are whole numbers. */
	private static double exact(Ranks ranks, double positive) {
		int n = ranks.ranks().length;
		long[] ways = new long[n * (n + 1) + 1];
		ways[0] = 1;
		for (double rank : ranks.ranks()) {
			int twice = (int) Math.round(2 * rank);
			for (int sum = ways.length - 1; sum >= twice; sum--)
				ways[sum] += ways[sum - twice];
		}
		int observed = (int) Math.round(2 * positive);
		long notAbove = Arrays.stream(ways, 0, observed + 1).sum();
		long notBelow = Arrays.stream(ways, observed, ways.length).sum();
		return Math.min(1, 2.0 * Math.min(notAbove, notBelow) / (1L << n));
	}

	private static double normal(Ranks ranks, double positive) {
		double n = ranks.ranks().length;
		double variance = n * (n + 1) * (2 * n + 1) / 24 - ranks.ties() / 48;
		return Gaussian.twoSided((positive - n * (n + 1) / 4) / Math.sqrt(variance));
	}
}
