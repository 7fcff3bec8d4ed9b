package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.io.TableRow;

/**
 * The notes of a table's rows: those that all rows have are said once, below the table.
 *
 * @param common what all rows say
 */
record RowNotes(List<String> common) {

	/** The table's column. */
	private static final String COLUMN = "note";

	static RowNotes of(List<TableRow> rows) {
		List<String> common = rows.isEmpty() ? List.of() : notes(rows.get(0)).stream().filter(note -> rows.stream().allMatch(
			row -> notes(row).contains(note))).toList();
		return new RowNotes(common);
	}

	/** @return what a row says beyond the others */
	Cell cell(TableRow row) {
		return Cell.of(notes(row).stream().filter(note -> !common.contains(note)).collect(Collectors.joining("; ")));
	}

	/** @return a table's notes with these */
	String[] below(String... notes) {
		List<String> all = new ArrayList<>(List.of(notes));
		if (!common.isEmpty()) all.add("Of all rows: " + String.join("; ", common) + ".");
		return all.toArray(String[]::new);
	}

	private static List<String> notes(TableRow row) {
		return Stream.of(row.text(COLUMN).split("; ")).filter(note -> !note.isEmpty()).toList();
	}
}
