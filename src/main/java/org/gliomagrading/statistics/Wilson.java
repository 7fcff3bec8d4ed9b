package org.gliomagrading.statistics;

/** Wilson's score interval of a proportion (J Am Stat Assoc 1927;22:209), without continuity correction. */
public final class Wilson {

	private Wilson() {
		// only static methods
	}

	/**
	 * @param successes the number of cases with the property, 0 to n
	 * @param n the number of cases; the interval of none is empty
	 * @return the 95% interval of the proportion
	 */
	public static Interval of(int successes, int n) {
		if (successes < 0 || successes > n) throw new IllegalArgumentException(successes + " of " + n);
		if (n == 0) return Interval.empty("no case");
		double z2 = Gaussian.Z * Gaussian.Z;
		double centre = successes + z2 / 2;
		double half = Gaussian.Z * Math.sqrt((double) successes * (n - successes) / n + z2 / 4);
		// exactly 0 and 1 at the ends, where the two terms cancel
		double low = successes == 0 ? 0 : (centre - half) / (n + z2);
		double high = successes == n ? 1 : (centre + half) / (n + z2);
		return Interval.of(low, high);
	}
}
