package org.gliomagrading.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.statistics.FriedmanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study's own tables, in {@code sample-data}, against brute force, linear programming and SciPy. */
class StudyTablesTest {

	private static final Path SAMPLES = Path.of("sample-data");

	private record Friedman(double plain, double plain_p, double corrected, double corrected_p) {
	}

	private record Study(int largest, List<PublishedReferenceTest.Row> rows, int[] best, int rows_of_best, int most_apart,
		int rows_of_71, int rows_of_357, int most_of_sizes_apart, int below_everyone, int above_everyone,
		List<String> everyone, List<String> lowered, int share_allowed, Map<String, Double> means,
		List<List<Object>> groups_with_0872, Friedman friedman, double p_of_stated)
	{
	}

	private final Study expected = PublishedReferenceTest.read("/published/study.json", Study.class);

	@TempDir
	private Path temporary;

	@Test
	void rowsAreWhatBruteForceFinds() throws IOException {
		List<PublishedRow> rows = rows(text -> text);
		TestSets sets = new TestSets(rows, expected.largest, Progress.NONE);
		assertEquals(48, rows.size());
		List<String> differences = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++)
			PublishedReferenceTest.differ(expected.rows.get(i), rows.get(i), sets.rows().get(i), differences);
		assertEquals(List.of(), differences);
		TestSet best = new TestSet(expected.best[0], expected.best[1]);
		assertEquals(Optional.of(best), sets.best());
		assertEquals(expected.rows_of_best, sets.rows(best));
		assertEquals(expected.most_apart, sets.mostApartFrom(best));
		assertEquals(expected.rows_of_71, sets.rows(AskedTestSet.parse("71").orElseThrow()));
		assertEquals(expected.rows_of_357, sets.rows(AskedTestSet.parse("357").orElseThrow()));
		assertEquals(expected.most_of_sizes_apart, sets.mostOfSizesApartFrom(best.n()));
	}

	/** What is said of the tables, with the numbers that the reference has. */
	@Test
	void findingsAreWhatTheReferenceFinds() throws IOException {
		assertEquals(List.of(), differences(text -> text, text -> text));
	}

	/** Controls: a recall that does not fall and a row that no longer fits, another share of HGG, columns put right. */
	@Test
	void otherTablesHaveOtherFindings() throws IOException {
		assertEquals(List.of("lowered", "test_set", "below", "Attention", "friedman"), differences(text -> text.replace(
			"ResNet101,Attention,0.787,0.812,0.941,0.872", "ResNet101,Attention,0.796,0.818,0.965,0.885").replace(
				"ResNet152,Attention,0.815,0.857", "ResNet152,Attention,0.815,0.858"), text -> text));
		assertEquals(List.of("test_set", "share", "below", "Majority", "Soft", "Attention"), differences(text -> text.replace(
			"0.787,0.787,1.000,0.881", "0.780,0.780,1.000,0.876"), text -> text));
		assertEquals(List.of("summary"), differences(text -> text, text -> text.replace("f1,recall", "recall,f1")));
	}

	private List<String> differences(UnaryOperator<String> metrics, UnaryOperator<String> summary) throws IOException {
		List<PublishedRow> rows = rows(metrics);
		List<PublishedRow> summed = PublishedRow.read(CsvFile.source(changed("published-summary.csv", summary)));
		List<Statement> stated = Statement.read(CsvFile.source(SAMPLES.resolve("published-statements.csv")), rows);
		PublishedCheck check = PublishedCheck.of(rows, summed, stated, Optional.empty(), Optional.of(expected.largest),
			Progress.NONE);
		List<String> differences = new ArrayList<>();
		String lowered = expected.lowered.size() + " of 16 models";
		Finding order = finding(check, "fusion_order", "attention, soft");
		expect(differences, "lowered", lowered, order.found());
		if (order.found().equals(lowered)) for (String model : expected.lowered)
			assertTrue(order.text().contains(model + " ("), model);
		expect(differences, "test_set", expected.rows_of_best + " of 48 rows", check.findings().stream().filter(f -> f.check()
			.equals("test_set")).map(Finding::found).findFirst().orElse(""));
		expect(differences, "stated", expected.rows_of_71 + " of 48 rows", finding(check, "test_set_stated", "71 patients")
			.found());
		expect(differences, "share", expected.share_allowed + " of 48 rows", finding(check, "hgg_share", "281 HGG + 76 LGG")
			.found());
		check.findings().stream().filter(f -> f.check().equals("everyone_hgg")).forEach(f -> expect(differences, "below",
			expected.below_everyone + " below, " + expected.above_everyone + " above", f.found()));
		expect(differences, "split", "30% rounded up", finding(check, "split", "85 HGG + 23 LGG").found());
		boolean exchanged = check.findings().stream().anyMatch(f -> f.check().equals("summary_exchange") && f.subject().equals(
			"f1 and recall") && f.text().contains(" of 0 of 6 rows fit together, the other way round of 6"));
		if (!exchanged) differences.add("summary");
		expected.means.forEach((strategy, mean) -> {
			Finding finding = finding(check, "mean", "f1 of " + strategy);
			if (!finding.found().equals(Printed.words(mean)) || finding.verdict() != Verdict.NO) differences.add(strategy);
		});
		friedman(rows, check, differences);
		return differences;
	}

	private void friedman(List<PublishedRow> rows, PublishedCheck check, List<String> differences) {
		double[][] blocks = new double[16][3];
		for (int i = 0; i < rows.size(); i++)
			blocks[i / 3][i % 3] = rows.get(i).values().get("f1").value().doubleValue();
		FriedmanTest test = FriedmanTest.of(blocks);
		Friedman f = expected.friedman;
		double[] found = { test.plain().statistic(), test.plain().p(), test.corrected().statistic(), test.corrected().p() };
		double[] wanted = { f.plain, f.plain_p, f.corrected, f.corrected_p };
		boolean same = true;
		for (int i = 0; i < wanted.length; i++)
			same &= Math.abs(wanted[i] - found[i]) <= 1e-9;
		for (Finding finding : List.of(finding(check, "friedman", "f1"), finding(check, "friedman_p", "f1"))) {
			int first = finding.check().equals("friedman") ? 0 : 1;
			same &= finding.found().equals(Printed.words(wanted[first]) + "; " + Printed.words(wanted[first + 2]) +
				" corrected for ties") && finding.verdict() == Verdict.NO;
		}
		if (!same) differences.add("friedman");
		assertEquals(0.0032, expected.p_of_stated, 0.00005);
		assertTrue(finding(check, "friedman_p", "f1").text().endsWith("; it is that of the stated statistic 11.49"));
	}

	@Test
	void statedMeanIsFoundWhereverItComesFrom() throws IOException {
		List<PublishedRow> rows = rows(text -> text);
		Path file = Files.writeString(temporary.resolve("mean.csv"), "quantity,metric,strategy,value\nmean,f1,Attention,0.872\n");
		String text = new StatedMetrics(rows, Statement.read(CsvFile.source(file), rows)).findings().get(0).text();
		for (List<Object> group : expected.groups_with_0872)
			assertTrue(text.contains(" the " + ((Double) group.get(2)).intValue() + " rows of " + (group.get(0).equals("")
				? "all strategies" : group.get(0)) + " in tables " + group.get(1).toString().replace(",", ", ")), text);
		assertEquals(expected.groups_with_0872.size(), text.split(" rows of ").length - 1);
	}

	/** What ships is what the paper prints, in the form of its own tables. */
	@Test
	void summaryAndTablesShareTheirNumbers() throws IOException {
		List<PublishedRow> rows = rows(text -> text);
		assertEquals(List.of("1", "2", "3", "4"), rows.stream().map(PublishedRow::table).distinct().toList());
		assertEquals(List.of("Majority", "Soft", "Attention"), rows.stream().map(PublishedRow::strategy).distinct().toList());
		Table table = new SummaryCheck(rows, PublishedRow.read(CsvFile.source(SAMPLES.resolve("published-summary.csv"))))
			.table();
		assertEquals(6 * 4, table.rows().size());
		assertEquals("Rad-DenseNet121 Majority", table.rows().get(23).get(4), "printed as Base");
		assertEquals(Arrays.asList("no", "no"), table.rows().subList(1, 3).stream().map(row -> row.get(6)).toList());
	}

	private static void expect(List<String> differences, String name, String wanted, String found) {
		if (!wanted.equals(found)) differences.add(name);
	}

	private static Finding finding(PublishedCheck check, String name, String subject) {
		return check.findings().stream().filter(f -> f.check().equals(name) && f.subject().equals(subject)).findFirst()
			.orElse(new Finding(name, subject, "", "", Verdict.NONE, ""));
	}

	private List<PublishedRow> rows(UnaryOperator<String> change) throws InputException, IOException {
		return PublishedRow.read(CsvFile.source(changed("published-metrics.csv", change)));
	}

	private Path changed(String name, UnaryOperator<String> change) throws IOException {
		return Files.writeString(temporary.resolve(name), change.apply(Files.readString(SAMPLES.resolve(name))));
	}
}
