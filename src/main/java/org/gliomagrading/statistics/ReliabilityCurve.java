package org.gliomagrading.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The smoothed share of HGG against the probability: the diagonal where the probabilities are right. */
public final class ReliabilityCurve {

	private static final int STEPS = 50;

	private ReliabilityCurve() {
		// only static methods
	}

	/**
	 * Lowess at every 0.02 within the range of the probabilities.
	 *
	 * @param sample cases, whose scores are probabilities
	 * @param bootstrap for the band; whole patients are drawn within each grade
	 * @return the curve, smoothed values as they come, also beyond 0 and 1; without points where there are fewer than two
	 *         cases
	 */
	public static Curve of(Sample sample, Bootstrap bootstrap) {
		if (sample.size() < 2) return new Curve(List.of());
		double[] scores = sample.scores();
		double[] places = IntStream.rangeClosed(0, STEPS).mapToDouble(i -> i / (double) STEPS).filter(
			p -> p >= scores[scores.length - 1] && p <= scores[0]).toArray();
		double[] curve = smooth(sample, sample.once(), places);
		double[][] draws = bootstrap.run(sample.patients(), weights -> smooth(sample, weights, places));
		List<Curve.Point> points = new ArrayList<>();
		for (int i = 0; i < places.length; i++)
			points.add(new Curve.Point(places[i], curve[i], Double.isNaN(curve[i]) ? Interval.empty("no value") : new Draws(
				draws[i]).percentile()));
		return new Curve(points);
	}

	private static double[] smooth(Sample sample, int[] weights, double[] places) {
		int[] patient = sample.patient();
		int n = IntStream.of(patient).map(i -> weights[i]).sum();
		double[] x = new double[n];
		double[] y = new double[n];
		int next = 0;
		for (int i = sample.size() - 1; i >= 0; i--)
			for (int k = 0; k < weights[patient[i]]; k++) {
				x[next] = sample.scores()[i];
				y[next++] = sample.high()[i] ? 1 : 0;
			}
		return Lowess.at(x, y, places);
	}
}
