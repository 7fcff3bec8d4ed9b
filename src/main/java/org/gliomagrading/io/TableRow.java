package org.gliomagrading.io;

import java.util.function.UnaryOperator;

/** One row of a table, its cells as text by column name, wherever the table came from. */
public final class TableRow {

	/** Makes a value of one row of a table. */
	@FunctionalInterface
	public interface Reader<T> {

		/**
		 * @param row the row
		 * @return its value
		 * @throws InputException if a cell cannot be used
		 */
		T read(TableRow row) throws InputException;
	}

	private final String place;
	private final UnaryOperator<String> cells;

	/**
	 * @param place the table and the row's place in it, for messages: {@code a.csv: in line 2}
	 * @param cells gives the cell of a column; empty text where the column is absent
	 */
	TableRow(String place, UnaryOperator<String> cells) {
		this.place = place;
		this.cells = cells;
	}

	/**
	 * @param column a column's name
	 * @return the cell, trimmed; empty where the table lacks the column or the row ends before it
	 */
	public String text(String column) {
		return cells.apply(column).trim();
	}

	/**
	 * @param column a column's name
	 * @return the cell, trimmed, not empty
	 * @throws InputException if it is empty
	 */
	public String required(String column) throws InputException {
		String text = text(column);
		if (text.isEmpty()) throw error(column, "is empty; fill it in");
		return text;
	}

	/**
	 * @param column a column's name
	 * @return the cell as a whole number
	 * @throws InputException if it is none
	 */
	public int integer(String column) throws InputException {
		try {
			return Integer.parseInt(required(column));
		}
		catch (NumberFormatException e) {
			throw error(column, "is '" + text(column) + "', not a whole number");
		}
	}

	/**
	 * @param column a column's name
	 * @return the cell as a finite number, or NaN where it is empty
	 * @throws InputException if it is neither
	 */
	public double number(String column) throws InputException {
		String text = text(column);
		if (text.isEmpty()) return Double.NaN;
		try {
			double value = Double.parseDouble(text);
			if (Double.isFinite(value)) return value;
		}
		catch (NumberFormatException e) {
			// told below, with infinite numbers
		}
		throw error(column, "is '" + text + "', not a number");
	}

	/**
	 * @param column a column's name
	 * @param least the least number that it can be
	 * @param most the greatest
	 * @return the cell as a number from least to most, or NaN where it is empty
	 * @throws InputException if it is neither
	 */
	public double number(String column, double least, double most) throws InputException {
		double number = number(column);
		if (number < least || number > most) throw error(column, "is " + text(column) + "; it must be " + Decimals.format(
			least) + " to " + Decimals.format(most));
		return number;
	}

	/**
	 * @param column the column at fault
	 * @param problem what is wrong with its cell
	 * @return an error that names the table, the row and the column
	 */
	public InputException error(String column, String problem) {
		return error("column '" + column + "' " + problem);
	}

	/**
	 * @param problem what is wrong with the row
	 * @return an error that names the table and the row
	 */
	public InputException error(String problem) {
		return new InputException(place + ", " + problem);
	}
}
