package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** Calibration against statsmodels and scikit-learn, net benefit against scikit-learn's counts. */
class CalibrationTest {

	private static boolean[] high(JsonObject o) {
		double[] values = References.numbers(o, "high");
		boolean[] high = new boolean[values.length];
		for (int i = 0; i < high.length; i++)
			high[i] = values[i] == 1;
		return high;
	}

	private static Sample sample(double[] p, boolean[] high) {
		List<Sample.Case> cases = new ArrayList<>();
		for (int i = 0; i < p.length; i++)
			cases.add(new Sample.Case("P" + i, high[i], p[i], p[i] >= 0.5));
		return new Sample(cases, true);
	}

	@Test
	void regressionsAndBinsEqualTheReference() {
		long other = 0;
		long leftClosed = 0;
		long onProbability = 0;
		assertEquals(60, References.cases("calibrations").size());
		for (JsonObject o : References.cases("calibrations")) {
			double[] p = References.numbers(o, "p");
			Calibration found = Calibration.of(p, high(o));
			assertEquals("", found.reason());
			double slope = References.number(o, "slope");
			assertEquals(slope, found.slope(), 1e-6 * Math.max(1, slope), o.toString());
			assertEquals(References.number(o, "intercept"), found.intercept(), 1e-6 * Math.max(1, slope), o.toString());
			assertEquals(References.number(o, "in_the_large"), found.inTheLarge(), 1e-6);
			assertEquals(References.number(o, "error"), found.error(), 1e-9);
			double temperature = TemperatureScaling.fit(p, high(o)).temperature();
			assertEquals(References.number(o, "temperature"), temperature, 1e-6 * Math.max(1, temperature));
			double[][] bins = References.rows(o, "bins");
			double[][] ours = Calibration.bins(p, high(o)).stream().map(b -> new double[] { b.n(), b.observed(), b.meanP() })
				.toArray(double[][]::new);
			assertEquals(bins.length, ours.length);
			for (int i = 0; i < bins.length; i++)
				assertArrayEquals(bins[i], ours[i], 1e-9);
			if (References.differ(References.number(o, "error"), Calibration.of(Arrays.stream(p).map(x -> Math.min(1, x +
				1e-9)).toArray(), high(o)).error(), 1e-8)) leftClosed++;
			if (References.differ(slope, LogisticRegression.line(p, high(o))[1], 1e-6)) onProbability++;
			if (References.differ(References.number(o, "in_the_large"), found.intercept(), 1e-6)) other++;
		}
		References.assertDetected("bins closed below", leftClosed);
		References.assertDetected("the regression on p for logit(p)", onProbability);
		References.assertDetected("the regression's intercept for calibration in the large", other);
	}

	/** Of saturated networks, too: all probabilities may be 0 or 1. */
	@Test
	void calibrationInTheLargeIsAlwaysThere() {
		assertEquals(60, References.cases("calibration_in_the_large").size());
		long unclipped = 0;
		for (JsonObject o : References.cases("calibration_in_the_large")) {
			double[] p = References.numbers(o, "p");
			double expected = References.number(o, "in_the_large");
			assertEquals(expected, Calibration.of(p, high(o)).inTheLarge(), 1e-6, o.toString());
			double[] inside = Arrays.stream(p).map(each -> Math.min(0.999, Math.max(0.001, each))).toArray();
			if (References.differ(expected, Calibration.of(inside, high(o)).inTheLarge(), 1e-6)) unclipped++;
		}
		References.assertDetected("another limit of the logits", unclipped);
		boolean[] high = new boolean[100];
		Arrays.fill(high, 0, 99, true);
		assertEquals(Math.log(99) + Math.log(999_999), Calibration.of(new double[100], high).inTheLarge(), 1e-9, "by hand");
	}

	@Test
	void lowessEqualsStatsmodels() {
		long diagonal = 0;
		long compared = 0;
		for (JsonObject o : References.cases("calibrations")) {
			double[] places = References.numbers(o, "places");
			double[] expected = References.numbers(o, "smooth");
			List<Curve.Point> points = ReliabilityCurve.of(sample(References.numbers(o, "p"), high(o)), new Bootstrap(2, 1))
				.points();
			assertEquals(places.length, points.size());
			long differing = 0;
			for (int i = 0; i < places.length; i++) {
				assertEquals(places[i], points.get(i).x(), 1e-15);
				assertEquals(expected[i], points.get(i).y(), 1e-6, o.toString());
				compared++;
				if (References.differ(expected[i], places[i], 1e-6)) differing++;
			}
			if (differing == places.length) diagonal++;
		}
		assertTrue(compared > 2000, compared + " places");
		References.assertDetected("the diagonal", diagonal);
	}

	/** Among many equal values no line can be drawn; statsmodels gives no value either. */
	@Test
	void lowessNeedsTwoPoints() {
		double[] x = { 0.2, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.8 };
		double[] y = { 0, 1, 0, 1, 0, 1, 1, 1, 1, 1 };
		assertEquals(Double.NaN, Lowess.at(x, y, new double[] { 0.5 })[0]);
		double[] line = { 0, 0.1, 0.3, 0.4, 0.6, 0.7, 0.8, 1 };
		assertEquals(0.35, Lowess.at(line, line, new double[] { 0.35 })[0], 1e-12, "a line stays a line");
	}

	@Test
	void netBenefitEqualsTheReference() {
		long withoutOdds = 0;
		for (JsonObject o : References.cases("calibrations")) {
			Sample sample = sample(References.numbers(o, "p"), high(o));
			DecisionCurve curve = DecisionCurve.of(sample, new Bootstrap(2, 1));
			assertEquals(99, curve.model().points().size());
			for (double[] row : References.rows(o, "benefit")) {
				Curve.Point point = curve.model().points().get((int) Math.round(100 * row[0]) - 1);
				assertEquals(row[0], point.x(), 1e-15);
				assertEquals(row[1], point.y(), 1e-9, o.toString());
				assertEquals(row[2], curve.treatAll(row[0]), 1e-9);
				if (References.differ(row[1], row[1] * row[0], 1e-9)) withoutOdds++;
			}
		}
		References.assertDetected("another weight of false calls", withoutOdds);
	}

	/** Vickers and Elkin's definition by hand: 10 patients, 4 HGG; at 0.2 3 true and 2 false calls: 3/10 - 2/10 * 0.25. */
	@Test
	void netBenefitByHand() {
		double[] p = { 0.9, 0.6, 0.2, 0.1, 0.7, 0.2, 0.19, 0.1, 0, 0.05 };
		boolean[] high = { true, true, true, true, false, false, false, false, false, false };
		DecisionCurve curve = DecisionCurve.of(sample(p, high), new Bootstrap());
		assertEquals(0.4, curve.prevalence());
		assertEquals(0.25, curve.model().points().get(19).y(), 1e-12);
		assertEquals(0.4 - 0.6 * 0.25, curve.treatAll(0.2), 1e-12);
		Interval band = curve.model().points().get(19).band();
		assertTrue(band.low() < 0.25 && band.high() > 0.25, band.toString());
		assertEquals("all draws agree", curve.model().points().get(98).band().reason());
	}

	@Test
	void separationAndOneGradeLeaveItEmpty() {
		boolean[] high = { true, true, false, false };
		Calibration apart = Calibration.of(new double[] { 0.9, 0.6, 0.6, 0.2 }, high);
		assertEquals("the grades are separated", apart.reason());
		assertEquals(Double.NaN, apart.slope());
		assertTrue(Double.isFinite(apart.inTheLarge()));
		assertEquals("the grades are separated", Calibration.of(new double[] { 0.1, 0.2, 0.3, 0.9 }, high).reason());
		assertEquals("the grades are separated", Calibration.of(new double[] { 0.5, 0.5, 0.5, 0.5 }, high).reason());
		assertEquals("only one grade", Calibration.of(new double[] { 0.5 }, new boolean[] { true }).reason());
		assertEquals(0.5, Calibration.of(new double[] { 0.5 }, new boolean[] { true }).error());
		assertEquals("no validation case lies on the wrong side of 0.5", TemperatureScaling.fit(new double[] { 0.9, 0.6, 0.4,
			0.2 }, high).reason());
		assertEquals("validation is no better than chance", TemperatureScaling.fit(new double[] { 0.1, 0.6, 0.4, 0.9 }, high)
			.reason());
		// as good as bad: what is left is rounding
		assertEquals("validation is no better than chance", TemperatureScaling.fit(new double[] { 0.7, 0.1, 0.1, 0.7 },
			high).reason());
		assertEquals("validation is no better than chance", TemperatureScaling.fit(new double[] { 0.7, 0.3, 0.9, 0.1 },
			new boolean[] { true, true, true, true }).reason());
	}

	@Test
	void temperatureKeepsOrderAndSide() {
		TemperatureScaling scaling = new TemperatureScaling(2, "");
		assertEquals(0.5, scaling.apply(0.5));
		assertEquals(0.75, scaling.apply(0.9), 1e-12); // odds 9 become 3
		assertTrue(scaling.apply(0) > 0 && scaling.apply(0) < scaling.apply(0.1));
	}

	/** Against bootstraps with statsmodels' lowess, and with NumPy's counts. */
	@Test
	void bandsEqualTheReference() {
		assertEquals(2, References.cases("bands_by_seeds").size());
		for (JsonObject o : References.cases("bands_by_seeds")) {
			Sample sample = References.patients(References.numbers(o, "high"), References.numbers(o, "low"));
			List<Curve> curves = LongStream.rangeClosed(1, 15).mapToObj(seed -> new Bootstrap(1000, seed)).map(draws -> o.get("curve")
				.getAsString().equals("benefit") ? DecisionCurve.of(sample, draws).model() : ReliabilityCurve.of(sample, draws)).toList();
			double[] x = References.numbers(o, "x");
			double[][] mean = References.rows(o, "mean");
			double[][] sd = References.rows(o, "sd");
			double[][] whoever = References.rows(o, "whoever");
			int unlike = 0;
			for (int i = 0; i < x.length; i++) {
				double at = x[i];
				List<Interval> bands = curves.stream().map(curve -> curve.points().stream().filter(point -> Math.abs(point.x() - at) <
					1e-9).findFirst().orElseThrow().band()).toList();
				for (int end = 0; end < 2; end++) {
					double[] limits = bands.stream().mapToDouble(end == 0 ? Interval::low : Interval::high).toArray();
					double found = Arrays.stream(limits).average().orElseThrow();
					double variance = Arrays.stream(limits).map(limit -> (limit - found) * (limit - found)).sum() / 14;
					// net benefits of 60 patients lie on a grid: in one of the two all limits may be the same
					double tolerance = 3 * Math.sqrt((variance + sd[i][end] * sd[i][end]) / 15) + 1e-9;
					assertEquals(mean[i][end], found, tolerance, o.get("curve") + " at " + at);
					if (Math.abs(whoever[i][end] - mean[i][end]) > 3 * Math.sqrt(16 / 15.0) * sd[i][end] + 1e-9) unlike++;
				}
			}
			assertTrue(unlike >= x.length / 2, "drawn whatever the grade " + unlike + " of " + 2 * x.length + " limits differ");
		}
	}

	/** A model that is well calibrated has a band around the diagonal. */
	@Test
	void bandsHoldTheCurve() {
		JsonObject o = References.cases("calibrations").get(1);
		List<Curve.Point> points = ReliabilityCurve.of(sample(References.numbers(o, "p"), high(o)), new Bootstrap(500, 1))
			.points();
		assertTrue(points.stream().filter(point -> point.band().contains(point.y())).count() >= 0.9 * points.size());
		assertTrue(points.stream().allMatch(point -> point.band().isEmpty() || point.band().low() < point.band().high()));
	}
}
