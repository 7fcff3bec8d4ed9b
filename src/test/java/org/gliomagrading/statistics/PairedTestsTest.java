package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.CsvFile;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** McNemar and Cochran's Q against statsmodels, DeLong against pROC. */
class PairedTestsTest {

	private static boolean[][] flags(double[][] rows) {
		boolean[][] flags = new boolean[rows.length][rows[0].length];
		for (int i = 0; i < rows.length; i++)
			for (int j = 0; j < rows[i].length; j++)
				flags[i][j] = rows[i][j] == 1;
		return flags;
	}

	@Test
	void mcNemarAndCochranEqualStatsmodels() {
		long chiSquared = 0;
		long ofTwo = 0;
		assertEquals(60, References.cases("calls").size());
		for (JsonObject o : References.cases("calls")) {
			boolean[][] right = flags(References.rows(o, "right"));
			TestResult mcNemar = PairedCalls.mcNemar(right[0], right[1]);
			assertEquals(References.number(o, "statistic"), mcNemar.statistic(), o.toString());
			assertEquals(References.number(o, "mcnemar_p"), mcNemar.p(), 1e-9, o.toString());
			TestResult cochran = PairedCalls.cochranQ(right);
			assertEquals(References.number(o, "q"), cochran.statistic(), 1e-9, o.toString());
			assertEquals(References.number(o, "q_p"), cochran.p(), 1e-9, o.toString());
			TestResult pair = PairedCalls.cochranQ(new boolean[][] { right[0], right[1] }); // the same test, not exact
			if (References.differ(mcNemar.p(), pair.p(), 1e-6)) chiSquared++;
			if (References.differ(cochran.statistic(), pair.statistic(), 1e-9)) ofTwo++;
		}
		References.assertDetected("McNemar's test by chi-squared", chiSquared);
		References.assertDetected("two of several fusions", ofTwo);
	}

	/** By hand: 3 against 1 are 2 (1 + 4) / 16; Q of (2, 1, 1) of two patients. */
	@Test
	void byHand() {
		boolean[] first = { true, true, true, false, true };
		boolean[] second = { false, false, false, true, true };
		assertEquals(10 / 16.0, PairedCalls.mcNemar(first, second).p(), 1e-15);
		assertEquals(1, PairedCalls.mcNemar(first, first).p());
		assertEquals("all agree on every patient", PairedCalls.cochranQ(new boolean[][] { first, first, first }).reason());
		// columns 2, 1, 0, rows 2, 1: Q = 3 * 2 * (1 + 0 + 1) / (3 * 3 - 5)
		assertEquals(3, PairedCalls.cochranQ(new boolean[][] { { true, true }, { true, false }, { false, false } })
			.statistic(), 1e-12);
	}

	private record Scores(List<Double> first, List<Double> second) {
	}

	private record Expected(double z, double p, double lo, double hi, double difference) {
	}

	private static Path resource(String name) throws URISyntaxException {
		return Path.of(PairedTestsTest.class.getResource("/statistics/" + name).toURI());
	}

	private static double[] array(List<Double> values) {
		return values.stream().mapToDouble(d -> d).toArray();
	}

	@Test
	void deLongEqualsProc() throws IOException, URISyntaxException {
		Map<String, Scores> scores = new HashMap<>();
		CsvFile.read(resource("delong-scores.csv"), List.of("case", "grade"), row -> {
			Scores of = scores.computeIfAbsent(row.text("case") + row.text("grade"), key -> new Scores(
				new ArrayList<>(), new ArrayList<>()));
			of.first.add(row.number("first"));
			return of.second.add(row.number("second"));
		});
		Map<String, Expected> expected = new LinkedHashMap<>();
		CsvFile.read(resource("delong.csv"), List.of("case", "z"), row -> expected.put(row.text("case"), new Expected(row
			.text("z").equals("Inf") ? Double.POSITIVE_INFINITY : row.number("z"), row.number("p"), row.number("lo"), row.number("hi"), row.number("auc_first") - row.number(
				"auc_second"))));
		assertEquals(66, expected.size());
		long unpaired = 0;
		long withoutVariance = 0;
		for (Map.Entry<String, Expected> e : expected.entrySet()) {
			Scores highs = scores.get(e.getKey() + "HGG");
			Scores lows = scores.get(e.getKey() + "LGG");
			DeLong found = DeLong.of(array(highs.first), array(lows.first), array(highs.second), array(lows.second));
			assertEquals(e.getValue().difference, found.difference(), 1e-9, e.getKey());
			if (Double.isInfinite(e.getValue().z)) { // pROC takes the difference for certain then
				assertEquals("the difference does not vary", found.test().reason());
				withoutVariance++;
				continue;
			}
			assertEquals(e.getValue().z, found.test().statistic(), 1e-9, e.getKey());
			assertEquals(e.getValue().p, found.test().p(), 1e-9, e.getKey());
			assertEquals(e.getValue().lo, found.interval().low(), 1e-9, e.getKey());
			assertEquals(e.getValue().hi, found.interval().high(), 1e-9, e.getKey());
			double[] otherOrder = highs.second.stream().sorted().mapToDouble(d -> d).toArray();
			DeLong mixed = DeLong.of(array(highs.first), array(lows.first), otherOrder, array(lows.second));
			if (References.differ(e.getValue().p, mixed.test().p(), 1e-9)) unpaired++;
		}
		assertEquals(1, withoutVariance);
		References.assertDetected("the second's patients in another order", unpaired);
	}

	@Test
	void deLongCorners() {
		double[] high = { 0.9, 0.8 };
		double[] low = { 0.1, 0.2 };
		DeLong opposite = DeLong.of(high, low, low, high);
		assertEquals(1, opposite.difference());
		assertEquals("the difference does not vary", opposite.test().reason());
		assertEquals(1, DeLong.of(high, low, high, low).test().p());
		assertEquals("fewer than two patients of a grade", DeLong.of(high, new double[] { 0.1 }, low, new double[] { 0.5 })
			.test().reason());
		assertEquals(Double.NaN, DeLong.of(high, new double[0], low, new double[0]).difference());
	}
}
