package org.gliomagrading.statistics;

/**
 * Newcombe's method 5 for the area under the ROC curve (Stat Med 2006;25:559): a limit is the area t from which the
 * estimate is 1.96 standard errors away, with the variance t (1 - t) (1 + k (1 - t) / (2 - t) + k t / (1 + t)) / (m n)
 * at t itself, k = (m + n) / 2 - 1.
 */
final class NewcombeAuc {

	private NewcombeAuc() {
		// only static methods
	}

	/** The 95% interval of an area 0 to 1 that was estimated from m HGG and n LGG cases, at least one of each. */
	static Interval of(double auc, int m, int n) {
		return Interval.of(auc == 0 ? 0 : limit(auc, 0, m, n), auc == 1 ? 1 : limit(auc, 1, m, n));
	}

	/** Halves the range until no number lies between: at the end the estimate is too far away, at itself it is not. */
	private static double limit(double auc, double end, int m, int n) {
		double outside = end;
		double inside = auc;
		while (true) {
			double middle = (outside + inside) / 2;
			if (middle == outside || middle == inside) return middle;
			if (Math.abs(auc - middle) > Gaussian.Z * Math.sqrt(variance(middle, m, n))) outside = middle;
			else inside = middle;
		}
	}

	private static double variance(double t, int m, int n) {
		double k = (m + n) / 2.0 - 1;
		return t * (1 - t) * (1 + k * (1 - t) / (2 - t) + k * t / (1 + t)) / ((double) m * n);
	}
}
