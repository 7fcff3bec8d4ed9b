package org.gliomagrading.statistics;

/**
 * A quantity that was estimated, with the limits of its confidence interval.
 *
 * @param value the estimate
 * @param low the lower limit, at most the estimate
 * @param high the upper limit, at least the estimate
 */
record Estimate(double value, double low, double high) {

	static final Estimate ZERO = new Estimate(0, 0, 0);

	/** A proportion with Wilson's interval; exactly 0 where there is no case, as it then weighs nothing. */
	static Estimate proportion(int successes, int n) {
		if (n == 0) return ZERO;
		Interval interval = Wilson.of(successes, n);
		return new Estimate((double) successes / n, interval.low(), interval.high());
	}

	/** @return this times a factor of at least 0, plus a constant */
	Estimate scaled(double factor, double constant) {
		return new Estimate(factor * value + constant, factor * low + constant, factor * high + constant);
	}

	Interval interval() {
		return Interval.of(low, high);
	}
}
