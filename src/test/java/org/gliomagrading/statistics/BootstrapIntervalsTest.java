package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The bootstrap of patients, against SciPy's. */
class BootstrapIntervalsTest {

	private static final List<Metric> METRICS = List.of(Metric.MCC, Metric.BRIER, Metric.AVERAGE_PRECISION);

	private static final int SEEDS = 10;
	private static final int SCIPY_SEEDS = 30;

	/** With SciPy's own draws nothing is left to chance: the limits, the jackknife and the metrics are the same. */
	@Test
	void bcaOfTheSameDrawsEqualsScipy() {
		long plain = 0;
		long noBias = 0;
		long oneSample = 0;
		for (JsonObject o : References.cases("bca_of_draws")) {
			Sample sample = References.patients(References.numbers(o, "high"), References.numbers(o, "low"));
			int metric = Metric.valueOf(o.get("metric").getAsString().toUpperCase()).ordinal();
			double estimate = sample.metrics(sample.once())[metric];
			double[] jackknife = Bootstrap.jackknife(sample.patients().length, sample::metrics)[metric];
			int highs = References.numbers(o, "high").length; // H sorts before L
			double[] first = Arrays.copyOfRange(jackknife, 0, highs);
			double[] second = Arrays.copyOfRange(jackknife, highs, jackknife.length);
			double[] limits = References.numbers(o, "limits");
			Draws draws = new Draws(References.numbers(o, "draws"));
			Interval found = draws.bca(estimate, first, second);
			assertEquals(limits[0], found.low(), 1e-9, o.toString());
			assertEquals(limits[1], found.high(), 1e-9, o.toString());
			if (References.differ(limits[0], draws.percentile().low(), 1e-9)) plain++;
			if (References.differ(limits[0], draws.bca(estimate, jackknife).low(), 1e-9)) oneSample++;
			if (References.differ(limits[0], draws.bca(estimate + 0.02, first, second).low(), 1e-9)) noBias++;
		}
		assertEquals(54, References.cases("bca_of_draws").size());
		References.assertDetected("percentiles for BCa", plain);
		References.assertDetected("the jackknife over one sample", oneSample);
		References.assertDetected("another bias", noBias);
	}

	/** Over some seeds, our limits and SciPy's have the same mean. */
	@Test
	void bcaOfOwnDrawsIsWithinThreeMonteCarloErrors() {
		int unlike = 0;
		for (JsonObject o : References.cases("bca_by_seeds")) {
			Sample sample = References.patients(References.numbers(o, "high"), References.numbers(o, "low"));
			// control: draws of all patients, whatever their grade
			double[][] mixed = new Bootstrap().run(new boolean[sample.patients().length], sample::metrics);
			for (Metric metric : METRICS) {
				double[] mean = References.numbers(o.getAsJsonObject(metric.column()), "mean");
				double[] sd = References.numbers(o.getAsJsonObject(metric.column()), "sd");
				List<Interval> found = LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> MetricIntervals.patients(sample,
					new Bootstrap(Bootstrap.DRAWS, seed)).get(metric)).toList();
				double error = Math.sqrt(1.0 / SEEDS + 1.0 / SCIPY_SEEDS);
				assertEquals(mean[0], found.stream().mapToDouble(Interval::low).sum() / SEEDS, 3 * error * sd[0], metric + o
					.toString());
				assertEquals(mean[1], found.stream().mapToDouble(Interval::high).sum() / SEEDS, 3 * error * sd[1], metric + o
					.toString());
				Interval percentile = new Draws(mixed[metric.ordinal()]).percentile();
				if (Math.abs(percentile.low() - mean[0]) > 4 * sd[0] || Math.abs(percentile.high() - mean[1]) > 4 * sd[1]) unlike++;
			}
		}
		assertTrue(unlike >= 4, "percentiles without grades are off in " + unlike + " of 12");
	}

	private static Sample slices(JsonObject o) {
		List<Sample.Case> cases = new ArrayList<>();
		int patient = 0;
		for (JsonElement element : o.getAsJsonArray("groups")) {
			JsonObject group = element.getAsJsonObject();
			String name = "P" + patient++;
			for (double p : References.numbers(group, "p"))
				cases.add(new Sample.Case(name, group.get("high").getAsBoolean(), p, p >= 0.5));
		}
		return new Sample(cases, true);
	}

	@Test
	void slicesAreDrawnByPatient() {
		JsonObject o = References.cases("slices_by_seeds").get(0);
		double[][] mean = References.rows(o, "mean");
		double[][] sd = References.rows(o, "sd");
		double[][] bySlice = References.rows(o, "slices");
		Map<Metric, Interval> found = MetricIntervals.slices(slices(o), new Bootstrap());
		assertEquals(Metric.values().length, found.size());
		int narrower = 0;
		for (Metric metric : Metric.values()) {
			int i = metric.ordinal();
			double tolerance = 3 * Math.sqrt(1 + 1 / 15.0);
			assertEquals(mean[i][0], found.get(metric).low(), tolerance * sd[i][0], metric.name());
			assertEquals(mean[i][1], found.get(metric).high(), tolerance * sd[i][1], metric.name());
			// control: drawn by slice, the interval is another
			if (Math.abs(bySlice[i][0] - mean[i][0]) > tolerance * sd[i][0]) narrower++;
		}
		assertTrue(narrower >= 8, "drawn by slice " + narrower + " of 10 differ");
	}

	@Test
	void theSeedDecides() {
		Sample sample = slices(References.cases("slices_by_seeds").get(0));
		assertEquals(MetricIntervals.slices(sample, new Bootstrap(200, 7)), MetricIntervals.slices(sample, new Bootstrap(200,
			7)));
		assertNotEquals(MetricIntervals.slices(sample, new Bootstrap(200, 7)), MetricIntervals.slices(sample, new Bootstrap(
			200, 8)));
	}

	@Test
	void eachDrawHasTheGradesNumbers() {
		boolean[] high = { true, false, true, true, false };
		double[][] sums = new Bootstrap(300, 1).run(high, w -> new double[] { w[0] + w[2] + w[3], w[1] + w[4], w[1] });
		assertTrue(Arrays.stream(sums[0]).allMatch(sum -> sum == 3));
		assertTrue(Arrays.stream(sums[1]).allMatch(sum -> sum == 2));
		// 0, 1 or 2 times, at 1/4, 1/2, 1/4: binomial counts, within four standard errors
		assertEquals(75, Arrays.stream(sums[2]).filter(w -> w == 0).count(), 30);
		assertEquals(150, Arrays.stream(sums[2]).filter(w -> w == 1).count(), 35);
	}

	@Test
	void intervalsThatCannotBeHadSayWhy() {
		Map<Metric, Interval> perfect = MetricIntervals.patients(References.patients(new double[] { 0.9, 0.8 },
			new double[] { 0.1, 0.2 }), new Bootstrap());
		assertEquals("all draws agree", perfect.get(Metric.MCC).reason());
		assertEquals("all draws agree", perfect.get(Metric.AVERAGE_PRECISION).reason());
		Map<Metric, Interval> one = MetricIntervals.patients(References.patients(new double[] { 0.9, 0.4, 0.7, 0.3, 0.8,
			0.2 }, new double[] { 0.6 }), new Bootstrap());
		assertEquals("undefined without one of the patients", one.get(Metric.MCC).reason());
		// one of three is called LGG: none is in (2/3)^3 of the draws
		Map<Metric, Interval> rare = MetricIntervals.slices(References.patients(new double[] { 0.9, 0.8, 0.7 }, new double[] {
			0.6, 0.6, 0.4 }), new Bootstrap());
		assertTrue(rare.get(Metric.MCC).reason().matches("undefined in (5[4-9]|6[0-4])\\d of 2000 draws"), rare.toString());
		assertEquals(Metric.values().length - 4, MetricIntervals.patients(References.patients(new double[] { 0.9, 0.3 },
			new double[0]), new Bootstrap()).size(), "no specificity, balanced accuracy, MCC and AUC");
	}

	/** Up to 5% undefined draws are passed over. */
	@Test
	void aFewUndefinedDrawsArePassedOver() {
		double[] values = new double[100];
		Arrays.setAll(values, i -> i < 5 ? Double.NaN : i);
		Interval interval = new Draws(values).percentile();
		assertArrayEquals(new double[] { 5 + 0.025 * 94, 5 + 0.975 * 94 }, new double[] { interval.low(), interval.high() },
			1e-12);
		values[5] = Double.NaN;
		assertEquals("undefined in 6 of 100 draws", new Draws(values).percentile().reason());
	}

	@Test
	void scoresAreNumbersFromZeroToOne() {
		for (double score : new double[] { Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY })
			assertThrows(IllegalArgumentException.class, () -> new Sample.Case("P", true, score, true));
	}
}
