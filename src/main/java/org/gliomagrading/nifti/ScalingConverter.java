package org.gliomagrading.nifti;

import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Applies a {@link Scaling}. Each step of it, rounding included, keeps the order of any two numbers, or swaps it where the
 * slope is negative. So the stored numbers that become 0 are those of an interval, and so are those that stay finite.
 */
final class ScalingConverter implements IntensityConverter {

	private final Scaling scaling;
	private final boolean unscaled;
	private final Interval zero;
	private final Interval finite;

	ScalingConverter(Scaling scaling) {
		this.scaling = scaling;
		unscaled = scaling.isNone();
		zero = Interval.within(scaling, 0, 0);
		finite = Interval.within(scaling, -Float.MAX_VALUE, Float.MAX_VALUE);
	}

	@Override
	public void convert(RealType<?> stored, FloatType intensity) {
		intensity.set(unscaled ? toFloat(stored) : (float) scaling.apply(toDouble(stored)));
	}

	@Override
	public boolean isZero(RealType<?> stored) {
		return zero.contains(toDouble(stored));
	}

	@Override
	public boolean isFinite(RealType<?> stored) {
		return finite.contains(toDouble(stored));
	}

	private static double toDouble(RealType<?> stored) {
		return stored instanceof UnsignedLongType unsignedLong ? toDouble(unsignedLong.get(), true) : stored.getRealDouble();
	}

	private static float toFloat(RealType<?> stored) {
		return stored instanceof UnsignedLongType unsignedLong ? toFloat(unsignedLong.get(), true) : stored.getRealFloat();
	}

	/**
	 * Rounds a 64-bit number once. imglib2 adds 2^64 to unsigned ones after rounding, which rounds twice. Halving keeps the
	 * last bit as a sticky one, so that the only rounding sees whether the number lies beyond the middle.
	 */
	static double toDouble(long bits, boolean unsigned) {
		return bits >= 0 || !unsigned ? bits : 2.0 * (bits >>> 1 | bits & 1);
	}

	/** As {@link #toDouble(long, boolean)}, to single precision. */
	static float toFloat(long bits, boolean unsigned) {
		return bits >= 0 || !unsigned ? bits : 2f * (bits >>> 1 | bits & 1);
	}
}
