package org.gliomagrading.nifti;

import java.util.Arrays;

/**
 * The three ways in which a NIfTI header places voxels in the world, as 4 x 4 affines; methods 1 to 3 of
 * {@code nifti1.h}.
 */
final class Transforms {

	/** Largest shear that still counts as rounding, when an affine shall be written as a quaternion too. */
	private static final double SHEAR_TOLERANCE = 1e-5;

	private Transforms() {
		// only static methods
	}

	/** A rotation and the sign of the third axis, as the qform stores them. */
	record Quaternion(double b, double c, double d, double qfac) {
	}

	/**
	 * Method 1, as nibabel does it: x grows to the left, and the world's origin is at the grid's centre.
	 */
	static double[][] ofSpacing(long[] shape, double[] spacing) {
		double[][] affine = identity();
		for (int i = 0; i < Math.min(3, shape.length); i++) {
			affine[i][i] = i == 0 ? -spacing[i] : spacing[i];
			affine[i][3] = -affine[i][i] * (shape[i] - 1) / 2.0;
		}
		return affine;
	}

	/**
	 * Method 2. Where 1 - b^2 - c^2 - d^2 is below the tolerance, it counts as 0.
	 *
	 * @throws IllegalArgumentException if the quaternion is longer than 1
	 */
	static double[][] ofQuaternion(Quaternion q, double[] spacing, double[] offset, double tolerance) {
		double b = q.b, c = q.c, d = q.d;
		double a2 = 1 - (b * b + c * c + d * d);
		boolean halfTurn = Math.abs(a2) < tolerance;
		if (!halfTurn && !(a2 > 0)) throw new IllegalArgumentException("quaternion longer than 1");
		double a = halfTurn ? 0 : Math.sqrt(a2);
		double s = 2 / (a * a + b * b + c * c + d * d);
		double[][] rotation = { //
			{ 1 - s * (c * c + d * d), s * (b * c - a * d), s * (b * d + a * c) }, //
			{ s * (b * c + a * d), 1 - s * (b * b + d * d), s * (c * d - a * b) }, //
			{ s * (b * d - a * c), s * (c * d + a * b), 1 - s * (b * b + c * c) } };
		double[] zooms = { spacing[0], spacing[1], spacing[2] * q.qfac };
		double[][] affine = identity();
		for (int i = 0; i < 3; i++) {
			for (int j = 0; j < 3; j++)
				affine[i][j] = rotation[i][j] * zooms[j];
			affine[i][3] = offset[i];
		}
		return affine;
	}

	/**
	 * The rotation of an affine, or null if it has shears or an axis of length 0, which a quaternion cannot express.
	 */
	static Quaternion toQuaternion(double[][] affine) {
		double[] zooms = zooms(affine);
		double[][] r = new double[3][3];
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				r[i][j] = affine[i][j] / zooms[j];
		if (!isOrthogonal(r)) return null;
		double qfac = determinant(r) > 0 ? 1 : -1;
		for (int i = 0; i < 3; i++)
			r[i][2] *= qfac;
		return quaternion(r, qfac);
	}

	/** Lengths of the voxel axes in the world. */
	static double[] zooms(double[][] affine) {
		double[] zooms = new double[3];
		for (int j = 0; j < 3; j++)
			zooms[j] = Math.sqrt(affine[0][j] * affine[0][j] + affine[1][j] * affine[1][j] + affine[2][j] * affine[2][j]);
		return zooms;
	}

	static double[][] copy(double[][] affine) {
		return Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
	}

	private static double[][] identity() {
		return new double[][] { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
	}

	private static boolean isOrthogonal(double[][] r) {
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++) {
				double dot = r[0][i] * r[0][j] + r[1][i] * r[1][j] + r[2][i] * r[2][j];
				if (!(Math.abs(dot - (i == j ? 1 : 0)) < SHEAR_TOLERANCE)) return false;
			}
		return true;
	}

	private static double determinant(double[][] r) {
		return r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) - r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
			r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
	}

	/**
	 * The quaternion of a rotation with a >= 0: its squares are the four combinations of the diagonal, and the largest of
	 * them gives the others without cancellation (S. W. Shepperd, 1978, J. Guidance and Control 1:223).
	 */
	private static Quaternion quaternion(double[][] r, double qfac) {
		double trace = r[0][0] + r[1][1] + r[2][2];
		double[] squares = { trace, r[0][0], r[1][1], r[2][2] };
		int largest = 0;
		for (int i = 1; i < 4; i++)
			if (squares[i] > squares[largest]) largest = i;
		double u = r[2][1] - r[1][2], v = r[0][2] - r[2][0], w = r[1][0] - r[0][1];
		double x = r[1][0] + r[0][1], y = r[0][2] + r[2][0], z = r[2][1] + r[1][2];
		double own = 1 + 2 * squares[largest] - trace;
		double[] q = switch (largest) {
			case 0 -> new double[] { 1 + trace, u, v, w };
			case 1 -> new double[] { u, own, x, y };
			case 2 -> new double[] { v, x, own, z };
			default -> new double[] { w, y, z, own };
		};
		double length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
		double scale = (q[0] < 0 ? -1 : 1) / length;
		return new Quaternion(q[1] * scale, q[2] * scale, q[3] * scale, qfac);
	}
}
