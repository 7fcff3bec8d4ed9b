package org.gliomagrading.statistics;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Friedman's test (J Am Stat Assoc 1937;32:675): do the treatments, here fusions, differ over the blocks, here models?
 *
 * @param blocks the number of blocks
 * @param meanRanks each treatment's mean rank within the blocks, from 1 for the lowest value
 * @param plain the test without correction for ties
 * @param corrected the test with correction for ties; impossible where all values of each block are equal
 */
public record FriedmanTest(int blocks, double[] meanRanks, TestResult plain, TestResult corrected) {

	/**
	 * @param values a row for each block, at least one, a column for each treatment, at least two; no NaN
	 * @return the test
	 */
	public static FriedmanTest of(double[][] values) {
		int n = values.length;
		int k = values[0].length;
		double[] sums = new double[k];
		double ties = 0;
		for (double[] block : values) {
			Ranks ranks = Ranks.of(block);
			ties += ranks.ties();
			for (int j = 0; j < k; j++)
				sums[j] += ranks.ranks()[j];
		}
		double squares = 0;
		double[] means = new double[k];
		for (int j = 0; j < k; j++) {
			means[j] = sums[j] / n;
			squares += sums[j] * sums[j];
		}
		double statistic = Math.max(0, 12 * squares / ((double) n * k * (k + 1)) - 3.0 * n * (k + 1));
		double correction = 1 - ties / ((double) n * k * (k * k - 1));
		return new FriedmanTest(n, means, chiSquared(statistic, k - 1), correction <= 0 ? TestResult.impossible(
			"all values of each model are equal") : chiSquared(statistic / correction, k - 1));
	}

	static TestResult chiSquared(double statistic, int freedom) {
		return TestResult.of(statistic, freedom, ChiSquaredDistribution.of(freedom).survivalProbability(statistic));
	}

	/**
	 * Nemenyi's test of two treatments after Friedman's: the difference of their mean ranks against the range of as many
	 * normal variables as there are treatments (Demšar, J Mach Learn Res 2006;7:1).
	 *
	 * @param i a treatment
	 * @param j another
	 * @return the test; its statistic is the studentized range
	 */
	public TestResult nemenyi(int i, int j) {
		int k = meanRanks.length;
		double range = Math.abs(meanRanks[i] - meanRanks[j]) / Math.sqrt(k * (k + 1) / (12.0 * blocks));
		return TestResult.of(range, StudentizedRange.above(range, k));
	}
}
