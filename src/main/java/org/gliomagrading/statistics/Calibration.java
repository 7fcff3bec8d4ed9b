package org.gliomagrading.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far probabilities can be taken at their word.
 *
 * @param error expected calibration error: over 10 bins of equal width, the mean distance of the share of HGG from the
 *          mean probability, each bin weighing as its cases
 * @param slope of the logistic regression of the grade on logit(p), 1 where p is right; NaN where there is no finite
 *           one
 * @param intercept the same regression's intercept, 0 where p is right
 * @param inTheLarge the intercept where the slope is fixed at 1: above 0 where p is too low throughout; NaN with one
 *          grade alone
 * @param reason why slope and intercept are empty; empty where they are not
 */
public record Calibration(double error, double slope, double intercept, double inTheLarge, String reason) {

	/** The number of bins of equal width. */
	static final int BINS = 10;

	/**
	 * One bin of probabilities above {@code from} (the first: from 0) and up to {@code to}.
	 *
	 * @param from where it begins
	 * @param to where it ends
	 * @param n its number of cases, at least 1
	 * @param high how many of them are HGG
	 * @param meanP their mean probability
	 */
	public record Bin(double from, double to, int n, int high, double meanP) {

		/** @return the share of HGG */
		public double observed() {
			return (double) high / n;
		}
	}

	/**
	 * @param p the probability of each case, 0 to 1
	 * @param high whether it is HGG
	 * @return the calibration; all NaN without cases
	 */
	public static Calibration of(double[] p, boolean[] high) {
		double error = p.length == 0 ? Double.NaN : bins(p, high).stream().mapToDouble(bin -> bin.n * Math.abs(bin
			.observed() - bin.meanP)).sum() / p.length;
		double[] logits = Logits.of(p);
		double[] highs = select(logits, high, true);
		double[] lows = select(logits, high, false);
		if (highs.length == 0 || lows.length == 0) return new Calibration(error, Double.NaN, Double.NaN, Double.NaN,
			"only one grade");
		double inTheLarge = LogisticRegression.intercept(logits, high);
		if (separated(highs, lows) || separated(lows, highs)) return new Calibration(error, Double.NaN, Double.NaN,
			inTheLarge, "the grades are separated");
		double[] line = LogisticRegression.line(logits, high);
		return new Calibration(error, line[1], line[0], inTheLarge, "");
	}

	/** No value of the upper grade lies below one of the lower: the slope would be infinite, or is not determined. */
	private static boolean separated(double[] upper, double[] lower) {
		return Arrays.stream(lower).max().orElseThrow() <= Arrays.stream(upper).min().orElseThrow();
	}

	private static double[] select(double[] values, boolean[] high, boolean grade) {
		int[] i = { 0 };
		return Arrays.stream(values).filter(v -> high[i[0]++] == grade).toArray();
	}

	/**
	 * @param p the probability of each case, 0 to 1
	 * @param high whether it is HGG
	 * @return the bins that hold cases, rising
	 */
	public static List<Bin> bins(double[] p, boolean[] high) {
		int[] n = new int[BINS];
		int[] highs = new int[BINS];
		double[] sums = new double[BINS];
		double width = 1.0 / BINS;
		for (int i = 0; i < p.length; i++) {
			int bin = 0;
			while (bin + 1 < BINS && p[i] > (bin + 1) * width)
				bin++;
			n[bin]++;
			if (high[i]) highs[bin]++;
			sums[bin] += p[i];
		}
		List<Bin> bins = new ArrayList<>();
		for (int bin = 0; bin < BINS; bin++)
			if (n[bin] > 0) bins.add(new Bin(bin / (double) BINS, (bin + 1) / (double) BINS, n[bin], highs[bin], sums[bin] /
				n[bin]));
		return bins;
	}

	/**
	 * @param sample cases, whose scores are probabilities
	 * @return the bins that hold cases, rising
	 */
	public static List<Bin> bins(Sample sample) {
		return bins(sample.scores(), sample.high());
	}

	/**
	 * @param sample a sample
	 * @return its calibration; all NaN where its scores are no probabilities
	 */
	public static Calibration of(Sample sample) {
		if (!sample.probability()) return new Calibration(Double.NaN, Double.NaN, Double.NaN, Double.NaN,
			"the results are no probabilities");
		return of(sample.scores(), sample.high());
	}
}
