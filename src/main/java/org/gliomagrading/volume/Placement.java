package org.gliomagrading.volume;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Where the voxels of a file go in a stack of pictures, by flips and permutations alone. The file's first three axes, a
 * missing one of length 1, become columns, rows and slices in some order and direction; its fifth axis becomes channels;
 * the others, time first, become frames.
 *
 * @param axes the axis of the file that columns, rows and slices go along
 * @param flipped whether they go against it
 * @param shape lengths of all seven axes of the file
 */
record Placement(int[] axes, boolean[] flipped, long[] shape) {

	private static final int SPATIAL = 3;
	private static final int TIME = 3;
	private static final int VECTOR = 4;
	private static final int ALL = 7;

	/** Keeps the axes of a file. */
	static Placement stored(long[] shape) {
		return new Placement(new int[] { 0, 1, 2 }, new boolean[SPATIAL], padded(shape));
	}

	/**
	 * @param shape the file's axes
	 * @param from where the first three lead
	 * @param to where columns, rows and slices shall lead
	 */
	static Placement of(long[] shape, Orientation from, Orientation to) {
		int[] axes = new int[SPATIAL];
		boolean[] flipped = new boolean[SPATIAL];
		for (int i = 0; i < SPATIAL; i++) {
			Direction direction = to.axes().get(i);
			axes[i] = from.axisAlong(direction);
			flipped[i] = from.axes().get(axes[i]) != direction;
		}
		return new Placement(axes, flipped, padded(shape));
	}

	long width() {
		return shape[axes[0]];
	}

	long height() {
		return shape[axes[1]];
	}

	long depth() {
		return shape[axes[2]];
	}

	long channels() {
		return shape[VECTOR];
	}

	long frames() {
		return LongStream.of(shape).skip(SPATIAL).reduce(1, (a, b) -> a * b) / channels();
	}

	/**
	 * Puts a plane of the file where it belongs.
	 *
	 * @param plane its number in the file
	 * @param pixels an array with an element for each of its voxels
	 * @param pictures arrays of the same type, a picture each, in ImageJ's order: channels, slices, frames
	 */
	void put(long plane, Object pixels, Object[] pictures) {
		int columns = (int) shape[0];
		int rows = (int) shape[1];
		long[] voxel = { 0, 0, plane % shape[2] };
		int first = firstPicture(plane / shape[2]);
		int[] start = target(voxel);
		int[] across = step(voxel, 0, start);
		int[] down = step(voxel, 1, start);
		boolean whole = across[0] == 0 && across[1] == 1;
		for (int row = 0; row < rows; row++) {
			int picture = first + start[0] + row * down[0];
			int at = start[1] + row * down[1];
			if (whole) System.arraycopy(pixels, row * columns, pictures[picture], at, columns);
			else for (int i = 0; i < columns; i++)
				System.arraycopy(pixels, row * columns + i, pictures[picture + i * across[0]], at + i * across[1], 1);
		}
	}

	/** The first slice of a volume: the file counts time fastest, then the fifth axis, then the others. */
	private int firstPicture(long volume) {
		long time = volume % shape[TIME];
		long channel = volume / shape[TIME] % shape[VECTOR];
		long further = volume / shape[TIME] / shape[VECTOR];
		return (int) (channel + channels() * depth() * (time + shape[TIME] * further));
	}

	/** Picture, counted from its volume's first, and pixel of a voxel. */
	private int[] target(long[] voxel) {
		long[] to = new long[SPATIAL];
		Arrays.setAll(to, i -> flipped[i] ? shape[axes[i]] - 1 - voxel[axes[i]] : voxel[axes[i]]);
		return new int[] { (int) (to[2] * channels()), (int) (to[1] * width() + to[0]) };
	}

	/** How far apart in pictures and pixels the targets of neighbours along an axis are. */
	private int[] step(long[] voxel, int axis, int[] start) {
		long[] next = voxel.clone();
		next[axis]++;
		int[] target = target(next);
		return new int[] { target[0] - start[0], target[1] - start[1] };
	}

	private static long[] padded(long[] shape) {
		long[] padded = Arrays.copyOf(shape, ALL);
		Arrays.fill(padded, shape.length, ALL, 1);
		return padded;
	}
}
