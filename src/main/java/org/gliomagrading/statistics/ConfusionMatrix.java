package org.gliomagrading.statistics;

/**
 * How often which grade was called; HGG is positive. A metric that is 0/0 is NaN.
 *
 * @param tp true positives: HGG, called HGG
 * @param fp false positives: LGG, called HGG
 * @param fn false negatives: HGG, called LGG
 * @param tn true negatives: LGG, called LGG
 */
public record ConfusionMatrix(int tp, int fp, int fn, int tn) {

	/** Checks the counts. */
	public ConfusionMatrix {
		if (tp < 0 || fp < 0 || fn < 0 || tn < 0) throw new IllegalArgumentException("Negative count");
	}

	/** @return the number of cases */
	public int n() {
		return tp + fp + fn + tn;
	}

	/** @return the share of cases that were called rightly, 0 to 1 */
	public double accuracy() {
		return ratio(tp + tn, n());
	}

	/** @return the share of HGG among those called HGG (positive predictive value), 0 to 1 */
	public double precision() {
		return ratio(tp, tp + fp);
	}

	/** @return the share of the HGG that was called HGG (sensitivity), 0 to 1 */
	public double recall() {
		return ratio(tp, tp + fn);
	}

	/** @return the share of the LGG that was called LGG, 0 to 1 */
	public double specificity() {
		return ratio(tn, tn + fp);
	}

	/** @return the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN), 0 to 1 */
	public double f1() {
		return ratio(2.0 * tp, 2.0 * tp + fp + fn);
	}

	/** @return the mean of recall and specificity, 0 to 1 */
	public double balancedAccuracy() {
		return (recall() + specificity()) / 2;
	}

	/** @return Matthews' correlation coefficient of the grades and the calls, -1 to 1 */
	public double mcc() {
		double product = ((double) tp + fp) * ((double) tp + fn) * ((double) tn + fp) * ((double) tn + fn);
		return ratio((double) tp * tn - (double) fp * fn, Math.sqrt(product));
	}

	private static double ratio(double part, double whole) {
		return part / whole; // 0.0 / 0.0 is NaN
	}
}
