package org.gliomagrading.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts names beside dots, where they hide neither each other nor dots. */
final class Labels {

	private static final int SIZE = Drawing.LETTERS - 1;

	/** What a letter takes on average; how wide it is in the end, the reader's browser decides. */
	private static final double LETTER = 0.62 * SIZE;

	private static final int DOT = 5;

	/** A name further up or down than this has a line to its dot. */
	private static final double NEAR = 16;

	/** How far down from the dot a name may stand, the best first: 4, -6, 14, -16... */
	private static final double[] DOWN = IntStream.range(0, 50).mapToDouble(i -> i % 2 == 0 ? 4 + 5 * i : -1 - 5 * i).toArray();

	private final Rectangle2D area;
	private final List<Rectangle2D> taken = new ArrayList<>();

	/** The area that names are kept in, in pixels. */
	Labels(double left, double right, double top, double bottom) {
		area = new Rectangle2D.Double(left, top, right - left, bottom - top);
	}

	/** Keeps names away from a dot. */
	void keepFree(double x, double y) {
		taken.add(new Rectangle2D.Double(x - DOT, y - DOT, 2 * DOT, 2 * DOT));
	}

	/** Draws the name of a dot; where there is no room at all it has none, since names upon each other cannot be read. */
	void place(Drawing drawing, double x, double y, String name) {
		double width = (name.length() + 1) * LETTER; // and a gap to the next
		for (double down : DOWN)
			for (boolean left : new boolean[] { false, true }) {
				double start = left ? x - DOT - 2 - width : x + DOT + 2;
				Rectangle2D box = new Rectangle2D.Double(start, y + down - SIZE + 2, width, SIZE);
				if (!area.contains(box) || taken.stream().anyMatch(box::intersects)) continue;
				if (Math.abs(down) > NEAR) drawing.line(Ink.MUTED, 0.7, Dash.SOLID, x, y, left ? x - DOT : x + DOT, y + down - SIZE /
					2.0 + 2);
				draw(drawing, x, start, y + down, left, name);
				taken.add(box);
				return;
			}
	}

	private static void draw(Drawing drawing, double x, double start, double y, boolean left, String name) {
		drawing.text(Ink.TEXT, SIZE, left ? Drawing.Anchor.END : Drawing.Anchor.START, left ? x - DOT - 2 : start, y, 0, name);
	}
}
