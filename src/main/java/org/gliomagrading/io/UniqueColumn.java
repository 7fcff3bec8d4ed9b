package org.gliomagrading.io;

import java.util.HashSet;
import java.util.Set;

/** A column that names each row of a table, read while the table is read: no cell may be empty or repeat. */
public final class UniqueColumn {

	private final String column;
	private final Set<String> seen = new HashSet<>();

	/**
	 * @param column the column's name
	 */
	public UniqueColumn(String column) {
		this.column = column;
	}

	/**
	 * @param row the next row of the table
	 * @return its cell
	 * @throws InputException if it is empty, or an earlier row has the same
	 */
	public String read(TableRow row) throws InputException {
		String name = row.required(column);
		if (!seen.add(name)) throw row.error(column, "names '" + name + "' a second time; keep one row");
		return name;
	}
}
