package org.gliomagrading.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Net benefit over the probability at which one would treat (Vickers and Elkin, Med Decis Making 2006;26:565).
 *
 * @param prevalence the share of HGG; net benefits hold for it alone
 * @param model the model's net benefit, with its band
 */
public record DecisionCurve(double prevalence, Curve model) {

	private static final int STEPS = 100;

	/**
	 * @param sample cases, at least one, whose scores are probabilities
	 * @param bootstrap for the band; whole patients are drawn within each grade
	 * @return the curve at the hundredths between 0 and 1
	 */
	public static DecisionCurve of(Sample sample, Bootstrap bootstrap) {
		double[] thresholds = IntStream.range(1, STEPS).mapToDouble(i -> i / (double) STEPS).toArray();
		double[] values = netBenefit(sample, sample.once(), thresholds);
		double[][] draws = bootstrap.run(sample.patients(), weights -> netBenefit(sample, weights, thresholds));
		List<Curve.Point> points = new ArrayList<>();
		for (int i = 0; i < thresholds.length; i++)
			points.add(new Curve.Point(thresholds[i], values[i], new Draws(draws[i]).percentile()));
		return new DecisionCurve(sample.prevalence(), new Curve(points));
	}

	/** True positives minus false ones, each of these weighing as the odds of the threshold, over all cases. */
	private static double[] netBenefit(Sample sample, int[] weights, double[] thresholds) {
		double[] benefit = new double[thresholds.length];
		double tp = 0;
		double fp = 0;
		int next = 0;
		for (int t = thresholds.length - 1; t >= 0; t--) {
			for (; next < sample.size() && sample.scores()[next] >= thresholds[t]; next++) {
				int weight = weights[sample.patient()[next]];
				if (sample.high()[next]) tp += weight;
				else fp += weight;
			}
			benefit[t] = tp - fp * thresholds[t] / (1 - thresholds[t]);
		}
		double n = IntStream.of(sample.patient()).map(i -> weights[i]).sum();
		for (int t = 0; t < benefit.length; t++)
			benefit[t] /= n;
		return benefit;
	}

	/**
	 * @param threshold a probability, below 1
	 * @return the net benefit of treating all; that of treating none is 0
	 */
	public double treatAll(double threshold) {
		return prevalence - (1 - prevalence) * threshold / (1 - threshold);
	}
}
