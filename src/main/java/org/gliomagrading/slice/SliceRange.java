package org.gliomagrading.slice;

/**
 * The axial slices of a patient that are used, both ends included.
 *
 * @param first 0-based index of the lowest slice along the stored axial axis
 * @param last 0-based index of the highest slice
 */
public record SliceRange(int first, int last) {

	/** Checks the order. */
	public SliceRange {
		if (first < 0 || last < first) throw new IllegalArgumentException("No slice range: " + first + " to " + last);
	}

	/** @return the number of slices */
	public int count() {
		return last - first + 1;
	}
}
