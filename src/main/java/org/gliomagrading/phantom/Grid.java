package org.gliomagrading.phantom;

/**
 * The voxels of a volume, stored LPS: index 0 runs to the patient's left, 1 to posterior, 2 to superior. The brain's
 * centre lies in the middle.
 *
 * @param nx voxels along the first axis
 * @param ny voxels along the second
 * @param nz voxels along the third
 * @param dx their spacing in mm
 * @param dy their spacing in mm
 * @param dz their spacing in mm
 */
record Grid(int nx, int ny, int nz, double dx, double dy, double dz) {

	int voxels() {
		return nx * ny * nz;
	}

	double volume() {
		return dx * dy * dz;
	}

	int index(int j, int k) {
		return (k * ny + j) * nx;
	}

	Row row(int j, int k) {
		return new Row(-dx * (nx - 1) / 2, dx, 0, nx, dy * (j - (ny - 1) / 2.0), dz * (k - (nz - 1) / 2.0));
	}

	/** Width over which one tissue turns into the next, in mm: a voxel's mean side, for partial volumes. */
	double edge() {
		return Math.max(1, StrictMath.cbrt(volume()));
	}

	/** Noise relative to that at 1 mm3: it falls with the square root of the volume, within limits that scanners keep too. */
	double noise() {
		return Math.max(0.25, Math.min(2, 1 / Math.sqrt(volume())));
	}

	long[] shape() {
		return new long[] { nx, ny, nz };
	}

	/** As BraTS has it: diag(-1, -1, 1) and the origin (0, 239, 0) for 240 x 240 x 155 voxels of 1 mm. */
	double[][] affine() {
		return new double[][] { { -dx, 0, 0, 0 }, { 0, -dy, 0, (ny - 1) * dy }, { 0, 0, dz, 0 }, { 0, 0, 0, 1 } };
	}
}
