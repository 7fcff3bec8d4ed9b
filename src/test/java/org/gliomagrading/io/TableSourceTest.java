package org.gliomagrading.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables from CSV files as other programs write them, and from memory. */
class TableSourceTest {

	private static final List<String> NEEDED = List.of("patient", "p_hgg");

	@TempDir
	Path folder;

	private TableSource csv(String text) throws IOException {
		return CsvFile.source(Files.writeString(folder.resolve("t.csv"), text));
	}

	private static List<String> cells(TableSource source) throws InputException {
		return source.read(NEEDED, row -> row.text("patient") + "|" + row.number("p_hgg") + "|" + row.text("extra"));
	}

	private String message(TableSource source) {
		String message = assertThrows(InputException.class, () -> cells(source)).getMessage();
		assertEquals(1, message.lines().count());
		return message.replace(folder.resolve("t.csv").toString(), "FILE");
	}

	@Test
	void takesColumnsInAnyOrderQuotesByteOrderMarkAndBlankLines() throws IOException {
		TableSource source = csv("\uFEFFp_hgg, \"patient\" ,site\r\n0.25,\"A, \"\"B\"\"\",x\r\n\r\n,C");
		assertEquals(List.of("p_hgg", "patient", "site"), source.columns());
		assertEquals(List.of("A, \"B\"|0.25|", "C|NaN|"), cells(source));
	}

	@Test
	void takesAnIndexColumnWithoutName() throws IOException {
		assertEquals(List.of("A|1.0|"), cells(csv(",patient,p_hgg\n0,A,1\n")));
	}

	@Test
	void takesTrailingCommas() throws IOException {
		assertEquals(List.of("A|1.0|"), cells(csv("patient,p_hgg\nA,1,,\n")));
	}

	@Test
	void namesTheLineAlsoAfterBlankOnesAndWithoutALastLineBreak() throws IOException {
		assertEquals("FILE: in line 3, column 'p_hgg' is 'high', not a number", message(csv(
			"patient,p_hgg\nA,1\nB,high\nC,1\n")));
		assertEquals("FILE: in line 5, column 'p_hgg' is 'NaN', not a number", message(csv(
			"patient,p_hgg\n\nA,1\n\nB,NaN")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		patient;p_hgg\\nA;0,5 ! FILE: its columns are separated by semicolons or tabs; save it as CSV with commas and decimal points
		patient\\tp_hgg\\nA\\t1 ! FILE: its columns are separated by semicolons or tabs; save it as CSV with commas and decimal points
		patient,score\\nA,1 ! FILE: has no column 'p_hgg'; its columns are: patient, score; needed are: patient, p_hgg
		patient,p_hgg\\nA,0,5 ! FILE: in line 2, there are 3 cells for 2 columns; put cells that hold a comma in quotes, and write decimals with a point
		patient,p_hgg\\nA,Infinity ! FILE: in line 2, column 'p_hgg' is 'Infinity', not a number
		""")
	void saysWhatIsWrong(String text, String expected) throws IOException {
		assertEquals(expected, message(csv(text.replace("\\n", "\n").replace("\\t", "\t"))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		'' ! has no column 'patient'
		patient,p_hgg,p_hgg\\nA,1,0 ! cannot be read as a CSV table
		patient,p_hgg\\n"A,1 ! cannot be read as a CSV table
		""")
	void refusesWhatIsNoTable(String text, String expected) throws IOException {
		String message = message(csv(text.replace("\\n", "\n")));
		assertTrue(message.startsWith("FILE: " + expected), message);
	}

	@Test
	void citesOneShortLineOfWhateverStandsInAFile() throws IOException {
		assertEquals("FILE: in line 3, column 'p_hgg' is 'a b', not a number", message(csv("patient,p_hgg\nA,\"a\nb\"\n")));
		assertTrue(message(csv("patient,p_hgg\nA," + "9".repeat(100_000) + "x\n")).length() < 3000);
	}

	@Test
	void refusesTextThatIsNotUtf8() throws IOException {
		TableSource source = csv("");
		Files.write(folder.resolve("t.csv"), "patient,p_hgg\nJosé,1\n".getBytes(StandardCharsets.ISO_8859_1));
		assertEquals("FILE: is not UTF-8 text; save it as CSV in UTF-8", message(source));
	}

	@Test
	void refusesMissingFilesAndFolders() {
		assertTrue(message(CsvFile.source(folder.resolve("none.csv"))).endsWith("none.csv: no such file"));
		assertTrue(message(CsvFile.source(folder)).endsWith(": is a folder; give a CSV file"));
	}

	@Test
	void aTableInMemoryReadsAsTheFileItIsWrittenTo() throws IOException {
		Table table = new Table(List.of("patient", "p_hgg", "slices", "extra"), List.of(Arrays.asList("A", 0.1, 3, Optional
			.empty()), Arrays.asList("B", Double.NaN, 4, null), Arrays.asList(7.0, 1.0, "", Optional.of("x, y"))));
		CsvFile.write(folder.resolve("t.csv"), table);
		assertEquals("patient,p_hgg,slices,extra\nA,0.1,3,\nB,,4,\n7,1,,\"x, y\"\n", Files.readString(folder.resolve(
			"t.csv")));
		List<String> expected = List.of("A|0.1|", "B|NaN|", "7|1.0|x, y");
		assertEquals(expected, cells(CsvFile.source(folder.resolve("t.csv"))));
		assertEquals(expected, cells(table.source("The table")));
	}

	@Test
	void aTableInMemoryNamesItsRow() {
		Table table = new Table(NEEDED, List.of(List.of("A", 0.5), List.of("B", Double.POSITIVE_INFINITY)));
		assertEquals("The table: in row 2, column 'p_hgg' is 'Infinity', not a number", message(table.source("The table")));
		assertEquals("The table: has no column 'p_hgg'; its columns are: patient; needed are: patient, p_hgg", message(
			new Table(List.of("patient"), List.of()).source("The table")));
	}

	@Test
	void aTableHasOneCellPerColumn() {
		assertThrows(IllegalArgumentException.class, () -> new Table(NEEDED, List.of(List.of("A"))));
	}
}
