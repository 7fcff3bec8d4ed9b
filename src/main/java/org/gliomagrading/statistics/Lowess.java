package org.gliomagrading.statistics;

/**
 * Locally weighted linear regression (Cleveland, J Am Stat Assoc 1979;74:829) without robust iterations, as
 * statsmodels' {@code lowess} with {@code frac=0.75, it=0} at given places: tricube weights over the nearest three
 * quarters of the points.
 */
final class Lowess {

	private static final double SHARE = 0.75;

	/** With fewer points of a weight above this no line is drawn. */
	private static final double MIN_WEIGHT = 1e-12;

	private Lowess() {
		// only static methods
	}

	/**
	 * @param x rising; at least two points
	 * @param y the value at each x
	 * @param places rising
	 * @return the smoothed value at each place; NaN where fewer than two points have a weight, as among many equal x
	 */
	static double[] at(double[] x, double[] y, double[] places) {
		int near = Math.min(x.length, Math.max(2, (int) (SHARE * x.length + 1e-10)));
		double[] smooth = new double[places.length];
		int first = 0;
		for (int i = 0; i < places.length; i++) {
			while (first + near < x.length && places[i] > (x[first] + x[first + near]) / 2)
				first++;
			smooth[i] = line(x, y, first, near, places[i]);
		}
		return smooth;
	}

	private static double line(double[] x, double[] y, int first, int near, double place) {
		double radius = Math.max(place - x[first], x[first + near - 1] - place);
		double[] weights = new double[near];
		double sum = 0;
		double meanX = 0;
		int weighted = 0;
		for (int j = 0; j < near; j++) {
			double distance = Math.abs(x[first + j] - place) / radius;
			double rest = 1 - distance * distance * distance;
			weights[j] = rest * rest * rest;
			if (weights[j] > MIN_WEIGHT) weighted++;
			sum += weights[j];
			meanX += weights[j] * x[first + j];
		}
		if (weighted < 2) return Double.NaN;
		meanX /= sum;
		double spread = 0;
		double product = 0;
		double meanY = 0;
		for (int j = 0; j < near; j++) {
			double deviation = x[first + j] - meanX;
			spread += weights[j] / sum * deviation * deviation;
			product += weights[j] / sum * deviation * y[first + j];
			meanY += weights[j] / sum * y[first + j];
		}
		return meanY + (place - meanX) * product / Math.max(spread, 1e-12);
	}
}
