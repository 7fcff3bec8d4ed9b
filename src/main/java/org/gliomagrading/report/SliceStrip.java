package org.gliomagrading.report;

import java.util.List;

/**
 * What a network says of the slices of a patient, from the first to the last: a bar for each, as high as P(HGG), with a
 * line at 0.5.
 *
 * @param probabilities P(HGG) of each slice
 */
record SliceStrip(List<Double> probabilities) implements Picture {

	private static final int HEIGHT = 24;
	private static final int BAR = 3;

	@Override
	public int width() {
		return BAR * probabilities.size();
	}

	@Override
	public int height() {
		return HEIGHT;
	}

	/** Two polygons with the outline of all bars are shorter than a rectangle for each. */
	@Override
	public void draw(Drawing drawing) {
		drawing.area(Ink.BOX, 1, 0, 0, width(), 0, width(), HEIGHT, 0, HEIGHT);
		double[] outline = new double[4 * probabilities.size() + 4];
		for (int i = 0; i < probabilities.size(); i++) {
			double top = HEIGHT * (1 - probabilities.get(i));
			outline[4 * i + 2] = BAR * i;
			outline[4 * i + 3] = top;
			outline[4 * i + 4] = BAR * (i + 1);
			outline[4 * i + 5] = top;
		}
		outline[1] = HEIGHT;
		outline[outline.length - 2] = width();
		outline[outline.length - 1] = HEIGHT;
		drawing.area(Ink.SERIES_1, 0.6, outline);
		drawing.line(Ink.TEXT, 0.7, Dash.DASHED, 0, HEIGHT / 2.0, width(), HEIGHT / 2.0);
	}
}
