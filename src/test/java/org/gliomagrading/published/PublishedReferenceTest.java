package org.gliomagrading.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.Gson;

/** Drawn tables against brute force over all confusion matrices, and against linear programming. */
class PublishedReferenceTest {

	record Row(boolean fits, Double[] share, Double[] recall, Double[] fp_per_hgg, long matrices,
		List<int[]> first)
	{
	}

	private record Case(String table, int largest, List<Row> rows, int most, List<int[]> best, int[] sizes,
		int[] most_of_size)
	{
	}

	private final Case[] cases = read("/published/cases.json", Case[].class);

	@TempDir
	private Path temporary;

	@Test
	void whatCouldHaveGivenDrawnTablesIsWhatBruteForceFinds() throws IOException {
		assertEquals(60, cases.length);
		for (Case expected : cases)
			assertEquals(List.of(), differences(expected, table -> table), expected.table);
	}

	/** Controls: one unit of a last digit, and the metrics of another column. */
	@Test
	void changedTablesAreSeen() throws IOException {
		int digit = 0;
		int column = 0;
		for (Case expected : cases) {
			String cell = expected.table.lines().skip(1).flatMap(line -> Arrays.stream(line.split(","))).filter(text -> text
				.matches("0\\.\\d*[1-9]")).findFirst().orElse(null);
			if (cell == null) continue;
			char last = cell.charAt(cell.length() - 1);
			String other = cell.substring(0, cell.length() - 1) + (char) (last - 1);
			if (!differences(expected, table -> table.replaceFirst(cell, other)).isEmpty()) digit++;
			if (!differences(expected, table -> table.replace("recall", "x").replace("precision", "recall").replace("x",
				"precision")).isEmpty()) column++;
		}
		assertTrue(digit >= 50, digit + " changed digits are seen");
		assertTrue(column >= 40, column + " exchanged columns are seen");
	}

	private List<String> differences(Case expected, UnaryOperator<String> change) throws IOException {
		Path file = Files.writeString(temporary.resolve("table.csv"), change.apply(expected.table));
		List<PublishedRow> rows = PublishedRow.read(CsvFile.source(file));
		TestSets sets = new TestSets(rows, expected.largest, Progress.NONE);
		List<String> differences = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++)
			differ(expected.rows.get(i), rows.get(i), sets.rows().get(i), differences);
		if (sets.best().map(sets::rows).orElse(0) != expected.most) differences.add("most rows of a test set");
		if (!expected.best.isEmpty() && !sets.best().map(TestSet::n).equals(Optional.of(expected.best.get(0)[0])))
			differences.add("the best test set");
		int[] sizes = IntStream.rangeClosed(1, expected.largest).map(n -> sets.rows(new AskedTestSet(n, Optional
			.empty()))).toArray();
		if (!Arrays.equals(expected.sizes, sizes)) differences.add("rows of a size");
		int[] most = sets.table().rows().stream().mapToInt(row -> (Integer) row.get(2)).toArray();
		if (!Arrays.equals(expected.most_of_size, most)) differences.add("rows of the best test set of a size");
		return differences;
	}

	static void differ(Row expected, PublishedRow row, TestSets.Row found, List<String> differences) {
		MatrixCone cone = row.matrices();
		if (expected.fits == cone.isEmpty()) differences.add(row.name() + " fits together");
		if (!same(expected.share, cone.range(Counts.HGG, Counts.ALL))) differences.add(row.name() + " share");
		if (!same(expected.recall, cone.range(Counts.TRUE_POSITIVES, Counts.HGG))) differences.add(row.name() + " recall");
		if (!same(expected.fp_per_hgg, cone.range(Counts.FALSE_POSITIVES, Counts.HGG))) differences.add(row.name() +
			" false positives");
		if (found.count() != expected.matrices) differences.add(row.name() + " matrices");
		List<String> first = found.matrices().stream().limit(5).map(PublishedReferenceTest::cells).toList();
		if (!first.equals(expected.first.stream().map(Arrays::toString).toList())) differences.add(row.name() +
			" first matrices");
	}

	private static String cells(ConfusionMatrix m) {
		return Arrays.toString(new int[] { m.tp(), m.fp(), m.fn(), m.tn() });
	}

	/** An end that there is not is null. */
	private static boolean same(Double[] expected, Range found) {
		if (expected == null) return Double.isNaN(found.low());
		double low = Objects.requireNonNullElse(expected[0], Double.NEGATIVE_INFINITY);
		double high = Objects.requireNonNullElse(expected[1], Double.POSITIVE_INFINITY);
		return near(low, found.low()) && near(high, found.high());
	}

	private static boolean near(double expected, double found) {
		return expected == found || Math.abs(expected - found) <= 1e-9 * Math.max(1, Math.abs(expected));
	}

	static <T> T read(String resource, Class<T> type) {
		try (Reader reader = new InputStreamReader(PublishedReferenceTest.class.getResourceAsStream(resource),
			StandardCharsets.UTF_8))
		{
			return new Gson().fromJson(reader, type);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
