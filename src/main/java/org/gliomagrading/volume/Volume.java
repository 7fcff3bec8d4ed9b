package org.gliomagrading.volume;

import java.util.Arrays;
import java.util.Optional;

import org.gliomagrading.nifti.IntensityConverter;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.transform.integer.MixedTransform;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.IntervalView;
import net.imglib2.view.MixedTransformView;
import net.imglib2.view.Views;

/**
 * A volume of one MRI sequence, or a segmentation.
 *
 * @param source the name of the file it came from, for messages
 * @param stored the voxels as they are stored, three axes that start at 0
 * @param converter makes intensities of them
 * @param affine 4 x 4, from voxel indices to millimetres in RAS+ world coordinates (x to the right, y to anterior, z to
 *          superior), as nibabel gives it; it gives three directions. A file whose header names another unit of length is
 *          not converted, as nibabel does not: its entries then are in that unit
 */
public record Volume(String source, RandomAccessibleInterval<? extends RealType<?>> stored, IntensityConverter converter,
	double[][] affine)
{

	/** Largest difference between affines of one grid, in millimetres. */
	private static final double GRID_TOLERANCE = 1e-3;

	private static final int AXES = 3;

	/**
	 * @return the intensities: a lazy view, so that only the voxels that are read are converted
	 */
	public RandomAccessibleInterval<FloatType> voxels() {
		return Converters.convert(stored, converter, new FloatType());
	}

	/**
	 * Tells whether the intensity is 0 in every voxel. Looks at the stored numbers, up to the first that is not.
	 *
	 * @return whether it is
	 */
	public boolean isZero() {
		return isZero(stored);
	}

	/**
	 * Tells whether the intensity is 0 in every voxel of a slice. Looks at the stored numbers, up to the first that is not.
	 *
	 * @param slice index along the third axis
	 * @return whether it is
	 */
	public boolean isZero(long slice) {
		return isZero(Views.hyperSlice(stored, 2, slice));
	}

	private boolean isZero(RandomAccessibleInterval<? extends RealType<?>> part) {
		for (RealType<?> voxel : Views.flatIterable(part))
			if (!converter.isZero(voxel)) return false;
		return true;
	}

	/**
	 * Looks for an intensity that is NaN or infinite, by the stored numbers; not at all where they are integers whose
	 * whole range stays finite.
	 *
	 * @return what is wrong with the first such voxel, as a phrase; empty if all are finite
	 */
	public Optional<String> notFinite() {
		if (alwaysFinite()) return Optional.empty();
		Cursor<? extends RealType<?>> cursor = Views.flatIterable(stored).cursor();
		while (cursor.hasNext())
			if (!converter.isFinite(cursor.next())) return Optional.of("holds the value " + voxels().getAt(cursor).get() +
				" at voxel (" + cursor.getLongPosition(0) + ", " + cursor.getLongPosition(1) + ", " + cursor.getLongPosition(2) +
				"), counted from 0; only finite values can be used");
		return Optional.empty();
	}

	private boolean alwaysFinite() {
		RealType<?> end = stored.getType().createVariable();
		if (!(end instanceof IntegerType)) return false;
		end.setReal(end.getMinValue());
		if (!converter.isFinite(end)) return false;
		end.setReal(end.getMaxValue());
		return converter.isFinite(end);
	}

	/**
	 * @return distance between neighbouring voxels along each axis in millimetres, from the affine
	 */
	public double[] spacing() {
		double[] spacing = new double[AXES];
		Arrays.setAll(spacing, j -> Math.sqrt(affine[0][j] * affine[0][j] + affine[1][j] * affine[1][j] + affine[2][j] *
			affine[2][j]));
		return spacing;
	}

	/**
	 * @return where the axes lead
	 */
	public Orientation orientation() {
		return Orientation.of(affine);
	}

	/**
	 * This volume with its axes flipped and permuted, never interpolated, to {@link Orientation#LPS}: axis 0 runs from the
	 * patient's right to left, axis 1 from anterior to posterior, axis 2 through the axial slices from inferior to
	 * superior. An oblique volume goes to the nearest axes.
	 *
	 * @return a view of the same voxels, with the affine that belongs to it
	 */
	public Volume toLps() {
		Orientation from = orientation();
		if (from.equals(Orientation.LPS)) return this;
		int[] lpsAxis = new int[AXES];
		boolean[] flipped = new boolean[AXES];
		long[] start = new long[AXES];
		long[] max = new long[AXES];
		double[][] lpsAffine = Arrays.stream(affine).map(double[]::clone).toArray(double[][]::new);
		for (int lps = 0; lps < AXES; lps++) {
			Direction direction = Orientation.LPS.axes().get(lps);
			int axis = from.axisAlong(direction);
			lpsAxis[axis] = lps;
			flipped[axis] = from.axes().get(axis) != direction;
			max[lps] = stored.dimension(axis) - 1;
			start[axis] = flipped[axis] ? max[lps] : 0;
			for (int i = 0; i < AXES; i++) {
				lpsAffine[i][lps] = flipped[axis] ? -affine[i][axis] : affine[i][axis];
				lpsAffine[i][AXES] += affine[i][axis] * start[axis];
			}
		}
		MixedTransform toStored = new MixedTransform(AXES, AXES);
		toStored.setComponentMapping(lpsAxis);
		toStored.setComponentInversion(flipped);
		toStored.setTranslation(start);
		return new Volume(source, new IntervalView<>(new MixedTransformView<>(stored, toStored), new long[AXES], max),
			converter, lpsAffine);
	}

	/**
	 * The number that tables give a slice.
	 *
	 * @param lpsSlice index of an axial slice in {@link #toLps()} of this volume
	 * @return its 0-based index along this volume's own axial axis, which may run from superior to inferior
	 */
	public int storedSlice(int lpsSlice) {
		int axis = orientation().axisAlong(Direction.S);
		return orientation().axes().get(axis) == Direction.S ? lpsSlice : (int) stored.dimension(axis) - 1 - lpsSlice;
	}

	/**
	 * Tells whether two volumes are on one grid: the same numbers of voxels, and affines whose entries differ by at most
	 * 0.001.
	 *
	 * @param other another volume; both as stored, or both from {@link #toLps()}, which lets files of one grid have their
	 *          axes in different orders
	 * @return what differs, as a phrase that names both volumes; empty if they are on one grid
	 */
	public Optional<String> gridDifference(Volume other) {
		long[] mine = stored.dimensionsAsLongArray();
		long[] others = other.stored.dimensionsAsLongArray();
		if (!Arrays.equals(mine, others)) return Optional.of(source + " has " + product(mine) + " voxels, " + other.source +
			" has " + product(others));
		for (int i = 0; i < AXES; i++)
			for (int j = 0; j <= AXES; j++)
				if (!(Math.abs(affine[i][j] - other.affine[i][j]) <= GRID_TOLERANCE)) return Optional.of("the affines of " +
					source + " and " + other.source + " differ in row " + (i + 1) + ", column " + (j + 1) + ": " + affine[i][j] +
					" and " + other.affine[i][j]);
		return Optional.empty();
	}

	private static String product(long[] dimensions) {
		return dimensions[0] + " x " + dimensions[1] + " x " + dimensions[2];
	}
}
