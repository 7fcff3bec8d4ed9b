package org.gliomagrading.statistics;

import java.util.Arrays;

/**
 * The areas under two ROC curves of the same patients compared (DeLong, DeLong and Clarke-Pearson, Biometrics
 * 1988;44:837).
 *
 * @param difference the first area minus the second; NaN where there is none
 * @param interval its 95% interval, from the standard error
 * @param test the two-sided test that it is 0; its statistic is standard normal
 */
public record DeLong(double difference, Interval interval, TestResult test) {

	/** Of two models that order the patients alike, only rounding is left. */
	private static final double ROUNDING = 1e-10;

	/** What each patient adds to the area: the share of patients of the other grade that it is ranked rightly against. */
	private record Placements(double[] high, double[] low) {

		static Placements of(double[] high, double[] low) {
			double[] fromHigh = shares(high, low);
			double[] fromLow = shares(low, high);
			return new Placements(fromHigh, Arrays.stream(fromLow).map(share -> 1 - share).toArray());
		}

		private static double[] shares(double[] scores, double[] others) {
			double[] rising = others.clone();
			Arrays.sort(rising);
			return Arrays.stream(scores).map(score -> (places(rising, score, false) + places(rising, score, true)) /
				(2.0 * rising.length)).toArray();
		}

		/** The number of values below a score, or not above it. */
		private static int places(double[] rising, double score, boolean equal) {
			int low = 0;
			int high = rising.length;
			while (low < high) {
				int middle = (low + high) >>> 1;
				if (rising[middle] < score || equal && rising[middle] == score) low = middle + 1;
				else high = middle;
			}
			return low;
		}

		double area() {
			return Arrays.stream(high).average().orElse(Double.NaN);
		}
	}

	/**
	 * @param highFirst the first's scores of the HGG patients
	 * @param lowFirst the first's scores of the LGG patients
	 * @param highSecond the second's scores of the same HGG patients, in the same order
	 * @param lowSecond the second's scores of the same LGG patients, in the same order
	 * @return the comparison; p is 1 where both order the patients alike; without interval and p where a grade has fewer
	 *         than two patients, or a difference does not vary
	 */
	public static DeLong of(double[] highFirst, double[] lowFirst, double[] highSecond, double[] lowSecond) {
		if (highFirst.length < 2 || lowFirst.length < 2) return impossible(highFirst.length == 0 || lowFirst.length == 0
			? Double.NaN : RocCurve.auc(highFirst, lowFirst) - RocCurve.auc(highSecond, lowSecond),
			"fewer than two patients of a grade");
		Placements first = Placements.of(highFirst, lowFirst);
		Placements second = Placements.of(highSecond, lowSecond);
		double difference = first.area() - second.area();
		double variance = variance(first.high, second.high) + variance(first.low, second.low);
		if (variance < ROUNDING * ROUNDING) return Math.abs(difference) > ROUNDING ? impossible(difference,
			"the difference does not vary") : new DeLong(0, Interval.of(0, 0), TestResult.of(0, 1));
		double error = Math.sqrt(variance);
		double z = difference / error;
		return new DeLong(difference, Interval.of(difference - Gaussian.Z * error, difference + Gaussian.Z * error),
			TestResult.of(z, Gaussian.twoSided(z)));
	}

	private static DeLong impossible(double difference, String reason) {
		return new DeLong(difference, Interval.empty(reason), TestResult.impossible(reason));
	}

	/** The variance of the mean of the differences. */
	private static double variance(double[] first, double[] second) {
		int n = first.length;
		double[] differences = new double[n];
		for (int i = 0; i < n; i++)
			differences[i] = first[i] - second[i];
		double mean = Arrays.stream(differences).sum() / n;
		return Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (n - 1) / n;
	}
}
