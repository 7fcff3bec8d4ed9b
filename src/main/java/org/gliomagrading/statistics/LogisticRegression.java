package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Logistic regression of the grade. The caller makes sure that the likelihood has a maximum. */
final class LogisticRegression {

	private static final int MAX_STEPS = 200;
	private static final double TOLERANCE = 1e-12;

	private LogisticRegression() {
		// only static methods
	}

	/**
	 * @param x a value for each case
	 * @param high whether each case is HGG
	 * @return the intercept and the slope
	 */
	static double[] line(double[] x, boolean[] high) {
		return fit(x, high, true);
	}

	/**
	 * By bisection: where all probabilities are 0 or 1 but for rounding, as with a saturated network, Newton's method has no
	 * step.
	 *
	 * @param offset added to each case's logit
	 * @param high whether each case is HGG; both grades occur
	 * @return the intercept where the slope is 1
	 */
	static double intercept(double[] offset, boolean[] high) {
		int highs = (int) IntStream.range(0, high.length).filter(i -> high[i]).count();
		double logit = Math.log((double) highs / (high.length - highs));
		// at the ends each probability lies on the same side of the share of HGG
		double low = logit - Arrays.stream(offset).max().orElseThrow();
		double up = logit - Arrays.stream(offset).min().orElseThrow();
		while (up - low > TOLERANCE) {
			double middle = (low + up) / 2;
			double sum = Arrays.stream(offset).map(x -> probability(middle + x)).sum();
			if (sum < highs) low = middle;
			else up = middle;
		}
		return (low + up) / 2;
	}

	/**
	 * @param x a value for each case
	 * @param high whether each case is HGG
	 * @return the slope of the regression through the origin
	 */
	static double slope(double[] x, boolean[] high) {
		return fit(x, high, false)[1];
	}

	/** Newton's method with halved steps, so that the likelihood never falls. */
	private static double[] fit(double[] x, boolean[] high, boolean intercept) {
		double[] b = { 0, 0 };
		double likelihood = likelihood(x, high, b);
		for (int step = 0; step < MAX_STEPS; step++) {
			double[] change = newton(x, high, b, intercept);
			double[] next = { b[0] + change[0], b[1] + change[1] };
			double better = likelihood(x, high, next);
			// near the maximum rounding decides which is higher
			for (int half = 0; half < 60 && !(better >= likelihood * (1 + TOLERANCE)); half++) {
				next[0] = (next[0] + b[0]) / 2;
				next[1] = (next[1] + b[1]) / 2;
				better = likelihood(x, high, next);
			}
			boolean done = Math.abs(next[0] - b[0]) <= TOLERANCE * (1 + Math.abs(b[0])) && Math.abs(next[1] - b[1]) <=
				TOLERANCE * (1 + Math.abs(b[1]));
			b = next;
			likelihood = better;
			if (done) break;
		}
		return b;
	}

	/** The step to the maximum of the parabola that touches the likelihood. */
	private static double[] newton(double[] x, boolean[] high, double[] b, boolean intercept) {
		double score0 = 0;
		double score1 = 0;
		double h00 = 0;
		double h01 = 0;
		double h11 = 0;
		for (int i = 0; i < x.length; i++) {
			double p = probability(b[0] + b[1] * x[i]);
			double rest = (high[i] ? 1 : 0) - p;
			double weight = p * (1 - p);
			score0 += rest;
			score1 += rest * x[i];
			h00 += weight;
			h01 += weight * x[i];
			h11 += weight * x[i] * x[i];
		}
		if (!intercept) return new double[] { 0, score1 / h11 };
		double determinant = h00 * h11 - h01 * h01;
		return new double[] { (h11 * score0 - h01 * score1) / determinant, (h00 * score1 - h01 * score0) / determinant };
	}

	private static double likelihood(double[] x, boolean[] high, double[] b) {
		double sum = 0;
		for (int i = 0; i < x.length; i++) {
			double logit = b[0] + b[1] * x[i];
			double toOwn = high[i] ? logit : -logit;
			sum -= toOwn > 0 ? Math.log1p(Math.exp(-toOwn)) : Math.log1p(Math.exp(toOwn)) - toOwn;
		}
		return sum;
	}

	static double probability(double logit) {
		return 1 / (1 + Math.exp(-logit));
	}
}
