package org.gliomagrading.statistics;

/**
 * The method of variance estimates recovery: limits of a function of two independent quantities from the limits of
 * each. For sums, Zou and Donner (Stat Med 2008;27:1693); for ratios MOVER-R, Donner and Zou (Stat Methods Med Res
 * 2012;21:347).
 */
final class Mover {

	private Mover() {
		// only static methods
	}

	static Interval sum(Estimate a, Estimate b) {
		double value = a.value() + b.value();
		return Interval.of(value - Math.hypot(a.value() - a.low(), b.value() - b.low()), value + Math.hypot(a.high() - a
			.value(), b.high() - b.value()));
	}

	/**
	 * The ratio a / b, for b at least 0. A limit r is where the limit of a - r b is 0: a root of r² d (2b - d) - 2 a b r +
	 * c (2a - c) = 0, with c the one limit of a, d the other limit of b. It is written so that nothing cancels where 2b is
	 * near d. The upper limit is infinite where b's lower limit is 0.
	 */
	static Interval ratio(Estimate a, Estimate b) {
		double product = a.value() * b.value();
		double lowTerm = a.low() * (2 * a.value() - a.low());
		double low = lowTerm == 0 ? 0 : lowTerm / (product + root(product, b.high() * (2 * b.value() - b.high()), lowTerm));
		double highFactor = b.low() * (2 * b.value() - b.low());
		double high = highFactor <= 0 ? Double.POSITIVE_INFINITY : (product + root(product, highFactor, a.high() * (2 * a
			.value() - a.high()))) / highFactor;
		return Interval.of(low, high);
	}

	private static double root(double product, double factor, double term) {
		return Math.sqrt(Math.max(0, product * product - factor * term));
	}
}
