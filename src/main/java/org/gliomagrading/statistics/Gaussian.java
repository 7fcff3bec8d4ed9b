package org.gliomagrading.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Gaussian {

	private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

	/** Limits of a 95% interval lie that many standard errors away: 1.96. */
	static final double Z = quantile(1 - (1 - Interval.LEVEL) / 2);

	private Gaussian() {
		// only static methods
	}

	static double below(double x) {
		return STANDARD.cumulativeProbability(x);
	}

	static double quantile(double probability) {
		return STANDARD.inverseCumulativeProbability(probability);
	}

	/** @return the two-sided p value of a standard normal statistic; NaN for NaN */
	static double twoSided(double z) {
		return 2 * STANDARD.survivalProbability(Math.abs(z));
	}
}
