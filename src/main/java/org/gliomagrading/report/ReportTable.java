package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gliomagrading.io.Table;

/**
 * A table of the report.
 *
 * @param id its name in file names: {@code table-1}
 * @param title its name on the page: {@code Table 1}
 * @param caption what it shows
 * @param columns the names of its columns
 * @param rows the cells of each row, as many as there are columns
 * @param notes what its reader has to know
 * @param folded whether the page shows it only when asked
 */
record ReportTable(String id, String title, String caption, List<String> columns, List<List<Cell>> rows,
	List<String> notes, boolean folded) implements Block
{

	/** Copies the lists. */
	ReportTable {
		columns = List.copyOf(columns);
		notes = List.copyOf(notes);
		List<List<Cell>> copy = new ArrayList<>(rows.size());
		for (List<Cell> row : rows) {
			if (row.size() != columns.size()) throw new IllegalArgumentException(row.size() + " cells for " + columns.size() +
				" columns");
			copy.add(List.copyOf(row));
		}
		rows = List.copyOf(copy);
	}

	ReportTable(String id, String title, String caption, List<String> columns, List<List<Cell>> rows, String... notes) {
		this(id, title, caption, columns, rows, List.of(notes), false);
	}

	/** @return the same, which the page shows only when asked */
	ReportTable fold() {
		return new ReportTable(id, title, caption, columns, rows, notes, true);
	}

	/** @return the same without columns in which nothing stands */
	ReportTable withoutEmptyColumns() {
		List<Integer> kept = IntStream.range(0, columns.size()).filter(column -> rows.stream().anyMatch(row -> !row.get(
			column).isEmpty())).boxed().toList();
		return new ReportTable(id, title, caption, kept.stream().map(columns::get).toList(), rows.stream().map(row -> kept
			.stream().map(row::get).toList()).toList(), notes, folded);
	}

	/** @return whether a column holds numbers, so that it is set to the right */
	boolean numeric(int column) {
		return rows.stream().map(row -> row.get(column)).anyMatch(Cell::isNumber);
	}

	/** @return the same with all digits */
	Table table() {
		return new Table(columns, rows.stream().map(row -> row.stream().map(Cell::value).toList()).toList());
	}
}
