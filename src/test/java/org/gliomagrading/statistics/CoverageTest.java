package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the 95% intervals of simulated cohorts hold the truth. {@code -Dcoverage.cohorts=1000} makes the table of
 * docs/statistics.md; the usual run is a small one.
 */
class CoverageTest {

	private static final int COHORTS = Integer.getInteger("coverage.cohorts", 100);

	/** Recall and specificity are summed exactly; the interval of average precision is known to be rough. */
	private static final Set<Metric> HELD = EnumSet.of(Metric.ACCURACY, Metric.PRECISION, Metric.F1,
		Metric.BALANCED_ACCURACY, Metric.MCC, Metric.AUC, Metric.BRIER);

	private record Coverage(double share, int defined) {
	}

	private static Map<Metric, Coverage> simulate(Binormal truth) {
		Map<Metric, Double> values = truth.truth();
		List<Map<Metric, Interval>> cohorts = IntStream.range(0, COHORTS).parallel().mapToObj(i -> MetricIntervals.patients(
			truth.cohort(new Random(1000 + i)), new Bootstrap(Bootstrap.DRAWS, i))).toList();
		return values.keySet().stream().collect(Collectors.toMap(metric -> metric, metric -> {
			List<Interval> defined = cohorts.stream().map(c -> c.getOrDefault(metric, Interval.empty("no value"))).filter(
				interval -> !interval.isEmpty()).toList();
			return new Coverage(defined.stream().filter(interval -> interval.contains(values.get(metric))).count() /
				(double) defined.size(), defined.size());
		}));
	}

	/** The probability that Wilson's interval holds the truth, over all possible counts. */
	private static double wilson(int n, double truth) {
		BinomialDistribution counts = BinomialDistribution.of(n, truth);
		return IntStream.rangeClosed(0, n).filter(k -> Wilson.of(k, n).contains(truth)).mapToDouble(counts::probability)
			.sum();
	}

	@ParameterizedTest
	@CsvSource({ "56,15,0.85,true", "56,15,0.95,true", "85,23,0.85,true", "85,23,0.95,true", "56,15,0.65,false",
		"85,23,0.65,false" })
	void intervalsHoldTheTruth(int highs, int lows, double auc, boolean held) {
		Binormal truth = new Binormal(highs, lows, auc);
		Map<Metric, Coverage> found = simulate(truth);
		List<String> cells = new ArrayList<>(List.of(highs + " + " + lows, String.valueOf(auc), String.format(Locale.ROOT,
			"%.1f", 100 * truth.specificity())));
		for (Metric metric : Metric.values()) {
			Coverage coverage = found.get(metric);
			double share = metric == Metric.RECALL ? wilson(highs, truth.recall()) : metric == Metric.SPECIFICITY ? wilson(lows,
				truth.specificity()) : coverage.share;
			cells.add(String.format(Locale.ROOT, "%.1f", 100 * share) + (coverage.defined == COHORTS ? "" : " (" + (COHORTS -
				coverage.defined) + ")"));
			// 91 to 98% for 1,000 cohorts; three standard errors more for fewer
			double slack = COHORTS >= 1000 ? 0 : 3 * Math.sqrt(0.05 * 0.95 / COHORTS);
			if (held && HELD.contains(metric)) assertTrue(share >= 0.91 - slack && share <= 0.98 + slack, metric + " of " +
				truth + ": " + coverage);
		}
		if (COHORTS >= 1000) System.out.println("| " + String.join(" | ", cells) + " |");
	}

	/** Control: an interval of half the width does not hold the truth often enough. */
	@Test
	void narrowIntervalsAreDetected() {
		Binormal truth = new Binormal(56, 15, 0.85);
		long held = IntStream.range(0, COHORTS).filter(i -> {
			Sample sample = truth.cohort(new Random(1000 + i));
			Interval whole = MetricIntervals.patients(sample, new Bootstrap(200, i)).get(Metric.BRIER);
			double middle = (whole.low() + whole.high()) / 2;
			return Math.abs(truth.truth().get(Metric.BRIER) - middle) < (whole.high() - whole.low()) / 4;
		}).count();
		assertTrue(held < 0.85 * COHORTS, held + " of " + COHORTS);
	}

	/** The truth itself, against one very large cohort. */
	@Test
	void theTruthIsThatOfALargeCohort() {
		Binormal large = new Binormal(56_000, 15_000, 0.85);
		Sample sample = large.cohort(new Random(1));
		double[] values = sample.metrics(sample.once());
		new Binormal(56, 15, 0.85).truth().forEach((metric, value) -> assertEquals(value, values[metric.ordinal()], 0.01,
			metric.name()));
	}
}
