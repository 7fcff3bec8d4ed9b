package org.gliomagrading.statistics;

import java.util.Arrays;

/** The receiver operating characteristic: recall against the share of false alarms over all thresholds. */
public final class RocCurve {

	private RocCurve() {
		// only static methods
	}

	/**
	 * The area under the curve, as the Mann-Whitney statistic: the share of pairs of an HGG and an LGG case in which the
	 * HGG case has the higher score, ties counting one half.
	 *
	 * @param high the scores of the HGG cases
	 * @param low the scores of the LGG cases
	 * @return the area, 0 to 1; NaN where a grade has no case
	 */
	public static double auc(double[] high, double[] low) {
		double[] sorted = low.clone();
		Arrays.sort(sorted);
		double[] rising = high.clone();
		Arrays.sort(rising);
		double wins = 0;
		int below = 0;
		int notAbove = 0;
		for (double score : rising) {
			while (below < sorted.length && sorted[below] < score)
				below++;
			while (notAbove < sorted.length && sorted[notAbove] <= score)
				notAbove++;
			wins += (below + notAbove) / 2.0;
		}
		return wins / ((double) high.length * low.length);
	}
}
