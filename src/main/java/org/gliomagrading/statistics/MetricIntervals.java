package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * 95% intervals of all metrics. Those that have closed forms need the counts alone; the numbers P of HGG and N of LGG
 * are taken as fixed.
 */
public final class MetricIntervals {

	private static final String ONE_GRADE = "only one grade";
	private static final List<Metric> BOOTSTRAPPED = List.of(Metric.MCC, Metric.BRIER, Metric.AVERAGE_PRECISION);

	private MetricIntervals() {
		// only static methods
	}

	/**
	 * Intervals where each case is a patient: Wilson for recall and specificity; MOVER for accuracy and balanced accuracy;
	 * MOVER-R for precision and F1; Newcombe's method 5 for the AUC; the BCa bootstrap for MCC, Brier score and average
	 * precision.
	 *
	 * @param sample patients
	 * @param bootstrap how often they are drawn
	 * @return the interval of each metric that has a value
	 */
	public static Map<Metric, Interval> patients(Sample sample, Bootstrap bootstrap) {
		double[] metrics = sample.metrics(sample.once());
		Map<Metric, Interval> intervals = new EnumMap<>(closed(sample.counts(), metrics[Metric.AUC.ordinal()]));
		if (BOOTSTRAPPED.stream().anyMatch(m -> !Double.isNaN(metrics[m.ordinal()]))) {
			double[][] draws = bootstrap.run(sample.patients(), sample::metrics);
			double[][] jackknife = Bootstrap.jackknife(sample.patients().length, sample::metrics);
			for (Metric metric : BOOTSTRAPPED) {
				double[][] byGrade = byGrade(jackknife[metric.ordinal()], sample.patients());
				intervals.put(metric, new Draws(draws[metric.ordinal()]).bca(metrics[metric.ordinal()], byGrade));
			}
		}
		intervals.keySet().removeIf(metric -> Double.isNaN(metrics[metric.ordinal()]));
		return Collections.unmodifiableMap(intervals);
	}

	/** A grade without a patient is no sample. */
	private static double[][] byGrade(double[] values, boolean[] high) {
		double[][] grades = new double[2][];
		for (int grade = 0; grade < 2; grade++) {
			boolean wanted = grade == 0;
			int[] i = { 0 };
			grades[grade] = Arrays.stream(values).filter(v -> high[i[0]++] == wanted).toArray();
		}
		return Arrays.stream(grades).filter(g -> g.length > 0).toArray(double[][]::new);
	}

	/**
	 * Intervals where the cases are slices: percentiles of the bootstrap, which draws whole patients.
	 *
	 * @param sample slices
	 * @param bootstrap how often patients are drawn
	 * @return the interval of each metric that has a value
	 */
	public static Map<Metric, Interval> slices(Sample sample, Bootstrap bootstrap) {
		double[] metrics = sample.metrics(sample.once());
		double[][] draws = bootstrap.run(sample.patients(), sample::metrics);
		Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
		for (Metric metric : Metric.values())
			if (!Double.isNaN(metrics[metric.ordinal()])) intervals.put(metric, new Draws(draws[metric.ordinal()])
				.percentile());
		return Collections.unmodifiableMap(intervals);
	}

	/**
	 * The intervals that follow from counts and AUC alone.
	 *
	 * @param counts how often which grade was called
	 * @param auc the area under the ROC curve; NaN where there is none
	 * @return the interval of each metric but MCC, Brier score and average precision; empty where the metric is
	 */
	public static Map<Metric, Interval> closed(ConfusionMatrix counts, double auc) {
		int highs = counts.tp() + counts.fn();
		int lows = counts.tn() + counts.fp();
		Estimate recall = Estimate.proportion(counts.tp(), highs);
		Estimate specificity = Estimate.proportion(counts.tn(), lows);
		Map<Metric, Interval> intervals = new EnumMap<>(Metric.class);
		intervals.put(Metric.RECALL, Wilson.of(counts.tp(), highs));
		intervals.put(Metric.SPECIFICITY, Wilson.of(counts.tn(), lows));
		intervals.put(Metric.ACCURACY, counts.n() == 0 ? Interval.empty("no case") : Mover.sum(recall.scaled(
			(double) highs / counts.n(), 0), specificity.scaled((double) lows / counts.n(), 0)));
		boolean both = highs > 0 && lows > 0;
		intervals.put(Metric.BALANCED_ACCURACY, both(both, Mover.sum(recall.scaled(0.5, 0), specificity.scaled(0.5, 0))));
		intervals.put(Metric.AUC, both && !Double.isNaN(auc) ? NewcombeAuc.of(auc, highs, lows) : Interval.empty(
			ONE_GRADE));
		// with one grade alone all called HGG are right, or none is
		Estimate falseHigh = new Estimate(lows * (1 - specificity.value()), lows * (1 - specificity.high()), lows *
			(1 - specificity.low()));
		Estimate trueHigh = recall.scaled(highs, 0);
		intervals.put(Metric.PRECISION, both(both, falling(falseHigh, trueHigh, r -> 1 / (1 + r))));
		intervals.put(Metric.F1, both(highs > 0, falling(falseHigh.scaled(1, highs), trueHigh, q -> 2 / (1 + q))));
		return intervals;
	}

	private static Interval both(boolean both, Interval interval) {
		return both ? interval : Interval.empty(ONE_GRADE);
	}

	/** A falling function of a ratio. */
	private static Interval falling(Estimate a, Estimate b, UnaryOperator<Double> function) {
		if (b.high() == 0) return Interval.empty(ONE_GRADE);
		Interval ratio = Mover.ratio(a, b);
		return Interval.of(function.apply(ratio.high()), function.apply(ratio.low()));
	}
}
