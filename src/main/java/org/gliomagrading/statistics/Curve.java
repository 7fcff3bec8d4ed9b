package org.gliomagrading.statistics;

import java.util.List;

/**
 * A curve with a 95% band.
 *
 * @param points its points, x rising
 */
public record Curve(List<Point> points) {

	/** Copies the points. */
	public Curve {
		points = List.copyOf(points);
	}

	/**
	 * A point.
	 *
	 * @param x where
	 * @param y the value; NaN where there is none
	 * @param band the pointwise interval
	 */
	public record Point(double x, double y, Interval band) {
	}
}
