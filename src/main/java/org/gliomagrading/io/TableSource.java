package org.gliomagrading.io;

import java.util.List;

/** Where a table can be read from: a CSV file, or a table that is open in ImageJ. */
public interface TableSource {

	/** @return what the table is called in messages: the file, for one */
	String name();

	/**
	 * @return the names of its columns, in their order
	 * @throws InputException if the table cannot be read
	 */
	List<String> columns() throws InputException;

	/**
	 * Reads the rows.
	 *
	 * @param needed the columns the table must have
	 * @param reader makes a value of each row
	 * @return the values in the order of the rows
	 * @throws InputException if the table cannot be read, lacks a needed column (which is named) or has a cell that cannot
	 *           be used
	 */
	<T> List<T> read(List<String> needed, TableRow.Reader<T> reader) throws InputException;
}
