package org.gliomagrading.volume;

/** The polar decomposition of an affine's 3 x 3 part: its nearest orthogonal matrix. */
final class Polar {

	private static final int N = 3;
	private static final int MAX_STEPS = 100;

	/** Below this determinant, unit columns lie in one plane as far as double precision can tell. */
	private static final double SINGULAR = 1e-14;

	private Polar() {
		// only static methods
	}

	/**
	 * The orthogonal matrix nearest to the affine's axes once these are scaled to length 1, by Newton's iteration X = (X +
	 * inverse transpose of X) / 2 (N. J. Higham, 1986, SIAM J. Sci. Stat. Comput. 7:1160).
	 *
	 * @throws IllegalArgumentException if the axes do not span space
	 */
	static double[][] rotation(double[][] affine) {
		double[][] x = unitColumns(affine);
		if (!(Math.abs(determinant(x)) > SINGULAR)) throw new IllegalArgumentException(
			"the affine does not give the directions of three axes");
		double change = 1;
		for (int step = 0; change > 1e-15 && step < MAX_STEPS; step++) {
			double[][] inverse = inverseTranspose(x);
			double scale = step < MAX_STEPS / 2 ? Math.cbrt(1 / Math.abs(determinant(x))) : 1;
			change = 0;
			for (int i = 0; i < N; i++)
				for (int j = 0; j < N; j++) {
					double next = (x[i][j] * scale + inverse[i][j] / scale) / 2;
					change = Math.max(change, Math.abs(next - x[i][j]));
					x[i][j] = next;
				}
		}
		return x;
	}

	private static double[][] unitColumns(double[][] affine) {
		double[][] unit = new double[N][N];
		for (int j = 0; j < N; j++) {
			double length = Math.hypot(Math.hypot(affine[0][j], affine[1][j]), affine[2][j]);
			for (int i = 0; i < N; i++)
				unit[i][j] = affine[i][j] / length;
		}
		return unit;
	}

	/** The cofactor matrix over the determinant. */
	private static double[][] inverseTranspose(double[][] m) {
		double determinant = determinant(m);
		double[][] inverse = new double[N][N];
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++)
				inverse[i][j] = cofactor(m, i, j) / determinant;
		return inverse;
	}

	private static double determinant(double[][] m) {
		return m[0][0] * cofactor(m, 0, 0) + m[0][1] * cofactor(m, 0, 1) + m[0][2] * cofactor(m, 0, 2);
	}

	/** By cyclic indices, which carry the sign. */
	private static double cofactor(double[][] m, int row, int column) {
		int r1 = (row + 1) % N, r2 = (row + 2) % N, c1 = (column + 1) % N, c2 = (column + 2) % N;
		return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
	}
}
