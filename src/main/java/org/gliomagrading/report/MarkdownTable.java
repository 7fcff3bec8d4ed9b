package org.gliomagrading.report;

import java.util.List;
import java.util.StringJoiner;

/** Tables in GitHub's Markdown. */
final class MarkdownTable {

	private MarkdownTable() {
		// only static methods
	}

	/** @return the table with its caption and notes */
	static String of(ReportTable table) {
		StringBuilder out = new StringBuilder();
		out.append("**").append(escape(table.title())).append(".** ").append(escape(table.caption())).append("\n\n");
		out.append(row(table.columns().stream().map(MarkdownTable::escape).toList()));
		StringJoiner rule = new StringJoiner("|", "|", "|\n");
		for (int column = 0; column < table.columns().size(); column++)
			rule.add(table.numeric(column) ? "---:" : "---");
		out.append(rule);
		for (List<Cell> cells : table.rows())
			out.append(row(cells.stream().map(MarkdownTable::cell).toList()));
		for (String note : table.notes())
			out.append('\n').append(escape(note)).append('\n');
		return out.toString();
	}

	private static String cell(Cell cell) {
		return escape(cell.text()) + (cell.detail().isEmpty() ? "" : " (" + escape(cell.detail()) + ")");
	}

	private static String row(List<String> cells) {
		return "| " + String.join(" | ", cells) + " |\n";
	}

	/** Names may hold what Markdown, or the HTML in it, takes for more than text. */
	private static String escape(String text) {
		return Html.escape(text.replaceAll("\\R", " ").replaceAll("([\\\\`*_\\[\\]|~#$!])", "\\\\$1"));
	}
}
