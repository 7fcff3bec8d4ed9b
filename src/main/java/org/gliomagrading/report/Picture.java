package org.gliomagrading.report;

/** Something that can be drawn, on the page as in files. */
interface Picture {

	/** @return in pixels */
	int width();

	/** @return in pixels */
	int height();

	/**
	 * @param drawing takes its strokes
	 */
	void draw(Drawing drawing);
}
