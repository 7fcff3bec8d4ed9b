package org.gliomagrading.volume;

import java.util.List;

/**
 * Where the axes of a volume lead in the patient, to the nearest of the six directions.
 *
 * @param axes direction of each of the three axes as its index grows; each of left-right, front-back and up-down once
 */
public record Orientation(List<Direction> axes) {

	/**
	 * How this project lays volumes out, and how BraTS stores them: from right to left, anterior to posterior, inferior to
	 * superior.
	 */
	public static final Orientation LPS = new Orientation(List.of(Direction.L, Direction.P, Direction.S));

	private static final int AXES = 3;

	public Orientation {
		axes = List.copyOf(axes);
		if (axes.size() != AXES || axes.stream().map(Direction::worldAxis).distinct().count() != AXES)
			throw new IllegalArgumentException("not an orientation: " + axes);
	}

	/**
	 * The orientation of a grid: nearest axes of the rotation that is nearest to the affine's, chosen from the most
	 * aligned axis to the least, as nibabel's {@code io_orientation} does.
	 *
	 * @param affine 4 x 4, from voxel indices to RAS+ world coordinates
	 * @return the orientation
	 * @throws IllegalArgumentException if the affine does not give three directions: it is singular or not finite
	 */
	public static Orientation of(double[][] affine) {
		double[][] rotation = Polar.rotation(affine);
		Direction[] axes = new Direction[AXES];
		boolean[] taken = new boolean[AXES];
		for (int voxelAxis : strongestFirst(rotation)) {
			int nearest = -1;
			for (int i = 0; i < AXES; i++)
				if (!taken[i] && (nearest < 0 || Math.abs(rotation[i][voxelAxis]) > Math.abs(rotation[nearest][voxelAxis])))
					nearest = i;
			taken[nearest] = true;
			axes[voxelAxis] = Direction.of(nearest, rotation[nearest][voxelAxis]);
		}
		return new Orientation(List.of(axes));
	}

	/**
	 * @param direction a direction
	 * @return the axis that leads there or the opposite way
	 */
	public int axisAlong(Direction direction) {
		int axis = 0;
		while (axes.get(axis).worldAxis() != direction.worldAxis())
			axis++;
		return axis;
	}

	/**
	 * @return the three letters, as nibabel's {@code aff2axcodes} gives them, such as {@code LPS}
	 */
	@Override
	public String toString() {
		return axes.get(0).name() + axes.get(1) + axes.get(2);
	}

	private static List<Integer> strongestFirst(double[][] rotation) {
		return List.of(0, 1, 2).stream().sorted((a, b) -> Double.compare(strength(rotation, b), strength(rotation, a)))
			.toList();
	}

	private static double strength(double[][] rotation, int voxelAxis) {
		double strongest = 0;
		for (double[] row : rotation)
			strongest = Math.max(strongest, row[voxelAxis] * row[voxelAxis]);
		return strongest;
	}
}
