package org.gliomagrading.published;

/**
 * All values that a quantity can have.
 *
 * @param low the least; NaN if there are none
 * @param high the greatest; infinite where there is no end
 */
record Range(double low, double high) {

	/** No value. */
	static final Range NONE = new Range(Double.NaN, Double.NaN);

	/** Rounding in binary must not decide what exact fractions leave open. */
	private static final double EPSILON = 1e-12;

	/** @return whether all values lie below all of the other's */
	boolean below(Range other) {
		return high < other.low - EPSILON;
	}

	boolean contains(double value) {
		return value >= low - EPSILON && value <= high + EPSILON;
	}
}
