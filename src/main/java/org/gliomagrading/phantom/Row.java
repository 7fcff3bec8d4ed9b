package org.gliomagrading.phantom;

/**
 * A row of voxel centres along x. Coordinates are in mm from the brain's centre: x to the patient's left, y to
 * posterior, z to superior.
 *
 * @param x0 the x coordinate of voxel 0
 * @param dx the spacing along x
 * @param from the first voxel that is meant
 * @param to the voxel after the last that is meant
 * @param y the row's y coordinate
 * @param z the row's z coordinate
 */
record Row(double x0, double dx, int from, int to, double y, double z) {

	double x(int i) {
		return x0 + i * dx;
	}

	/** @return the part of this row that lies between two x coordinates; maybe none */
	Row within(double low, double high) {
		int first = Math.max(from, (int) Math.ceil((low - x0) / dx));
		int end = Math.min(to, (int) Math.floor((high - x0) / dx) + 1);
		return new Row(x0, dx, first, Math.max(first, end), y, z);
	}

	boolean isEmpty() {
		return from >= to;
	}
}
