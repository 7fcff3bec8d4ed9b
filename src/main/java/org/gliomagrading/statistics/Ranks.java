package org.gliomagrading.statistics;

import java.util.Arrays;

/**
 * Ranks from 1, equal values sharing the mean of their places.
 *
 * @param ranks the rank of each value
 * @param ties the sum of t³ - t over the groups of t equal values
 */
record Ranks(double[] ranks, double ties) {

	static Ranks of(double[] values) {
		Integer[] order = new Integer[values.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
		double[] ranks = new double[values.length];
		double ties = 0;
		for (int first = 0; first < values.length;) {
			int next = first;
			while (next < values.length && values[order[next]] == values[order[first]])
				next++;
			for (int i = first; i < next; i++)
				ranks[order[i]] = (first + 1 + next) / 2.0;
			double tied = next - first;
			ties += tied * tied * tied - tied;
			first = next;
		}
		return new Ranks(ranks, ties);
	}
}
