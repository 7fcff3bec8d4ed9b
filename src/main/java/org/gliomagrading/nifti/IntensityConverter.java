package org.gliomagrading.nifti;

import net.imglib2.converter.Converter;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * What the stored numbers of an image stand for. The questions about an intensity look at the stored number and convert
 * nothing, so that volumes can be searched without making floats of voxels that nobody asked for. Safe to use from
 * several threads.
 */
public interface IntensityConverter extends Converter<RealType<?>, FloatType> {

	/**
	 * @param stored a stored number
	 * @return whether {@link #convert} makes 0 of it
	 */
	boolean isZero(RealType<?> stored);

	/**
	 * @param stored a stored number
	 * @return whether {@link #convert} makes a finite number of it, not NaN or an infinity
	 */
	boolean isFinite(RealType<?> stored);
}
