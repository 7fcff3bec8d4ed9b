package org.gliomagrading.nifti;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The content of a NIfTI file.
 *
 * @param header the header
 * @param stored the numbers as they are stored, before scaling, in an imglib2 type of the header's type; axes as in the
 *          header, of colours unsigned bytes with a last axis of 3 or 4 channels
 */
public record NiftiImage(NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> stored) {

	/**
	 * @return the values that the stored numbers stand for, each converted by {@link Scaling#converter()} when it is read
	 */
	public RandomAccessibleInterval<FloatType> values() {
		return Converters.convert(stored, header.scaling().converter(), new FloatType());
	}
}
