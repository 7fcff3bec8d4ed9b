package org.gliomagrading.published;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All confusion matrices that print given metrics, whatever the size of the test set: cells may be any numbers from 0,
 * as only their proportions count. They make a cone, spanned by the edges at which three of its planes meet; a ratio of
 * two sums of cells is greatest and least on edges. All in whole numbers, without rounding.
 */
final class MatrixCone {

	private static final List<Counts> NOT_NEGATIVE = List.of(new Counts(1, 0, 0, 0), new Counts(0, 1, 0, 0), new Counts(0,
		0, 1, 0), new Counts(0, 0, 0, 1));

	private final List<BigInteger[]> edges = new ArrayList<>();

	/**
	 * @param bounds what the matrices must fulfil
	 */
	MatrixCone(List<Bound> bounds) {
		List<BigInteger[]> planes = new ArrayList<>();
		NOT_NEGATIVE.forEach(counts -> planes.add(exact(counts)));
		bounds.stream().filter(bound -> bound.least() == 0).forEach(bound -> planes.add(exact(bound.counts())));
		for (int i = 0; i < planes.size(); i++)
			for (int j = i + 1; j < planes.size(); j++)
				for (int k = j + 1; k < planes.size(); k++)
					addEdge(planes, meeting(planes.get(i), planes.get(j), planes.get(k)));
		// between the edges every sum that is above 0 on one of them is above 0
		boolean defined = bounds.stream().filter(bound -> bound.least() > 0).allMatch(bound -> edges.stream().anyMatch(
			edge -> sum(exact(bound.counts()), edge).signum() > 0));
		if (!defined) edges.clear();
	}

	/** @return whether there is no such matrix */
	boolean isEmpty() {
		return edges.isEmpty();
	}

	/**
	 * @param part a sum of cells, with weights from 0
	 * @param whole another
	 * @return the values that their ratio has where it is defined
	 */
	Range range(Counts part, Counts whole) {
		double low = Double.POSITIVE_INFINITY;
		double high = Double.NEGATIVE_INFINITY;
		boolean defined = false;
		for (BigInteger[] edge : edges) {
			double over = sum(exact(whole), edge).doubleValue();
			double ratio = sum(exact(part), edge).doubleValue() / over;
			if (Double.isNaN(ratio)) continue; // 0/0: the edge adds nothing to either
			defined |= over > 0;
			low = Math.min(low, ratio);
			high = Math.max(high, ratio);
		}
		return defined ? new Range(low, high) : Range.NONE;
	}

	private void addEdge(List<BigInteger[]> planes, BigInteger[] edge) {
		if (inside(planes, edge)) edges.add(edge);
		BigInteger[] opposite = edge.clone();
		for (int i = 0; i < edge.length; i++)
			opposite[i] = edge[i].negate();
		if (inside(planes, opposite)) edges.add(opposite);
	}

	private static boolean inside(List<BigInteger[]> planes, BigInteger[] edge) {
		for (BigInteger[] plane : planes)
			if (sum(plane, edge).signum() < 0) return false;
		for (BigInteger cell : edge)
			if (cell.signum() != 0) return true;
		return false;
	}

	/** The direction that lies in three planes: the minors of their weights, with alternating signs. */
	private static BigInteger[] meeting(BigInteger[] a, BigInteger[] b, BigInteger[] c) {
		BigInteger[] edge = new BigInteger[4];
		for (int left = 0; left < 4; left++) {
			int x = left == 0 ? 1 : 0;
			int y = left <= 1 ? 2 : 1;
			int z = left == 3 ? 2 : 3;
			BigInteger minor = a[x].multiply(cross(b, c, y, z)).subtract(a[y].multiply(cross(b, c, x, z))).add(a[z].multiply(
				cross(b, c, x, y)));
			edge[left] = left % 2 == 0 ? minor : minor.negate();
		}
		return edge;
	}

	private static BigInteger cross(BigInteger[] b, BigInteger[] c, int i, int j) {
		return b[i].multiply(c[j]).subtract(b[j].multiply(c[i]));
	}

	private static BigInteger sum(BigInteger[] weights, BigInteger[] cells) {
		BigInteger sum = BigInteger.ZERO;
		for (int i = 0; i < weights.length; i++)
			sum = sum.add(weights[i].multiply(cells[i]));
		return sum;
	}

	private static BigInteger[] exact(Counts counts) {
		long[] weights = counts.weights();
		BigInteger[] exact = new BigInteger[weights.length];
		for (int i = 0; i < weights.length; i++)
			exact[i] = BigInteger.valueOf(weights[i]);
		return exact;
	}
}
