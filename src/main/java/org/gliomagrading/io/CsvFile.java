package org.gliomagrading.io;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * CSV files as this project reads and writes them: UTF-8, one header row, cells by column name in any order, further
 * columns allowed, cells that do not apply empty (RFC 4180).
 */
public final class CsvFile {

	/** Largest table that is read, in bytes: 16 networks x 369 patients x 155 slices fit in a tenth of it. */
	private static final long MAX_BYTES = 1L << 30;

	private static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true)
		.setIgnoreEmptyLines(true).setIgnoreSurroundingSpaces(true).setTrim(true).setAllowMissingColumnNames(true)
		.setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY).get();

	private CsvFile() {
		// only static methods
	}

	/**
	 * @param file a CSV file
	 * @return its table, read each time it is asked for
	 */
	public static TableSource source(Path file) {
		return new TableSource() {

			@Override
			public String name() {
				return file.toString();
			}

			@Override
			public List<String> columns() throws InputException {
				return parse(file, CSVParser::getHeaderNames);
			}

			@Override
			public <T> List<T> read(List<String> needed, TableRow.Reader<T> reader) throws InputException {
				return CsvFile.read(file, needed, reader);
			}
		};
	}

	/**
	 * Reads a table.
	 *
	 * @param file the CSV file
	 * @param needed the columns it must have
	 * @param reader makes a value of each row
	 * @return the values in the order of the rows
	 * @throws InputException if the file is missing, larger than 1 GiB, no UTF-8 text, lacks a needed column (which is
	 *           named), has a row with more cells than columns, or has a cell that cannot be used
	 */
	public static <T> List<T> read(Path file, List<String> needed, TableRow.Reader<T> reader) throws InputException {
		return parse(file, parser -> rows(file.toString(), parser, needed, reader));
	}

	/**
	 * Reads a table that is no file: one that belongs to the program.
	 *
	 * @param name what the table is called in messages
	 * @param text the table; left open
	 * @param needed the columns it must have
	 * @param reader makes a value of each row
	 * @return the values in the order of the rows
	 * @throws IOException if it cannot be read; an {@link InputException} if it lacks a needed column or a cell cannot be
	 *           used
	 */
	public static <T> List<T> read(String name, Reader text, List<String> needed, TableRow.Reader<T> reader)
		throws IOException
	{
		return rows(name, CSVParser.parse(text, FORMAT), needed, reader);
	}

	private static <T> List<T> rows(String name, CSVParser parser, List<String> needed, TableRow.Reader<T> reader)
		throws InputException
	{
		Table.checkColumns(name, parser.getHeaderNames(), needed);
		List<T> values = new ArrayList<>();
		for (CSVRecord record : parser) {
			TableRow row = new TableRow(name + ": in line " + parser.getCurrentLineNumber(), column -> record.isSet(column)
				? record.get(column) : "");
			checkLength(record, parser.getHeaderNames().size(), row);
			values.add(reader.read(row));
		}
		return values;
	}

	/** What is done with a file that is open. */
	@FunctionalInterface
	private interface Parsing<T> {

		T of(CSVParser parser) throws IOException;
	}

	private static <T> T parse(Path file, Parsing<T> parsing) throws InputException {
		try {
			if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a CSV file");
			if (Files.size(file) > MAX_BYTES) throw new InputException(file, "is larger than 1 GiB; split the table");
			try (BufferedReader text = skipByteOrderMark(Files.newBufferedReader(file, StandardCharsets.UTF_8));
					CSVParser parser = parser(file, text))
			{
				return parsing.of(parser);
			}
		}
		catch (InputException e) {
			throw e;
		}
		catch (FileSystemException e) {
			throw InputException.unreadable(file, e);
		}
		catch (CharacterCodingException e) {
			throw notText(file, e);
		}
		catch (IOException | UncheckedIOException e) {
			if (e.getCause() instanceof CharacterCodingException) throw notText(file, e);
			// the parser's rows come through an iterator, which hides the reason in its cause
			throw notTable(file, e instanceof UncheckedIOException ? e.getCause() : e);
		}
	}

	private static CSVParser parser(Path file, BufferedReader text) throws IOException {
		try {
			return CSVParser.parse(text, FORMAT);
		}
		catch (IllegalArgumentException e) { // two columns of one name
			throw notTable(file, e);
		}
	}

	/** A decimal comma, or a comma in a cell without quotes, moves the cells after it into the wrong columns. */
	private static void checkLength(CSVRecord record, int columns, TableRow row) throws InputException {
		for (int i = columns; i < record.size(); i++)
			if (!record.get(i).isEmpty()) throw row.error("there are " + record.size() + " cells for " + columns +
				" columns; put cells that hold a comma in quotes, and write decimals with a point");
	}

	private static InputException notText(Path file, Exception cause) {
		return new InputException(file, "is not UTF-8 text; save it as CSV in UTF-8", cause);
	}

	private static InputException notTable(Path file, Throwable cause) {
		String problem = Reason.of(cause).replaceFirst("\\. If this is valid.*", ""); // advice to programmers
		return new InputException(file, "cannot be read as a CSV table (" + problem + "); correct it there", cause);
	}

	/**
	 * Writes a table, whole or not at all.
	 *
	 * @param file the CSV file; replaced where it exists
	 * @param table the table
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, Table table) throws IOException {
		write(file, table.columns(), table.rows());
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
		WholeFile.write(file, out -> write(out, columns, rows));
	}

	/** Takes the rows of a table that is written while they are made. */
	public interface Rows {

		/**
		 * @param cells as many as there are columns
		 * @throws IOException if they cannot be written
		 */
		void add(List<?> cells) throws IOException;
	}

	/** Makes the rows of a table. */
	public interface Content {

		/**
		 * @param rows takes them
		 * @throws IOException if they cannot be made or written
		 */
		void writeTo(Rows rows) throws IOException;
	}

	/**
	 * Writes a table that need not fit into memory, whole or not at all.
	 *
	 * @param file the CSV file; replaced where it exists
	 * @param columns the header row
	 * @param content makes the rows
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, List<String> columns, Content content) throws IOException {
		WholeFile.write(file, out -> {
			CSVPrinter printer = printer(out, columns);
			content.writeTo(row -> print(printer, columns, row));
			printer.flush();
		});
	}

	/**
	 * Writes a table as the content of a CSV file.
	 *
	 * @param out where it goes; not closed
	 * @param table the table
	 * @throws IOException if it cannot be written
	 */
	public static void write(OutputStream out, Table table) throws IOException {
		write(out, table.columns(), table.rows());
	}

	private static void write(OutputStream out, List<String> columns, Iterable<? extends List<?>> rows)
		throws IOException
	{
		CSVPrinter printer = printer(out, columns);
		for (List<?> row : rows)
			print(printer, columns, row);
		printer.flush();
	}

	private static CSVPrinter printer(OutputStream out, List<String> columns) throws IOException {
		CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
		CSVPrinter printer = new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), format);
		printer.printRecord(columns);
		return printer;
	}

	private static void print(CSVPrinter printer, List<String> columns, List<?> row) throws IOException {
		if (row.size() != columns.size()) throw new IllegalArgumentException(
			row.size() + " cells for " + columns.size() + " columns");
		for (Object cell : row)
			printer.print(cell(cell));
		printer.println();
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
