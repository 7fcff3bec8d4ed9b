package org.gliomagrading.statistics;

import java.util.Arrays;

/** Holm's adjustment of p values for a family of tests (Scand J Stat 1979;6:65). */
public final class Holm {

	private Holm() {
		// only static methods
	}

	/**
	 * @param p the p values of the family, each 0 to 1
	 * @return the adjusted p values, in the same order
	 */
	public static double[] adjust(double[] p) {
		Integer[] order = new Integer[p.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (i, j) -> Double.compare(p[i], p[j]));
		double[] adjusted = new double[p.length];
		double largest = 0;
		for (int place = 0; place < p.length; place++) {
			largest = Math.max(largest, Math.min(1, (p.length - place) * p[order[place]]));
			adjusted[order[place]] = largest;
		}
		return adjusted;
	}
}
