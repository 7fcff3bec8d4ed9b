package org.gliomagrading.statistics;

import java.util.Arrays;

/** The values of one statistic over the draws of a bootstrap, and the intervals that can be had from them. */
public final class Draws {

	/** With a larger share of undefined draws there is no interval. */
	private static final double MAX_UNDEFINED = 0.05;

	/** Values that differ by less differ by rounding: a draw may add the same numbers in another order. */
	private static final double TIE = 1e-11;

	private final double[] rising;
	private final String problem;

	/**
	 * @param values one value a draw; NaN where the statistic is undefined
	 */
	public Draws(double[] values) {
		rising = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
		int undefined = values.length - rising.length;
		if (undefined > MAX_UNDEFINED * values.length) problem = "undefined in " + undefined + " of " + values.length +
			" draws";
		else problem = rising[rising.length - 1] - rising[0] < TIE ? "all draws agree" : "";
	}

	/**
	 * @return the 95% interval of the percentile bootstrap; empty if more than 5% of the draws are undefined, or all agree
	 */
	public Interval percentile() {
		if (!problem.isEmpty()) return Interval.empty(problem);
		double tail = (1 - Interval.LEVEL) / 2;
		return Interval.of(quantile(tail), quantile(1 - tail));
	}

	/**
	 * The bias-corrected and accelerated interval (Efron and Tibshirani 1993, chapter 14) of two samples, as SciPy's
	 * {@code bootstrap}: the acceleration from the jackknife over both.
	 *
	 * @param estimate the statistic of the samples themselves
	 * @param jackknife for each sample, the statistic with each of its cases left out
	 * @return the 95% interval; empty as {@link #percentile()} is, and where all draws lie on one side of the estimate or
	 *         the jackknife is undefined
	 */
	Interval bca(double estimate, double[]... jackknife) {
		if (!problem.isEmpty()) return Interval.empty(problem);
		double bias = Gaussian.quantile(shareBelow(estimate));
		if (Double.isInfinite(bias)) return Interval.empty("all draws lie on one side of the value");
		double acceleration = acceleration(jackknife);
		if (Double.isNaN(acceleration)) return Interval.empty("undefined without one of the patients");
		return Interval.of(quantile(level(-Gaussian.Z, bias, acceleration)), quantile(level(Gaussian.Z, bias,
			acceleration)));
	}

	/** The share of draws below a value, those equal to it counting one half. */
	private double shareBelow(double value) {
		long below = Arrays.stream(rising).filter(v -> v < value - TIE).count();
		long notAbove = Arrays.stream(rising).filter(v -> v <= value + TIE).count();
		return (below + notAbove) / (2.0 * rising.length);
	}

	private static double acceleration(double[][] jackknife) {
		double cubes = 0;
		double squares = 0;
		for (double[] values : jackknife) {
			double n = values.length;
			double mean = Arrays.stream(values).sum() / n;
			for (double value : values) {
				double influence = (n - 1) * (mean - value);
				cubes += influence * influence * influence / (n * n * n);
				squares += influence * influence / (n * n);
			}
		}
		return cubes / (6 * Math.pow(squares, 1.5));
	}

	private static double level(double z, double bias, double acceleration) {
		return Gaussian.below(bias + (bias + z) / (1 - acceleration * (bias + z)));
	}

	/** Linear between the ordered draws, NumPy's default. */
	private double quantile(double level) {
		double place = level * (rising.length - 1);
		int below = (int) Math.min(place, rising.length - 2.0);
		return rising[below] + (place - below) * (rising[below + 1] - rising[below]);
	}
}
