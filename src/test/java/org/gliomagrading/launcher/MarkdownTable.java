package org.gliomagrading.launcher;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in a Markdown page.
 *
 * @param columns the cells of its first line
 * @param rows the cells of each further one
 */
record MarkdownTable(List<String> columns, List<List<String>> rows) {

	/** @return the tables of a page, in their order */
	static List<MarkdownTable> in(String page) {
		List<MarkdownTable> tables = new ArrayList<>();
		List<List<String>> lines = new ArrayList<>();
		for (String line : (page + "\n").split("\n", -1)) {
			if (line.startsWith("|")) lines.add(cells(line));
			else if (!lines.isEmpty()) {
				tables.add(new MarkdownTable(lines.get(0), List.copyOf(lines.subList(2, lines.size())))); // after |---|---|
				lines.clear();
			}
		}
		return tables;
	}

	private static List<String> cells(String line) {
		return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
	}

	/** @return a cell's text without the marks of code */
	String cell(int row, String column) {
		return rows.get(row).get(columns.indexOf(column)).replace("`", "");
	}

	int integer(int row, String column) {
		return Integer.parseInt(cell(row, column));
	}
}
