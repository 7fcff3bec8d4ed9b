package org.gliomagrading.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts names beside dots, where they hide neither each other nor dots. */
final class Labels {

	/** Height of the letters, in pixels. */
	static final int SIZE = Drawing.LETTERS - 1;

	/** What a letter takes on average; how wide it is in the end, the reader's browser decides. */
	private static final double LETTER = 0.62 * SIZE;

	private static final int DOT = 5;

	/** A name further up or down than this has a line to its dot. */
	private static final double NEAR = 16;

	/** How far down from the dot a name may stand, the best first: 4, -6, 14, -16... */
	private static final double[] DOWN = IntStream.range(0, 50).mapToDouble(i -> i % 2 == 0 ? 4 + 5 * i : -1 - 5 * i).toArray();

	/**
	 * Where a name stands.
	 *
	 * @param x its beginning, or its end where it stands on the left of the dot
	 * @param y its base line
	 * @param left whether it stands on the left
	 * @param far whether it needs a line to its dot
	 */
	record Place(double x, double y, boolean left, boolean far) {

		/** @return where a line from the dot ends */
		double lineX() {
			return left ? x + 2 : x - 2;
		}

		/** @return where a line from the dot ends */
		double lineY() {
			return y - SIZE / 2.0 + 2;
		}
	}

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

	/**
	 * Finds a place for the name of a dot.
	 *
	 * @return the place; empty where there is no room at all, since names upon each other cannot be read
	 */
	Optional<Place> place(double x, double y, String name) {
		double width = (name.length() + 1) * LETTER; // and a gap to the next
		for (double down : DOWN)
			for (boolean left : new boolean[] { false, true }) {
				double start = left ? x - DOT - 2 - width : x + DOT + 2;
				Rectangle2D box = new Rectangle2D.Double(start, y + down - SIZE + 2, width, SIZE);
				if (!area.contains(box) || taken.stream().anyMatch(box::intersects)) continue;
				taken.add(box);
				return Optional.of(new Place(left ? x - DOT - 2 : start, y + down, left, Math.abs(down) > NEAR));
			}
		return Optional.empty();
	}
}
