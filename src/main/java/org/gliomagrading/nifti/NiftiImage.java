package org.gliomagrading.nifti;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converter;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The content of a NIfTI file.
 *
 * @param header the header
 * @param stored the numbers as they are stored, before scaling, in an imglib2 type of the header's type; axes as in the
 *          header
 */
public record NiftiImage(NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> stored) {

	/**
	 * @return the values that the stored numbers stand for, each converted when it is read: the stored number rounded to
	 *         single precision or, where there is a scaling, {@code slope * stored + inter} computed in double precision,
	 *         then rounded
	 */
	public RandomAccessibleInterval<FloatType> values() {
		return Converters.convert(stored, converter(), new FloatType());
	}

	private Converter<RealType<?>, FloatType> converter() {
		Scaling scaling = header.scaling();
		boolean unsignedLong = header.type() == NiftiType.UINT64;
		if (scaling.isNone()) return unsignedLong ? (in, out) -> out.set(toFloat(bits(in))) : (in, out) -> out.set(in
			.getRealFloat());
		return unsignedLong ? (in, out) -> out.set((float) scaling.apply(toDouble(bits(in)))) : (in, out) -> out.set(
			(float) scaling.apply(in.getRealDouble()));
	}

	private static long bits(RealType<?> unsignedLong) {
		return ((UnsignedLongType) unsignedLong).get();
	}

	/*
	 * imglib2 adds 2^64 after rounding, which rounds twice. Halving keeps the last bit as a sticky one, so that the
	 * only rounding sees whether the number lies beyond the middle.
	 */
	private static double toDouble(long unsigned) {
		return unsigned >= 0 ? unsigned : 2.0 * (unsigned >>> 1 | unsigned & 1);
	}

	private static float toFloat(long unsigned) {
		return unsigned >= 0 ? unsigned : 2f * (unsigned >>> 1 | unsigned & 1);
	}
}
