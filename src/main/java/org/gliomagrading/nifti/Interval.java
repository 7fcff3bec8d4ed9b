package org.gliomagrading.nifti;

import java.util.function.DoublePredicate;

/**
 * The numbers from one to another, both included; none where {@code low > high}. NaN is never one of them.
 *
 * @param low the lowest
 * @param high the highest
 */
record Interval(double low, double high) {

	/** Place of infinity in the order of all doubles; 0 is at 0. The bits of positive ones are ordered as they are. */
	private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

	boolean contains(double number) {
		return number >= low && number <= high;
	}

	/**
	 * The stored numbers whose values, in single precision, lie within bounds. Searched by the scaling itself, so that
	 * its rounding counts to the last digit.
	 *
	 * @param scaling the scaling
	 * @param min the least value, finite
	 * @param max the greatest, finite
	 */
	static Interval within(Scaling scaling, float min, float max) {
		double sign = Math.signum(scaling.slope());
		double low = first(number -> (float) scaling.apply(sign * number) >= min);
		double high = -first(number -> (float) scaling.apply(sign * -number) <= max);
		return sign > 0 ? new Interval(low, high) : new Interval(-high, -low);
	}

	/** The lowest number of which the condition holds, which holds of all higher ones, infinity among them. */
	private static double first(DoublePredicate condition) {
		long low = -INFINITY;
		long high = INFINITY;
		while (low < high) {
			long middle = low + (high - low >>> 1);
			if (condition.test(ordered(middle))) high = middle;
			else low = middle + 1;
		}
		return ordered(low);
	}

	/** The double at a place in the order of all doubles. */
	private static double ordered(long place) {
		return place < 0 ? -Double.longBitsToDouble(-place) : Double.longBitsToDouble(place);
	}
}
