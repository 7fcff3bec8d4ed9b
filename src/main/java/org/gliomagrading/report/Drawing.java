package org.gliomagrading.report;

import java.awt.image.BufferedImage;

/** Takes the strokes of a picture, in pixels from the upper left corner. A picture is drawn alike on all of them. */
interface Drawing {

	/** Size of letters in axes and legends, in pixels. */
	int LETTERS = 12;

	/** Where a text stands at its place. */
	enum Anchor {
			/** Its beginning is there. */
			START,
			/** Its middle. */
			MIDDLE,
			/** Its end. */
			END
	}

	/**
	 * A line through points.
	 *
	 * @param ink its colour
	 * @param width in pixels
	 * @param dash how it is drawn
	 * @param xy x and y of each point in turn
	 */
	void line(Ink ink, double width, Dash dash, double... xy);

	/**
	 * A filled polygon without a border.
	 *
	 * @param ink its colour
	 * @param opacity 0 to 1
	 * @param xy x and y of each corner in turn
	 */
	void area(Ink ink, double opacity, double... xy);

	/**
	 * A filled circle.
	 *
	 * @param ink its colour
	 * @param x of its centre
	 * @param y of its centre
	 * @param radius in pixels
	 * @param title what it stands for
	 */
	void dot(Ink ink, double x, double y, double radius, String title);

	/**
	 * A text in one line.
	 *
	 * @param ink its colour
	 * @param size of the letters in pixels
	 * @param anchor which part of it lies at x
	 * @param x where
	 * @param y of the letters' base line
	 * @param degrees how far it is turned clockwise around that place
	 * @param text the text
	 */
	void text(Ink ink, int size, Anchor anchor, double x, double y, int degrees, String text);

	/**
	 * An image.
	 *
	 * @param image its pixels
	 * @param x of its left side
	 * @param y of its upper side
	 * @param width in pixels
	 * @param height in pixels
	 * @param title what it shows
	 */
	void image(BufferedImage image, double x, double y, double width, double height, String title);

	/** A frame, filled. */
	default void box(Ink fill, Ink border, double x, double y, double width, double height) {
		area(fill, 1, x, y, x + width, y, x + width, y + height, x, y + height);
		line(border, 1, Dash.SOLID, x, y, x + width, y, x + width, y + height, x, y + height, x, y);
	}
}
