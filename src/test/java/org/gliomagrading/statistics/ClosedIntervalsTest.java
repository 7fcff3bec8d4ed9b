package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.CsvFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.google.gson.JsonObject;

/** Wilson, MOVER, MOVER-R and Newcombe's interval of the AUC. */
class ClosedIntervalsTest {

	private static final List<Metric> METRICS = List.of(Metric.RECALL, Metric.SPECIFICITY, Metric.ACCURACY,
		Metric.BALANCED_ACCURACY, Metric.PRECISION, Metric.F1, Metric.AUC);

	private static ConfusionMatrix counts(JsonObject o) {
		return new ConfusionMatrix(o.get("tp").getAsInt(), o.get("fp").getAsInt(), o.get("fn").getAsInt(), o.get("tn")
			.getAsInt());
	}

	/**
	 * Wilson from statsmodels and SciPy, the others derived a second way; 70 cases, one grade alone and n = 1 among them.
	 */
	@Test
	void equalTheReference() {
		Map<Metric, Integer> compared = new EnumMap<>(Metric.class);
		for (JsonObject o : References.cases("closed_forms")) {
			Map<Metric, Interval> found = MetricIntervals.closed(counts(o), References.number(o, "area"));
			for (Metric metric : METRICS) {
				double[] expected = References.numbers(o, metric.column());
				Interval interval = found.get(metric);
				String where = metric + " of " + o;

				assertEquals(expected.length == 0, interval.isEmpty(), where);
				if (expected.length == 0) continue;
				assertEquals(expected[0], interval.low(), 1e-9, where);
				assertEquals(expected[1], interval.high(), 1e-9, where);
				compared.merge(metric, 1, Integer::sum);
			}
		}
		METRICS.forEach(metric -> assertTrue(compared.get(metric) >= 50, metric + " in " + compared + " cases"));
	}

	/** Control: each of these mistakes shows. */
	@Test
	void mistakesDifferFromTheReference() {
		long wald = 0;
		long swapped = 0;
		long hanley = 0;
		long fieller = 0;
		for (JsonObject o : References.cases("closed_forms")) {
			ConfusionMatrix c = counts(o);
			int highs = c.tp() + c.fn();
			int lows = c.fp() + c.tn();
			double[] recall = References.numbers(o, "recall");
			if (recall.length > 0 && References.differ(recall[0], c.recall() - Gaussian.Z * Math.sqrt(c.recall() * (1 - c
				.recall()) / highs), 1e-9)) wald++;
			double[] accuracy = References.numbers(o, "accuracy");
			Interval other = MetricIntervals.closed(new ConfusionMatrix(c.tn(), c.fn(), c.fp(), c.tp()), Double.NaN).get(
				Metric.F1);
			double[] f1 = References.numbers(o, "f1");
			if (f1.length > 0 && References.differ(f1[0], other.low(), 1e-9)) swapped++;
			double[] auc = References.numbers(o, "auc");
			if (auc.length > 0) {
				double a = References.number(o, "area");
				double se = Math.sqrt(a * (1 - a) * (1 + (lows - 1) * (1 - a) / (2 - a) + (highs - 1) * a / (1 + a)) / highs /
					lows);
				if (References.differ(auc[0], a - Gaussian.Z * se, 1e-6)) hanley++;
			}
			if (accuracy.length > 0 && References.differ(accuracy[0], Wilson.of(c.tp() + c.tn(), c.n()).low(), 1e-6)) fieller++;
		}
		References.assertDetected("Wald for Wilson", wald);
		References.assertDetected("LGG as the positive grade", swapped);
		References.assertDetected("Hanley and McNeil's Wald interval for Newcombe's", hanley);
		References.assertDetected("Wilson of all cases for MOVER", fieller);
	}

	/** Another implementation of Newcombe's method 5, which finds the roots of a polynomial: accurate to some 1e-8. */
	@Test
	void newcombesIntervalIsThatOfAuRoc() throws IOException, URISyntaxException {
		Map<String, int[]> numbers = new HashMap<>();
		CsvFile.read(resource("delong-scores.csv"), List.of("case", "grade"), row -> numbers.computeIfAbsent(row.text("case"),
			key -> new int[2])[row.text("grade").equals("HGG") ? 0 : 1]++);
		List<double[]> cases = CsvFile.read(resource("newcombe.csv"), List.of("case", "auc"), row -> new double[] { numbers.get(row
			.text("case"))[0], numbers.get(row.text("case"))[1], row.number("auc"), row.number("lo"), row.number("hi") });
		assertTrue(cases.size() > 100, cases.size() + " cases");
		long own = 0;
		for (double[] c : cases) {
			int m = (int) c[0];
			int n = (int) c[1];
			Interval found = MetricIntervals.closed(new ConfusionMatrix(m, n, 0, 0), c[2]).get(Metric.AUC);
			assertEquals(c[3], found.low(), 1e-7);
			assertEquals(c[4], found.high(), 1e-7);
			// control: with the numbers of the grades for their mean
			double a = found.low();
			double variance = a * (1 - a) * (1 + (n - 1) * (1 - a) / (2 - a) + (m - 1) * a / (1 + a)) / (m * n);
			if (References.differ(c[2] - a, Gaussian.Z * Math.sqrt(variance), 1e-6)) own++;
		}
		References.assertDetected("Hanley and McNeil's variance", own);
	}

	private static Path resource(String name) throws URISyntaxException {
		return Path.of(ClosedIntervalsTest.class.getResource("/statistics/" + name).toURI());
	}

	/**
	 * Newcombe (Stat Med 1998;17:873), Table II, method 10: differences of two proportions by what is now called MOVER
	 * with Wilson's limits; the last is from R's contingencytables. p1 - p2 is p1 + (1 - p2) - 1.
	 */
	@ParameterizedTest
	@CsvSource({ "56,70,48,80,0.0524,0.3339", "9,10,3,10,0.1705,0.8090", "6,7,2,7,0.0582,0.8062",
		"5,56,0,29,-0.0381,0.1926", "0,10,0,20,-0.1611,0.2775", "0,10,0,10,-0.2775,0.2775", "10,10,0,20,0.6791,1.0000",
		"10,10,0,10,0.6075,1.0000", "7,34,1,34,0.0189,0.3404" })
	void moverGivesNewcombesPublishedDifferences(int a, int m, int b, int n, double low, double high) {
		Interval sum = Mover.sum(Estimate.proportion(a, m), Estimate.proportion(n - b, n));
		assertEquals(low, sum.low() - 1, 5e-5);
		assertEquals(high, Math.min(1, sum.high() - 1), 5e-5);
	}

	/**
	 * A ratio of two proportions, 7 of 34 and 1 of 34 (Perondi et al. 2004), by MOVER-R with Wilson's limits: 1.1537 to
	 * 41.9763 in the R package contingencytables of Fagerland, Lydersen and Laake, who compare it with others (Stat Methods
	 * Med Res 2015;24:224).
	 */
	@Test
	void moverOfARatioGivesThePublishedExample() {
		Interval ratio = Mover.ratio(Estimate.proportion(7, 34), Estimate.proportion(1, 34));
		assertEquals(1.1537, ratio.low(), 5e-5);
		assertEquals(41.9763, ratio.high(), 5e-5);
	}

	/** Where the limits lie evenly around the estimates MOVER-R is Fieller's theorem, worked out by hand here. */
	@Test
	void moverOfARatioIsFiellersTheoremForEvenLimits() {
		Interval ratio = Mover.ratio(new Estimate(6, 4, 8), new Estimate(10, 7, 13));
		// (100 - 9) r² - 120 r + (36 - 4) = 0
		assertEquals((60 - Math.sqrt(3600 - 91 * 32)) / 91, ratio.low(), 1e-12);
		assertEquals((60 + Math.sqrt(3600 - 91 * 32)) / 91, ratio.high(), 1e-12);
	}

	@Test
	void edges() {
		Map<Metric, Interval> none = MetricIntervals.closed(new ConfusionMatrix(0, 3, 56, 12), 0.2);
		assertEquals(0, none.get(Metric.PRECISION).low(), "without true positives");
		assertEquals(0, none.get(Metric.F1).low());
		assertTrue(none.get(Metric.PRECISION).high() > 0);
		assertEquals("only one grade", MetricIntervals.closed(new ConfusionMatrix(4, 0, 1, 0), Double.NaN).get(Metric.AUC)
			.reason());
		assertEquals("no case", Wilson.of(0, 0).reason());
		assertEquals(0, Wilson.of(0, 7).low());
		assertEquals(1, Wilson.of(7, 7).high());
		assertEquals(1, NewcombeAuc.of(1, 10, 5).high());
		assertEquals(0, NewcombeAuc.of(0, 10, 5).low());
		assertThrows(IllegalArgumentException.class, () -> Wilson.of(3, 2));
		assertThrows(IllegalArgumentException.class, () -> Interval.of(Double.NaN, 1));
		assertThrows(IllegalArgumentException.class, () -> new Interval(0, 1, "a reason"));
	}
}
