package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** Friedman, Nemenyi, Wilcoxon and Holm against SciPy and statsmodels. */
class RankTestsTest {

	@Test
	void friedmanEqualsScipy() {
		List<JsonObject> cases = References.cases("friedman");
		assertEquals(60, cases.size());
		long uncorrected = 0;
		for (JsonObject o : cases) {
			FriedmanTest found = FriedmanTest.of(References.rows(o, "values"));
			assertEquals(References.number(o, "plain"), found.plain().statistic(), 1e-9, o.toString());
			assertEquals(References.number(o, "plain_p"), found.plain().p(), 1e-9);
			assertEquals(References.number(o, "corrected"), found.corrected().statistic(), 1e-9, o.toString());
			assertEquals(References.number(o, "corrected_p"), found.corrected().p(), 1e-9);
			TestResult nemenyi = found.nemenyi(0, 1);
			assertEquals(References.number(o, "q"), nemenyi.statistic(), 1e-9);
			assertEquals(References.number(o, "nemenyi_p"), nemenyi.p(), 1e-6, o.toString());
			if (References.differ(References.number(o, "corrected"), found.plain().statistic(), 1e-9)) uncorrected++;
		}
		References.assertDetected("without correction for ties", uncorrected);
		assertEquals("all values of each model are equal", FriedmanTest.of(new double[][] { { 1, 1, 1 } }).corrected()
			.reason());
	}

	@Test
	void studentizedRangeEqualsScipy() {
		long pairs = 0;
		List<JsonObject> cases = References.cases("studentized_range");
		assertEquals(70, cases.size());
		for (JsonObject o : cases) {
			double q = References.number(o, "q");
			int k = o.get("k").getAsInt();
			assertEquals(References.number(o, "p"), StudentizedRange.above(q, k), 1e-6, o.toString());
			if (References.differ(References.number(o, "p"), Gaussian.twoSided(q / Math.sqrt(2)), 1e-6)) pairs++;
		}
		References.assertDetected("one pair for the range of all", pairs);
		assertEquals(1, StudentizedRange.above(0, 3));
		// two variables: their difference is normal with variance 2
		assertEquals(Gaussian.twoSided(1.7 / Math.sqrt(2)), StudentizedRange.above(1.7, 2), 1e-12);
		// the 5% points of tables: 3.314 for 3, 3.633 for 4
		assertEquals(0.05, StudentizedRange.above(3.314, 3), 5e-5);
		assertEquals(0.05, StudentizedRange.above(3.633, 4), 5e-5);
	}

	@Test
	void wilcoxonEqualsScipy() {
		long normalOnly = 0;
		long zerosKept = 0;
		int exact = 0;
		List<JsonObject> cases = References.cases("wilcoxon");
		assertTrue(cases.size() >= 70, "cases: " + cases.size());
		for (JsonObject o : cases) {
			double[] differences = References.numbers(o, "differences");
			TestResult found = WilcoxonTest.of(differences);
			assertEquals(References.number(o, "statistic"), found.statistic(), 1e-9, o.toString());
			assertEquals(References.number(o, "p"), found.p(), 1e-9, o.toString());
			double[] left = Arrays.stream(differences).filter(d -> d != 0).toArray();
			if (left.length <= WilcoxonTest.EXACT) {
				exact++;
				double n = left.length;
				double z = (found.statistic() - n * (n + 1) / 4) / Math.sqrt(n * (n + 1) * (2 * n + 1) / 24);
				if (References.differ(found.p(), Gaussian.twoSided(z), 1e-9)) normalOnly++;
			}
			double[] tiny = Arrays.stream(differences).map(d -> d == 0 ? 1e-12 : d).toArray();
			if (References.differ(References.number(o, "p"), WilcoxonTest.of(tiny).p(), 1e-9)) zerosKept++;
		}
		assertTrue(exact >= 50, exact + " exact");
		References.assertDetected("the normal distribution for few pairs", normalOnly);
		References.assertDetected("differences of 0 kept", zerosKept);
	}

	/** Wilcoxon by hand: 1, 2, 3 with one sign are one of 8 assignments, and the other way round another. */
	@Test
	void wilcoxonCorners() {
		assertEquals(0.25, WilcoxonTest.of(new double[] { 1, 2, 3 }).p(), 1e-15);
		assertEquals(1, WilcoxonTest.of(new double[] { 5 }).p());
		assertEquals("all differences are 0", WilcoxonTest.of(new double[] { 0, 0 }).reason());
		double[] many = new double[26];
		Arrays.setAll(many, i -> i % 2 == 0 ? i + 1 : -i - 1);
		assertEquals(WilcoxonTest.of(many).p(), WilcoxonTest.of(Arrays.stream(many).map(d -> 10 * d).toArray()).p());
	}

	@Test
	void holmEqualsStatsmodels() {
		long bonferroni = 0;
		assertEquals(50, References.cases("holm").size());
		for (JsonObject o : References.cases("holm")) {
			double[] p = References.numbers(o, "p");
			double[] expected = References.numbers(o, "adjusted");
			assertArrayEquals(expected, Holm.adjust(p), 1e-9);
			double[] simple = Arrays.stream(p).map(value -> Math.min(1, p.length * value)).toArray();
			if (!Arrays.equals(expected, simple)) bonferroni++;
		}
		References.assertDetected("Bonferroni", bonferroni);
	}
}
