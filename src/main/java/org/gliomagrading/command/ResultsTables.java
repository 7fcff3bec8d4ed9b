package org.gliomagrading.command;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableSource;

import ij.WindowManager;
import ij.measure.ResultsTable;

/** Tables as ImageJ's results tables, and back. */
public final class ResultsTables {

	private ResultsTables() {
		// only static methods
	}

	/**
	 * @param table a table
	 * @return the same for ImageJ: numbers stay numbers, cells that do not apply are empty (NaN for a macro that asks for
	 *         the number)
	 */
	public static ResultsTable of(Table table) {
		ResultsTable results = new ResultsTable();
		results.setPrecision(4);
		for (List<Object> row : table.rows()) {
			results.addRow();
			for (int i = 0; i < row.size(); i++) {
				String column = table.columns().get(i);
				if (row.get(i) instanceof Number number && !Double.isNaN(number.doubleValue())) results.addValue(column, number
					.doubleValue());
				else results.addValue(column, row.get(i) instanceof Number ? "" : row.get(i).toString());
			}
		}
		return results;
	}

	/**
	 * @param results a table of ImageJ, made by our commands or by anything else
	 * @return the same, with all digits of its numbers, not only those that ImageJ shows
	 */
	public static Table from(ResultsTable results) {
		List<String> columns = List.of(results.getHeadings());
		List<List<Object>> rows = new ArrayList<>();
		for (int row = 0; row < results.size(); row++) {
			List<Object> cells = new ArrayList<>();
			for (String column : columns)
				cells.add(cell(results, column, row));
			rows.add(cells);
		}
		return new Table(columns, rows);
	}

	/**
	 * @param file a CSV file; null or without a name for the open results table
	 * @return where the table is read from
	 * @throws InputException if no file is given and no results table is open
	 */
	static TableSource source(File file) throws InputException {
		return GliomaCommand.path(file).isPresent() ? CsvFile.source(file.toPath()) : open();
	}

	/** The table of the window in front, or the one that ImageJ's measurements go to. */
	private static TableSource open() throws InputException {
		ResultsTable active = WindowManager.getActiveTable() == null ? null : ResultsTable.getActiveTable();
		ResultsTable results = active == null ? ResultsTable.getResultsTable() : active;
		if (results == null || results.size() == 0) throw new InputException(
			"no results table is open; open one or give 'predictions', a CSV file");
		return from(results).source("the open results table");
	}

	private static Object cell(ResultsTable results, String column, int row) {
		int index = results.getColumnIndex(column);
		if (index == ResultsTable.COLUMN_NOT_FOUND) {
			String label = results.getLabel(row);
			return label == null ? "" : label;
		}
		double number = results.getValueAsDouble(index, row);
		if (!Double.isNaN(number)) return number;
		String text = results.getStringValue(index, row);
		return text == null || text.equals("NaN") ? "" : text;
	}
}
