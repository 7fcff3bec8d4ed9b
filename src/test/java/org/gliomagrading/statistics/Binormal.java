package org.gliomagrading.statistics;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * Cohorts whose truth is known: a marker that is normal with variance 1 in both grades, and the probability of HGG that
 * follows from it at the cohort's prevalence, called HGG from 0.5.
 *
 * @param highs the number of HGG
 * @param lows the number of LGG
 * @param auc the true area under the ROC curve
 */
record Binormal(int highs, int lows, double auc) {

	/** How far the grades' means are apart. */
	private double distance() {
		return Math.sqrt(2) * Gaussian.quantile(auc);
	}

	private double probability(double marker) {
		double d = distance();
		return LogisticRegression.probability(d * marker - d * d / 2 + Math.log((double) highs / lows));
	}

	Sample cohort(Random random) {
		List<Sample.Case> cases = new ArrayList<>();
		for (int i = 0; i < highs + lows; i++) {
			boolean high = i < highs;
			double p = probability(random.nextGaussian() + (high ? distance() : 0));
			cases.add(new Sample.Case(String.format("%04d", i), high, p, p >= 0.5));
		}
		return new Sample(cases, true);
	}

	double recall() {
		return Gaussian.below(distance() - threshold());
	}

	double specificity() {
		return Gaussian.below(threshold());
	}

	/** The marker at which the probability is 0.5. */
	private double threshold() {
		return distance() / 2 - Math.log((double) highs / lows) / distance();
	}

	/** What each metric would be with the true recall and specificity and as many of each grade. */
	Map<Metric, Double> truth() {
		double n = highs + lows;
		double tp = highs * recall();
		double tn = lows * specificity();
		double fp = lows - tn;
		double fn = highs - tp;
		double d = distance();
		Map<Metric, Double> truth = new EnumMap<>(Metric.class);
		truth.put(Metric.ACCURACY, (tp + tn) / n);
		truth.put(Metric.PRECISION, tp / (tp + fp));
		truth.put(Metric.RECALL, recall());
		truth.put(Metric.SPECIFICITY, specificity());
		truth.put(Metric.F1, 2 * tp / (2 * tp + fp + fn));
		truth.put(Metric.BALANCED_ACCURACY, (recall() + specificity()) / 2);
		truth.put(Metric.MCC, (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (double) highs * lows * (tn + fn)));
		truth.put(Metric.AUC, auc);
		truth.put(Metric.AVERAGE_PRECISION, integral(x -> density(x - d) * highs * Gaussian.below(d - x) / (highs * Gaussian
			.below(d - x) + lows * Gaussian.below(-x))));
		truth.put(Metric.BRIER, integral(x -> (highs * density(x - d) * Math.pow(1 - probability(x), 2) + lows * density(x) *
			Math.pow(probability(x), 2)) / n));
		return truth;
	}

	private static double density(double x) {
		return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	}

	private static double integral(DoubleUnaryOperator function) {
		double step = 1 / 256.0;
		double sum = 0;
		for (double x = -9; x <= 12; x += step)
			sum += function.applyAsDouble(x) * step;
		return sum;
	}
}
