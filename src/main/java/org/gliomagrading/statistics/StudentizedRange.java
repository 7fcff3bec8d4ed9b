package org.gliomagrading.statistics;

/**
 * The range of independent standard normal variables: the studentized range with infinitely many degrees of freedom.
 */
final class StudentizedRange {

	/** Beyond this many standard deviations the normal density is below 1e-17. */
	private static final double END = 9;

	/** The trapezium rule's error for such smooth functions that vanish at both ends is far below 1e-12 with this step. */
	private static final double STEP = 1.0 / 64;

	private StudentizedRange() {
		// only static methods
	}

	/**
	 * The probability of a range above q, with k variables: 1 - k times the integral over x, the highest of them, of its
	 * density times (below(x) - below(x - q))^(k-1).
	 */
	static double above(double q, int k) {
		if (q <= 0) return 1;
		double integral = 0;
		for (double x = -END; x <= END + q; x += STEP)
			integral += Math.exp(-x * x / 2) * Math.pow(Gaussian.below(x) - Gaussian.below(x - q), k - 1.0);
		return Math.max(0, 1 - k * integral * STEP / Math.sqrt(2 * Math.PI));
	}
}
