package org.gliomagrading.report;

import java.util.List;

/**
 * Points of a chart that belong together.
 *
 * @param name what the legend calls it
 * @param ink its colour
 * @param dash how its line is drawn
 * @param line whether its points are joined
 * @param points the points, those joined from left to right; all values finite, but for limits that are unknown
 */
record Series(String name, Ink ink, Dash dash, boolean line, List<Point> points) {

	/**
	 * A point.
	 *
	 * @param x its place along the horizontal axis
	 * @param y its place along the vertical axis
	 * @param low lower limit of y; NaN if unknown
	 * @param high upper limit of y; NaN if unknown
	 * @param label what stands beside it; may be empty
	 */
	record Point(double x, double y, double low, double high, String label) {

		Point(double x, double y) {
			this(x, y, Double.NaN, Double.NaN, "");
		}

		boolean limited() {
			return !Double.isNaN(low) && !Double.isNaN(high);
		}
	}

	/** Copies the list. */
	Series {
		points = List.copyOf(points);
	}

	/** A line. */
	static Series line(String name, Ink ink, Dash dash, List<Point> points) {
		return new Series(name, ink, dash, true, points);
	}

	/** Points that are not joined. */
	static Series dots(String name, Ink ink, List<Point> points) {
		return new Series(name, ink, Dash.SOLID, false, points);
	}
}
