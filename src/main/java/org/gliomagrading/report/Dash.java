package org.gliomagrading.report;

/** How a line is drawn, so that lines of one colour can be told apart. */
enum Dash {

		/** Unbroken. */
		SOLID(),
		/** In long pieces. */
		DASHED(5, 4),
		/** In short ones. */
		DOTTED(1.5f, 3);

	private final float[] lengths;

	Dash(float... lengths) {
		this.lengths = lengths;
	}

	/** @return the lengths of pieces and gaps, in pixels; none for an unbroken line */
	float[] lengths() {
		return lengths.clone();
	}
}
