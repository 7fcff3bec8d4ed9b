package org.gliomagrading.phantom;

import java.util.stream.IntStream;

import org.gliomagrading.statistics.RocCurve;

/** Logistic regression on standardised features, with the weak L2 penalty that scikit-learn has by default. */
final class Logistic {

	private static final int FOLDS = 5;

	private Logistic() {
		// only static methods
	}

	/** @return the area under the curve of the scores that each fifth gets from a rule fitted to the others */
	static double crossValidatedAuc(double[][] features, Boolean[] high) {
		double[] scores = new double[high.length];
		int[] fold = new int[high.length];
		int[] seen = new int[2];
		for (int i = 0; i < fold.length; i++)
			fold[i] = seen[high[i] ? 1 : 0]++ % FOLDS;
		for (int f = 0; f < FOLDS; f++) {
			int held = f;
			double[] weights = fit(features, high, IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray());
			for (int i = 0; i < fold.length; i++)
				if (fold[i] == held) scores[i] = 1 / (1 + Math.exp(-score(weights, features[i])));
		}
		return RocCurve.auc(select(scores, high, true), select(scores, high, false));
	}

	/** Plain gradient descent; the last weight is the intercept. */
	private static double[] fit(double[][] features, Boolean[] high, int[] rows) {
		int n = features[0].length;
		double[] mean = new double[n];
		double[] deviation = new double[n];
		for (int c = 0; c < n; c++) {
			int column = c;
			mean[c] = IntStream.of(rows).mapToDouble(i -> features[i][column]).average().getAsDouble();
			deviation[c] = Math.sqrt(IntStream.of(rows).mapToDouble(i -> Math.pow(features[i][column] - mean[column], 2))
				.average().getAsDouble());
		}
		double[] weights = new double[n + 1];
		for (int step = 0; step < 5000; step++) {
			double[] gradient = new double[n + 1];
			for (int c = 0; c < n; c++)
				gradient[c] = weights[c];
			for (int i : rows) {
				double score = weights[n];
				for (int c = 0; c < n; c++)
					score += weights[c] * (features[i][c] - mean[c]) / deviation[c];
				double error = 1 / (1 + Math.exp(-score)) - (high[i] ? 1 : 0);
				for (int c = 0; c < n; c++)
					gradient[c] += error * (features[i][c] - mean[c]) / deviation[c];
				gradient[n] += error;
			}
			for (int c = 0; c <= n; c++)
				weights[c] -= gradient[c] / rows.length;
		}
		double[] raw = new double[n + 1];
		raw[n] = weights[n];
		for (int c = 0; c < n; c++) {
			raw[c] = weights[c] / deviation[c];
			raw[n] -= raw[c] * mean[c];
		}
		return raw;
	}

	private static double score(double[] weights, double[] features) {
		double score = weights[features.length];
		for (int c = 0; c < features.length; c++)
			score += weights[c] * features[c];
		return score;
	}

	private static double[] select(double[] scores, Boolean[] high, boolean wanted) {
		return IntStream.range(0, scores.length).filter(i -> high[i] == wanted).mapToDouble(i -> scores[i]).toArray();
	}
}
