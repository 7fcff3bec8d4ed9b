package org.gliomagrading.report;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * What a figure is drawn in. On the page the colours are the style sheet's, lighter ones on a dark page; in files they
 * are those for a light page. The series' colours are Okabe and Ito's (2008), which people with any colour vision tell
 * apart, darkened where they would be faint on white.
 */
enum Ink {

		/** Axes and words. */
		TEXT(0x1b1f24),
		/** Words of less weight. */
		MUTED(0x57606a),
		/** Grid lines and frames. */
		GRID(0xd0d7de),
		/** What lies behind the figure. */
		PAPER(0xffffff),
		/** Boxes. */
		BOX(0xf3f5f8),
		/** The word across figures of synthetic patients. */
		WATERMARK(0xebedf1),
		/** Words on images, which are black around the head on light and dark pages alike. */
		ON_IMAGE(0xd0d7de),
		/** Blue. */
		SERIES_1(0x0072b2),
		/** Vermilion. */
		SERIES_2(0xd55e00),
		/** Green. */
		SERIES_3(0x00805d),
		/** Purple. */
		SERIES_4(0xb0568f),
		/** Ochre. */
		SERIES_5(0x9a6a00),
		/** Sky blue. */
		SERIES_6(0x2e8fc7);

	private static final List<Ink> SERIES = List.of(SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6);

	private final int rgb;

	Ink(int rgb) {
		this.rgb = rgb;
	}

	/** @return the colour of the i-th series, from 0; they come again after the last */
	static Ink series(int i) {
		return SERIES.get(i % SERIES.size());
	}

	/** @return how the line of the i-th series is drawn: otherwise than those before it that have its colour */
	static Dash dash(int i) {
		return Dash.values()[i / SERIES.size() % Dash.values().length];
	}

	/** @return the colour on a light page */
	Color color() {
		return new Color(rgb);
	}

	/** @return the name of the style sheet's variable, without its dashes */
	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** @return the style sheet's variables for a light page */
	static String variables() {
		StringBuilder css = new StringBuilder();
		for (Ink ink : values())
			css.append("--").append(ink.word()).append(':').append(String.format("#%06x", ink.rgb)).append(';');
		return css.toString();
	}
}
