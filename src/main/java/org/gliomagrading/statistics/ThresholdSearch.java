package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What a threshold is chosen for, on validation. */
public enum ThresholdSearch {
		/** The highest F1. */
		F1(ConfusionMatrix::f1),
		/** The highest sum of recall and specificity, which is Youden's J plus 1 (Cancer 1950;3:32). */
		YOUDEN(c -> (double) c.tp() * (c.tn() + c.fp()) + (double) c.tn() * (c.tp() + c.fn())); // exact, so that ties are

	private static final double USUAL = 0.5;

	private final ToDoubleFunction<ConfusionMatrix> criterion;

	ThresholdSearch(ToDoubleFunction<ConfusionMatrix> criterion) {
		this.criterion = criterion;
	}

	/**
	 * Tries 0.5 and the middle between each two neighbouring distinct scores.
	 *
	 * @param high the scores of the HGG cases, 0 to 1
	 * @param low the scores of the LGG cases, 0 to 1
	 * @return the best threshold, of equal ones that nearest to 0.5, of two as near the lower; NaN where a grade has no
	 *         case
	 */
	public double best(double[] high, double[] low) {
		if (high.length == 0 || low.length == 0) return Double.NaN;
		double[] highs = sorted(high);
		double[] lows = sorted(low);
		double best = USUAL;
		double value = value(highs, lows, USUAL);
		double[] all = new double[high.length + low.length];
		System.arraycopy(high, 0, all, 0, high.length);
		System.arraycopy(low, 0, all, high.length, low.length);
		double[] distinct = Arrays.stream(all).sorted().distinct().toArray();
		for (int i = 1; i < distinct.length; i++) {
			double candidate = middle(distinct[i - 1], distinct[i]);
			double found = value(highs, lows, candidate);
			if (found > value || found == value && Math.abs(candidate - USUAL) < Math.abs(best - USUAL)) {
				best = candidate;
				value = found;
			}
		}
		return best;
	}

	/** Between neighbouring numbers the middle may round to the lower, which must stay below the threshold. */
	private static double middle(double lower, double upper) {
		double middle = (lower + upper) / 2;
		return middle > lower ? middle : upper;
	}

	private double value(double[] highs, double[] lows, double threshold) {
		int fn = below(highs, threshold);
		int tn = below(lows, threshold);
		return criterion.applyAsDouble(new ConfusionMatrix(highs.length - fn, lows.length - tn, fn, tn));
	}

	private static int below(double[] rising, double threshold) {
		int place = Arrays.binarySearch(rising, threshold);
		if (place < 0) return -place - 1;
		while (place > 0 && rising[place - 1] == threshold)
			place--;
		return place;
	}

	private static double[] sorted(double[] scores) {
		double[] sorted = scores.clone();
		Arrays.sort(sorted);
		return sorted;
	}
}
