package org.gliomagrading.phantom;

import java.nio.file.Path;
import java.util.Arrays;

import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.io.InputException;
import org.scijava.util.VersionUtils;

/**
 * The cohort to make.
 *
 * @param output the folder for the patients' folders and {@code name_mapping.csv}
 * @param high number of high-grade patients
 * @param low number of low-grade patients
 * @param seed the same seed gives the same cohort
 * @param size voxels along the three axes, BraTS: 240 x 240 x 155
 * @param spacing their spacing in mm, BraTS: 1 x 1 x 1
 */
public record PhantomPlan(Path output, int high, int low, long seed, int[] size, double[] spacing) {

	/** Most patients of a cohort. */
	public static final int MAX_PATIENTS = 10_000;

	/** Finest and coarsest spacing in mm. */
	public static final double MIN_SPACING = 0.5;
	public static final double MAX_SPACING = 6;

	/** Most voxels of a volume. */
	public static final int MAX_VOXELS = 1 << 25;

	/** What the largest brain needs along each axis, in mm. */
	private static final int[] FIELD_OF_VIEW = { 152, 192, 148 };

	/** Copies the arrays, so that the record cannot change. */
	public PhantomPlan {
		size = size.clone();
		spacing = spacing.clone();
	}

	/**
	 * @throws InputException if there are no patients or more than {@link #MAX_PATIENTS}, the spacing is out of bounds, or
	 *           the volume is too large or too small for a brain
	 */
	void check() throws InputException {
		if (high < 0 || low < 0 || (long) high + low < 1 || (long) high + low > MAX_PATIENTS) throw new InputException(
			"A cohort of " + high + " high-grade and " + low + " low-grade patients cannot be made; ask for 1 to " +
				MAX_PATIENTS + " in all");
		if (size.length != 3 || spacing.length != 3) throw new InputException("Size " + Arrays.toString(size) +
			" and spacing " + Arrays.toString(spacing) + " are not of three axes; give three numbers each");
		double voxels = 1;
		for (int axis = 0; axis < 3; axis++) {
			if (!(spacing[axis] >= MIN_SPACING && spacing[axis] <= MAX_SPACING)) throw new InputException("Spacing " +
				spacing[axis] + " mm is out of bounds; choose " + MIN_SPACING + " to " + MAX_SPACING + " mm");
			int needed = (int) Math.ceil(FIELD_OF_VIEW[axis] / spacing[axis]);
			if (size[axis] < needed) throw new InputException("Size " + size[axis] + " along axis " + (axis + 1) + " at " +
				spacing[axis] + " mm is too small for a brain; choose at least " + needed);
			voxels *= size[axis];
		}
		if (voxels > MAX_VOXELS) throw new InputException("Size " + size[0] + "x" + size[1] + "x" + size[2] +
			" is too large; choose at most " + MAX_VOXELS + " voxels in all");
	}

	@Override
	public int[] size() {
		return size.clone();
	}

	@Override
	public double[] spacing() {
		return spacing.clone();
	}

	PhantomSettings settings() {
		return new PhantomSettings(seed, high, low, Arrays.stream(size).boxed().toList(), Arrays.stream(spacing).boxed()
			.toList(), VersionUtils.getVersion(PhantomPlan.class));
	}

	Grid grid() {
		return new Grid(size[0], size[1], size[2], spacing[0], spacing[1], spacing[2]);
	}
}
