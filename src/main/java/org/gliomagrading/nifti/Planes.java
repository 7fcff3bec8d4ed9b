package org.gliomagrading.nifti;

import java.util.Arrays;

/**
 * How a volume falls into planes of its first two axes, of a length that Java arrays can have.
 *
 * @param shape lengths of the axes
 * @param length numbers in a plane: voxels times channels
 * @param count planes in the volume
 * @param bytes bytes of a plane in the file
 */
record Planes(long[] shape, int length, long count, long bytes) {

	/** The longest array that every JVM can make. */
	private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

	/** Bytes from which on positions might not fit a long. */
	private static final double MAX_BYTES = 0x1p62;

	private static final int PLANE_AXES = 2;

	/** Bytes from the start of the file that holds the voxels to its last one. */
	static double end(NiftiHeader header) {
		return header.voxOffset() + Arrays.stream(header.shape()).asDoubleStream().reduce(header.type().bytes(), (a, b) -> a *
			b);
	}

	/** @throws ArithmeticException if a plane, or the volume, is too large for positions in it */
	static Planes of(NiftiHeader header) {
		if (end(header) > MAX_BYTES) throw new ArithmeticException("volume");
		long[] shape = header.shape();
		long length = header.type().channels();
		long count = 1;
		for (int i = 0; i < shape.length; i++)
			if (i < PLANE_AXES) length = Math.multiplyExact(length, shape[i]);
			else count *= shape[i];
		if (length > MAX_LENGTH) throw new ArithmeticException("plane");
		return new Planes(shape, (int) length, count, length * header.type().numberBytes());
	}
}
