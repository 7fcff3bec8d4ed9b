package org.gliomagrading.report;

import org.gliomagrading.io.Table;

/**
 * A figure of the report.
 *
 * @param id its name in file names: {@code figure-4a}
 * @param title its name on the page: {@code Figure 4a}
 * @param caption what it shows
 * @param picture how it looks
 * @param data what it shows, in numbers
 */
record Figure(String id, String title, String caption, Picture picture, Table data) implements Block {

	/** A chart, with its points as data. */
	Figure(String id, String title, String caption, Chart chart) {
		this(id, title, caption, chart, chart.table());
	}
}
