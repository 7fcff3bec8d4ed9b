package org.gliomagrading.nifti;

/**
 * What turns a stored number into the value it stands for: {@code slope * stored + inter}.
 *
 * @param slope fields {@code scl_slope}, finite, not 0
 * @param inter field {@code scl_inter}, finite
 */
public record Scaling(double slope, double inter) {

	/** Stored numbers are the values. */
	public static final Scaling NONE = new Scaling(1, 0);

	/**
	 * @return whether stored numbers are the values
	 */
	public boolean isNone() {
		return equals(NONE);
	}

	/**
	 * @param stored a stored number
	 * @return its value
	 */
	public double apply(double stored) {
		return slope * stored + inter;
	}

	/**
	 * @return makes intensities of stored numbers: the number rounded to single precision or, where there is a scaling,
	 *         {@code slope * stored + inter} computed in double precision, then rounded
	 */
	public IntensityConverter converter() {
		return new ScalingConverter(this);
	}
}
