package org.gliomagrading.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The receiver operating characteristic: recall against the share of false alarms over all thresholds. */
public final class RocCurve {

	/**
	 * A point of the curve.
	 *
	 * @param falseAlarms share of the LGG cases that are called HGG
	 * @param recall share of the HGG cases that are called HGG
	 */
	public record Point(double falseAlarms, double recall) {
	}

	private RocCurve() {
		// only static methods
	}

	/**
	 * The curve's points, one for each distinct score as threshold, after that of calling nobody HGG.
	 *
	 * @param high the scores of the HGG cases, at least one
	 * @param low the scores of the LGG cases, at least one
	 * @return from (0, 0) to (1, 1)
	 */
	public static List<Point> points(double[] high, double[] low) {
		double[] ofHigh = high.clone();
		double[] ofLow = low.clone();
		Arrays.sort(ofHigh);
		Arrays.sort(ofLow);
		List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
		int recalled = 0;
		int falseAlarms = 0;
		while (recalled < high.length || falseAlarms < low.length) {
			double threshold = Math.max(recalled < high.length ? ofHigh[high.length - 1 - recalled] : Double.NEGATIVE_INFINITY,
				falseAlarms < low.length ? ofLow[low.length - 1 - falseAlarms] : Double.NEGATIVE_INFINITY);
			while (recalled < high.length && ofHigh[high.length - 1 - recalled] == threshold)
				recalled++;
			while (falseAlarms < low.length && ofLow[low.length - 1 - falseAlarms] == threshold)
				falseAlarms++;
			points.add(new Point((double) falseAlarms / low.length, (double) recalled / high.length));
		}
		return points;
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
