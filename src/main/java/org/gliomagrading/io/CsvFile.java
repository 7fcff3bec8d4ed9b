package org.gliomagrading.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * CSV files as this project reads and writes them: UTF-8, one header row, cells by column name in any order, further
 * columns allowed, cells that do not apply empty (RFC 4180).
 */
public final class CsvFile {

	/** Largest table that is read, in bytes: 16 networks x 369 patients x 155 slices fit in a tenth of it. */
	private static final long MAX_BYTES = 1L << 30;

	private CsvFile() {
		// only static methods
	}

	/** Makes a value of one row of a table. */
	@FunctionalInterface
	public interface RowReader<T> {

		/**
		 * @param row the row
		 * @return its value
		 * @throws InputException if a cell cannot be used
		 */
		T read(Row row) throws InputException;
	}

	/** One row of a table, its cells by column name. */
	public static final class Row {

		private final Path file;
		private final CSVRecord record;

		private Row(Path file, CSVRecord record) {
			this.file = file;
			this.record = record;
		}

		/**
		 * @param column a column's name
		 * @return the cell, trimmed; empty where the file lacks the column or the row ends before it
		 */
		public String text(String column) {
			return record.isSet(column) ? record.get(column).trim() : "";
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
		 * @param column the column at fault
		 * @param problem what is wrong with its cell
		 * @return an error that names the file, the line and the column
		 */
		public InputException error(String column, String problem) {
			return new InputException(file, "in row " + record.getRecordNumber() + ", column '" + column + "' " + problem);
		}
	}

	/**
	 * Reads a table.
	 *
	 * @param file the CSV file
	 * @param needed the columns it must have
	 * @param reader makes a value of each row
	 * @return the values in the order of the rows
	 * @throws InputException if the file is missing, larger than 1 GiB, no UTF-8 text, lacks a needed column (which is
	 *           named) or has a cell that cannot be used
	 */
	public static <T> List<T> read(Path file, List<String> needed, RowReader<T> reader) throws InputException {
		CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true)
			.setIgnoreSurroundingSpaces(true).setTrim(true).get();
		try {
			if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a CSV file");
			if (Files.size(file) > MAX_BYTES) throw new InputException(file, "is larger than 1 GiB; split the table");
			try (BufferedReader text = skipByteOrderMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
					CSVParser parser = CSVParser.parse(text, format))
			{
				for (String column : needed)
					if (!parser.getHeaderMap().containsKey(column)) throw new InputException(file, "has no column '" + column +
						"'; its columns are: " + String.join(", ", parser.getHeaderNames()) + "; needed are: " + String.join(", ", needed));
				List<T> values = new ArrayList<>();
				for (CSVRecord record : parser)
					values.add(reader.read(new Row(file, record)));
				return values;
			}
		}
		catch (InputException e) {
			throw e;
		}
		catch (NoSuchFileException e) {
			throw new InputException(file, "no such file", e);
		}
		catch (CharacterCodingException e) {
			throw new InputException(file, "is not UTF-8 text; save it as CSV in UTF-8", e);
		}
		catch (IOException | UncheckedIOException | IllegalArgumentException e) {
			throw new InputException(file, "cannot be read as a CSV table (" + e.getMessage() + ")", e);
		}
	}

	/**
	 * Writes a table, whole or not at all.
	 *
	 * @param file the CSV file; replaced where it exists
	 * @param columns the header row
	 * @param rows the cells of each row, as many as there are columns; an empty optional or null is an empty cell, a
	 *          {@code Double} is written as its shortest decimal, anything else as its string
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, List<String> columns, Iterable<? extends List<?>> rows) throws IOException {
		CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
		WholeFile.write(file, out -> {
			Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
			CSVPrinter printer = new CSVPrinter(writer, format);
			printer.printRecord(columns);
			for (List<?> row : rows) {
				if (row.size() != columns.size()) throw new IllegalArgumentException(
					row.size() + " cells for " + columns.size() + " columns");
				for (Object cell : row)
					printer.print(cell(cell));
				printer.println();
			}
			printer.flush();
		});
	}

	private static Object cell(Object value) {
		if (value instanceof Optional<?> optional) return cell(optional.orElse(null));
		if (value instanceof Double number) return Decimals.format(number);
		return value == null ? "" : value;
	}

	/** Spreadsheet programs put a byte order mark before the first column's name. */
	private static BufferedReader skipByteOrderMark(BufferedReader reader) throws IOException {
		reader.mark(1);
		if (reader.read() != '\uFEFF') reader.reset();
		return reader;
	}
}
