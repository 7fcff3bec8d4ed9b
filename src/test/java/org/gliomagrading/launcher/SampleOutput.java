package org.gliomagrading.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;

/**
 * What README.md shows of the sample data's results, between its two marks: a table of the files, one of the patients by
 * soft voting, and sentences.
 */
record SampleOutput(String text) {

	/** Half of the last digit that is shown, and what another machine may round differently. */
	private static final double TOLERANCE = 0.0005 + 0.0001;

	private static final Pattern BLOCK = Pattern.compile("<!-- sample-output: [^>]*-->(.*?)<!-- /sample-output -->",
		Pattern.DOTALL);

	private static final List<String> WORDS = List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight",
		"nine");

	static SampleOutput in(String readme) {
		Matcher block = BLOCK.matcher(readme);
		if (!block.find()) throw new IllegalArgumentException("README.md has no block of sample output");
		return new SampleOutput(block.group(1));
	}

	/**
	 * @param folder what grade-patients wrote
	 * @param card the demo model's card, whose figures the block cites
	 * @return where the text differs from them, each in a line; empty where it says what is
	 */
	List<String> differences(Path folder, String card) throws IOException {
		List<String> differences = new ArrayList<>();
		List<MarkdownTable> tables = MarkdownTable.in(text);
		if (tables.size() != 2) return List.of(tables.size() + " tables instead of 2");
		files(tables.get(0), folder, differences);
		patients(tables.get(1), folder.resolve("patient-predictions.csv"), differences);
		String words = text.replaceAll("\\s+", " ");
		for (String sentence : sentences(folder, card))
			if (!words.contains(sentence)) differences.add("it does not say '" + sentence + "'");
		return differences;
	}

	private static void files(MarkdownTable shown, Path folder, List<String> differences) throws IOException {
		TreeSet<String> written = new TreeSet<>();
		try (Stream<Path> files = Files.list(folder)) {
			files.forEach(file -> written.add(file.getFileName() + " with " + rows(file) + " rows"));
		}
		TreeSet<String> told = new TreeSet<>();
		for (int row = 0; row < shown.rows().size(); row++)
			told.add(shown.cell(row, "file") + " with " + shown.cell(row, "rows") + " rows");
		if (!told.equals(written)) differences.add(told + " instead of " + written);
	}

	private static long rows(Path file) {
		try {
			return CsvFile.read(file, List.of(), row -> 1).size();
		}
		catch (InputException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void patients(MarkdownTable shown, Path file, List<String> differences) throws IOException {
		List<List<String>> rows = CsvFile.read(file, shown.columns(), row -> shown.columns().stream().map(row::text).toList())
			.stream().filter(row -> row.contains("soft")).toList();
		if (rows.size() != shown.rows().size()) differences.add(shown.rows().size() + " rows instead of " + rows.size());
		for (int row = 0; row < Math.min(rows.size(), shown.rows().size()); row++)
			for (String column : shown.columns()) {
				String value = rows.get(row).get(shown.columns().indexOf(column));
				if (!alike(shown.cell(row, column), value)) differences.add("row " + (row + 1) + ", " + column + ": " + shown
					.cell(row, column) + " instead of " + value);
			}
	}

	/** Decimals are shown rounded to three places; all else is exact. */
	private static boolean alike(String shown, String value) {
		return shown.matches("\\d\\.\\d{3}") ? Math.abs(Double.parseDouble(shown) - Double.parseDouble(value)) <= TOLERANCE
			: shown.equals(value);
	}

	private static List<String> sentences(Path folder, String card) throws IOException {
		List<String> eligible = CsvFile.read(folder.resolve("cohort.csv"), List.of("eligible"), row -> row.text("eligible"));
		List<String[]> patients = CsvFile.read(folder.resolve("patient-predictions.csv"), List.of("strategy", "grade",
			"predicted"), row -> new String[] { row.text("strategy"), row.text("grade"), row.text("predicted") });
		long strategies = patients.stream().map(row -> row[0]).distinct().count();
		List<String[]> soft = patients.stream().filter(row -> row[0].equals("soft")).toList();
		long right = soft.stream().filter(row -> row[1].equals(row[2])).count();
		return List.of(eligible.contains("false") ? "not all eligible" : "the patients, all eligible", "by " + WORDS.get(
			(int) strategies) + " fusions", (right == soft.size() ? "All " : "") + WORDS.get((int) right) + " are right; " +
				errors(card));
	}

	/** Of soft voting in the model card. */
	private static String errors(String card) {
		for (MarkdownTable table : MarkdownTable.in(card))
			for (int row = 0; row < table.rows().size(); row++)
				if (table.columns().contains("fusion") && table.cell(row, "fusion").equals("soft")) {
					int wrong = table.integer(row, "FP") + table.integer(row, "FN");
					return "of " + (wrong + table.integer(row, "TP") + table.integer(row, "TN")) +
						" other phantoms the same model calls " + wrong + " wrongly";
				}
		throw new IllegalArgumentException("the card has no row for soft voting");
	}
}
