package org.gliomagrading.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables in LaTeX, with the packages booktabs and adjustbox. */
final class LatexTable {

	private static final Map<Character, String> COMMANDS = Map.ofEntries(Map.entry('\\', "\\textbackslash{}"), Map.entry('{',
		"\\{"), Map.entry('}', "\\}"), Map.entry('$', "\\$"), Map.entry('&', "\\&"), Map.entry('#', "\\#"), Map.entry('%',
			"\\%"), Map.entry('_', "\\_"), Map.entry('^', "\\textasciicircum{}"), Map.entry('~', "\\textasciitilde{}"), Map
				.entry('<', "\\textless{}"), Map.entry('>', "\\textgreater{}"), Map.entry('"', "\\textquotedbl{}"), Map.entry('|',
					"\\textbar{}"));

	private static final String HEAD =
		"% needs the packages booktabs, adjustbox, and fontenc with option T1\n\\begin{table}\n";

	private LatexTable() {
		// only static methods
	}

	/** @return the table with its caption and notes, to be taken in with {@code \input} */
	static String of(ReportTable table) {
		StringBuilder out = new StringBuilder(HEAD);
		out.append("\\centering\n\\caption{").append(escape(table.caption())).append("}\n\\label{tab:").append(table.id())
			.append("}\n\\begin{adjustbox}{max width=\\textwidth, max totalheight=0.85\\textheight}\n\\begin{tabular}{");
		for (int column = 0; column < table.columns().size(); column++)
			out.append(table.numeric(column) ? 'r' : 'l');
		out.append("}\n\\toprule\n").append(row(table.columns().stream().map(LatexTable::escape).toList())).append(
			"\\midrule\n");
		for (List<Cell> cells : table.rows())
			out.append(row(cells.stream().map(LatexTable::cell).toList()));
		out.append("\\bottomrule\n\\end{tabular}\n\\end{adjustbox}\n");
		for (String note : table.notes())
			out.append("\\par\\footnotesize ").append(escape(note)).append('\n');
		return out.append("\\end{table}\n").toString();
	}

	private static String cell(Cell cell) {
		return escape(cell.text()) + (cell.detail().isEmpty() ? "" : " {\\footnotesize (" + escape(cell.detail()) + ")}");
	}

	/** A row that begins with a bracket or a star would be taken for an option of the line break before it. */
	private static String row(List<String> cells) {
		return (cells.get(0).matches("(?s)[\\[*].*") ? "{}" : "") + String.join(" & ", cells) + " \\\\\n";
	}

	private static String escape(String text) {
		return text.chars().mapToObj(c -> Character.isISOControl(c) ? " " : COMMANDS.getOrDefault((char) c, Character.toString(
			c))).collect(Collectors.joining());
	}
}
