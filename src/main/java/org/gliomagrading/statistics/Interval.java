package org.gliomagrading.statistics;

/**
 * A confidence interval.
 *
 * @param low the lower limit; NaN where there is none
 * @param high the upper limit; NaN where there is none
 * @param reason why there are no limits, in a few words; empty where there are
 */
public record Interval(double low, double high, String reason) {

	/** The confidence level of all intervals. */
	public static final double LEVEL = 0.95;

	/** Checks that there are either limits, in order, or a reason. */
	public Interval {
		if (reason.isEmpty() ? !(low <= high) : !Double.isNaN(low) || !Double.isNaN(high))
			throw new IllegalArgumentException("Limits " + low + " and " + high + " with the reason '" + reason + "'");
	}

	/**
	 * @param low the lower limit
	 * @param high the upper limit, at least the lower
	 * @return the interval
	 */
	public static Interval of(double low, double high) {
		return new Interval(low, high, "");
	}

	/**
	 * @param reason why there are no limits
	 * @return an interval without limits
	 */
	public static Interval empty(String reason) {
		return new Interval(Double.NaN, Double.NaN, reason);
	}

	/** @return whether there are no limits */
	public boolean isEmpty() {
		return !reason.isEmpty();
	}

	/**
	 * @param value a number
	 * @return whether it lies between the limits; false where there are none
	 */
	public boolean contains(double value) {
		return low <= value && value <= high;
	}
}
