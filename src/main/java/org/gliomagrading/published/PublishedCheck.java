package org.gliomagrading.published;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * Checks published tables of metrics by what must hold between the printed numbers alone: no patient is known.
 *
 * @param findings what was found, each in one line
 * @param tables the tables by the names of their files; {@code published-check.csv} holds the findings
 */
public record PublishedCheck(List<Finding> findings, Map<String, Table> tables) {

	/** So many patients are looked at where the number of all patients is not stated. */
	private static final int PATIENTS = 400;

	/** Names in a sentence; more would hide it. */
	private static final int NAMED = 12;

	/**
	 * @param rows the published metrics
	 * @param summary rows that are published as a summary of these; may be empty
	 * @param statements numbers that the text states; may be empty
	 * @param asked the test set to look for; if empty, the stated one
	 * @param largest the most patients of a test set to try, up to 1,000; if empty, as many as are stated in all, 400 where
	 *          none are
	 * @param progress told how far the search has come
	 * @return what was found
	 */
	public static PublishedCheck of(List<PublishedRow> rows, List<PublishedRow> summary, List<Statement> statements,
		Optional<AskedTestSet> asked, Optional<Integer> largest, Progress progress)
	{
		StatedPatients patients = new StatedPatients(statements);
		Optional<AskedTestSet> test = asked.or(() -> AskedTestSet.of(patients));
		int most = largest.orElse(patients.of(Statement.Quantity.PATIENTS).orElse(PATIENTS));
		TestSets sets = new TestSets(rows, Math.min(TestSets.MAX_PATIENTS, Math.max(most, test.map(AskedTestSet::n).orElse(
			1))), progress);
		Optional<TestSet> reference = test.flatMap(AskedTestSet::grades).or(sets::best);
		RowChecks checks = new RowChecks(rows, sets, reference);
		FusionOrder fusions = new FusionOrder(rows);
		SummaryCheck summed = new SummaryCheck(rows, summary);

		List<Finding> findings = new ArrayList<>(checks.fitting());
		sets.best().ifPresent(best -> findings.addAll(best(best, sets, rows.size())));
		test.ifPresent(set -> findings.add(asked(set, sets, rows.size(), asked.isPresent())));
		reference.flatMap(patients::share).ifPresent(findings::add);
		patients.cohort().ifPresent(cohort -> findings.add(checks.proportion(cohort)));
		findings.addAll(patients.findings());
		reference.ifPresent(set -> findings.add(checks.everyone(set)));
		findings.addAll(fusions.findings());
		findings.addAll(summed.findings());
		findings.addAll(new StatedMetrics(rows, statements).findings());

		Map<String, Table> tables = new LinkedHashMap<>();
		tables.put("published-check.csv", Finding.table(findings));
		tables.put("published-rows.csv", checks.table());
		tables.put("published-test-sets.csv", sets.table());
		tables.put("published-matrices.csv", matrices(rows, sets, asked));
		tables.put("published-fusions.csv", fusions.table());
		tables.put("published-summary-check.csv", summed.table());
		return new PublishedCheck(List.copyOf(findings), tables);
	}

	private static List<Finding> best(TestSet best, TestSets sets, int rows) {
		String found = sets.rows(best) + " of " + rows + " rows";
		List<Finding> findings = new ArrayList<>();
		findings.add(new Finding("test_set", best.toString(), "", found, Verdict.NONE, "the test set that most rows fit is " +
			best + ": " + found + "; no other of up to " + sets.largest() + " patients but its multiples fits more than " + sets
				.mostApartFrom(best)));
		List<Integer> sizes = sets.bestSizesApartFrom(best.n());
		int most = sets.mostOfSizesApartFrom(best.n());
		if (most > 0 && sizes.size() <= NAMED) findings.add(new Finding("test_set_size", "other than " + best.n(), "", most +
			" of " + rows + " rows", Verdict.NONE, "if each row might have other numbers of HGG and LGG, most rows, " + most +
				", would fit " + String.join(" or ", sizes.stream().map(String::valueOf).toList()) + " patients, apart from " +
				"multiples of " + best.n()));
		return findings;
	}

	private static Finding asked(AskedTestSet set, TestSets sets, int rows, boolean asked) {
		String found = sets.rows(set) + " of " + rows + " rows";
		String text = "the test set " + (asked ? "asked for" : "stated") + ", " + set + ": " + found + " fit it" + (set
			.grades().isPresent() ? "" : ", with whatever numbers of HGG and LGG");
		return new Finding("test_set_" + (asked ? "asked" : "stated"), set.toString(), "", found, Verdict.of(sets.rows(
			set) == rows), text);
	}

	private static Table matrices(List<PublishedRow> rows, TestSets sets, Optional<AskedTestSet> asked) {
		List<List<Object>> cells = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			PublishedRow row = rows.get(i);
			List<ConfusionMatrix> matrices = asked.isPresent() ? new MatrixSearch(row.bounds()).matrices(asked.get())
				: sets.rows().get(i).matrices();
			for (ConfusionMatrix m : matrices)
				cells.add(List.of(row.table(), row.model(), row.strategy(), m.n(), TestSet.of(m).hgg(), TestSet.of(m).lgg(), m
					.tp(), m.fp(), m.fn(), m.tn()));
		}
		return new Table(List.of("table", "model", "strategy", "n", "hgg", "lgg", "tp", "fp", "fn", "tn"), cells);
	}

	/** @return the names of rows for a sentence */
	static String names(List<PublishedRow> rows) {
		String names = String.join(", ", rows.stream().limit(NAMED).map(PublishedRow::name).toList());
		return rows.size() > NAMED ? names + " and " + (rows.size() - NAMED) + " more" : names;
	}
}
