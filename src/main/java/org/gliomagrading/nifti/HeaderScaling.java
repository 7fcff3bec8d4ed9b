package org.gliomagrading.nifti;

/** The scaling that a header asks for. */
final class HeaderScaling {

	private HeaderScaling() {
		// only static methods
	}

	/**
	 * {@code scl_slope} and {@code scl_inter}; none where the slope is 0 or not finite. ANALYZE headers are read as SPM2
	 * does it, and so nibabel: an inter that is not finite is 0, and without a slope the ranges of values (cal_min to
	 * cal_max) and of stored numbers (glmin to glmax), where both are given, make one.
	 */
	static Scaling of(HeaderBytes header) {
		double slope = header.number(HeaderField.SCL_SLOPE);
		double inter = header.number(HeaderField.SCL_INTER);
		boolean valid = slope != 0 && Double.isFinite(slope);
		if (header.version() != HeaderVersion.ANALYZE) return valid ? new Scaling(slope, inter) : Scaling.NONE;
		if (valid) return new Scaling(slope, Double.isFinite(inter) ? inter : 0);
		float values = (float) header.number(HeaderField.CAL_MAX) - (float) header.number(HeaderField.CAL_MIN);
		double numbers = header.number(HeaderField.GLMAX) - header.number(HeaderField.GLMIN);
		double ratio = values / numbers;
		double start = header.number(HeaderField.CAL_MIN) - ratio * header.number(HeaderField.GLMIN);
		return ratio != 0 && Double.isFinite(ratio) && Double.isFinite(start) ? new Scaling(ratio, start) : Scaling.NONE;
	}
}
