package org.gliomagrading.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table in memory: what a stage gives. It is written with {@link CsvFile#write(Path, Table)} and shown as a results
 * table.
 *
 * @param columns the names of the columns
 * @param rows the cells of each row, as many as there are columns: {@code String}, {@code Integer}, {@code Double};
 *          {@code ""} or NaN where a cell does not apply
 */
public record Table(List<String> columns, List<List<Object>> rows) {

	/** Copies the lists; null and an empty {@code Optional} become {@code ""}. */
	public Table {
		columns = List.copyOf(columns);
		List<List<Object>> copy = new ArrayList<>(rows.size());
		for (List<?> row : rows) {
			if (row.size() != columns.size()) throw new IllegalArgumentException(
				row.size() + " cells for " + columns.size() + " columns");
			copy.add(row.stream().map(Table::plain).toList());
		}
		rows = List.copyOf(copy);
	}

	/**
	 * @param name what the table is called in messages, such as {@code The open results table}
	 * @return this table, to be read
	 */
	public TableSource source(String name) {
		return new TableSource() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public List<String> columns() {
				return columns;
			}

			@Override
			public <T> List<T> read(List<String> needed, TableRow.Reader<T> reader) throws InputException {
				checkColumns(name, columns, needed);
				List<T> values = new ArrayList<>(rows.size());
				for (List<Object> row : rows) {
					String place = name + ": in row " + (values.size() + 1);
					values.add(reader.read(new TableRow(place, column -> text(row, column))));
				}
				return values;
			}
		};
	}

	private String text(List<Object> row, String column) {
		int index = columns.indexOf(column);
		if (index < 0) return "";
		Object cell = row.get(index);
		return cell instanceof Double number && !Double.isInfinite(number) ? Decimals.format(number) : cell.toString();
	}

	private static Object plain(Object cell) {
		Object value = cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
		return value == null ? "" : value;
	}

	/** Refuses a table that lacks a needed column. */
	static void checkColumns(String name, List<String> columns, List<String> needed) throws InputException {
		for (String column : needed) {
			if (columns.contains(column)) continue;
			if (columns.size() == 1 && columns.get(0).matches(".*[;\t].*")) throw new InputException(name +
				": its columns are separated by semicolons or tabs; save it as CSV with commas and decimal points");
			throw new InputException(name + ": has no column '" + column + "'; its columns are: " + String.join(", ", columns) +
				"; needed are: " + String.join(", ", needed));
		}
	}
}
