package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.TestResult;

/**
 * A test or a difference: a row of {@code comparisons.csv}.
 *
 * @param subset the subset; empty without a split
 * @param test what was done
 * @param thresholds which thresholds the grades were called by
 * @param metric what was compared; empty for the calls themselves
 * @param first one side; {@link Side#ALL} where several were compared at once
 * @param second the other side; {@link Side#ALL} where several were compared at once
 * @param n the number of patients, or of models where those are compared over
 * @param difference the first's value minus the second's, with its interval
 * @param result the test's outcome
 * @param adjusted the p value, adjusted for the family of tests; NaN without one
 * @param family the number of tests in the family; 0 without one
 * @param notes what a reader has to know
 */
record Comparison(String subset, String test, Thresholds thresholds, String metric, Side first, Side second, int n,
	Difference difference, TestResult result, double adjusted, int family, List<String> notes)
{

	/** Which thresholds the grades were called by. */
	enum Thresholds {
			/** Those of the table. */
			GIVEN("given"),
			/** Each model's and fusion's own, found on validation. */
			VALIDATION("validation"),
			/** None: the metric needs no threshold. */
			NONE("");

		private final String word;

		Thresholds(String word) {
			this.word = word;
		}
	}

	/** What is compared. */
	record Side(String model, String seed, String strategy, double threshold) {

		static final Side ALL = new Side("", "", "", Double.NaN);

		List<Object> cells() {
			return List.of(model, seed, strategy, threshold);
		}
	}

	/** Two values of a metric, and the 95% interval of the first minus the second. */
	record Difference(double first, double second, Interval interval) {

		static final Difference NONE = new Difference(Double.NaN, Double.NaN, Interval.empty("no difference"));
	}

	static final TestResult NO_TEST = new TestResult(Double.NaN, Double.NaN, Double.NaN, "");

	private static final List<String> COLUMNS = List.of("subset", "test", "thresholds", "metric", "first_model",
		"first_seed", "first_strategy", "first_threshold", "second_model", "second_seed", "second_strategy",
		"second_threshold", "n", "first", "second", "difference", "difference_lo", "difference_hi", "statistic", "freedom",
		"p", "p_holm", "family", "note");

	/** A comparison that is in no family. */
	Comparison(String subset, String test, Thresholds thresholds, String metric, Side first, Side second, int n,
		Difference difference, TestResult result, List<String> notes)
	{
		this(subset, test, thresholds, metric, first, second, n, difference, result, Double.NaN, 0, notes);
	}

	/** @return the same with further notes, before its own */
	Comparison noted(List<String> more) {
		List<String> all = new ArrayList<>(more);
		all.addAll(notes);
		return new Comparison(subset, test, thresholds, metric, first, second, n, difference, result, adjusted, family, all);
	}

	static Table table(List<Comparison> rows) {
		List<List<Object>> cells = new ArrayList<>(rows.size());
		for (Comparison c : rows) {
			List<Object> row = new ArrayList<>(List.of(c.subset, c.test, c.thresholds.word, c.metric));
			row.addAll(c.first.cells());
			row.addAll(c.second.cells());
			Difference d = c.difference;
			row.addAll(List.of(c.n, d.first, d.second, d.first - d.second, d.interval.low(), d.interval.high(), c.result
				.statistic(), c.result.freedom(), c.result.p(), c.adjusted, c.family == 0 ? "" : c.family, String.join("; ",
					c.notes)));
			cells.add(row);
		}
		return new Table(COLUMNS, cells);
	}
}
