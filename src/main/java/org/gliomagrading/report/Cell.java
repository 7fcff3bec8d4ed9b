package org.gliomagrading.report;

import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/**
 * A cell of a table in the report.
 *
 * @param value what it holds, with all digits: a {@code String} or a number
 * @param text how it is shown
 * @param detail what is shown beside it in smaller letters, such as its interval; may be empty
 * @param picture what is shown in place of the text on the page
 */
record Cell(Object value, String text, String detail, Optional<Picture> picture) {

	/** A text. */
	static Cell of(String text) {
		return new Cell(text, text, "", Optional.empty());
	}

	/** A whole number. */
	static Cell of(long number) {
		return new Cell((double) number, Long.toString(number), "", Optional.empty());
	}

	/** A number, shown with three decimals; NaN is an empty cell. */
	static Cell of(double number) {
		return new Cell(number, Rounded.of(number), "", Optional.empty());
	}

	/** A text that the table's reader finds in the row above: it is kept, not shown. */
	static Cell repeated(String text) {
		return new Cell(text, "", "", Optional.empty());
	}

	/** A picture. */
	static Cell of(Picture picture, String value) {
		return new Cell(value, "", "", Optional.of(picture));
	}

	/**
	 * A metric with its interval.
	 *
	 * @param row a row that has the columns {@code metric}, {@code metric_lo} and {@code metric_hi}
	 * @param metric the metric's column
	 * @return its cell
	 * @throws InputException if they are no numbers
	 */
	static Cell metric(TableRow row, String metric) throws InputException {
		return metric(row, metric, metric);
	}

	/** The same where the limits' columns are called otherwise. */
	static Cell metric(TableRow row, String metric, String limits) throws InputException {
		double value = row.number(metric);
		double low = row.number(limits + "_lo");
		double high = row.number(limits + "_hi");
		boolean known = !Double.isNaN(low) && !Double.isNaN(high);
		return new Cell(value, Rounded.of(value), known ? Rounded.of(low) + " to " + Rounded.of(high) : "", Optional.empty());
	}

	/** A probability of a test, shown as such: below 0.001 it says no more. */
	static Cell p(double p) {
		return new Cell(p, p < 0.001 ? "<0.001" : Rounded.of(p), "", Optional.empty());
	}

	boolean isEmpty() {
		return text.isEmpty() && detail.isEmpty() && picture.isEmpty();
	}

	boolean isNumber() {
		return value instanceof Double;
	}
}
