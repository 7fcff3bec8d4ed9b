package org.gliomagrading.weights;

import java.util.Arrays;

/**
 * A named array from a weight file.
 *
 * @param shape its dimensions; empty for a scalar
 * @param values its values in row-major order, as many as the shape says
 */
public record Tensor(long[] shape, float[] values) {

	/** Checks the count. */
	public Tensor {
		boolean empty = Arrays.stream(shape).anyMatch(size -> size == 0);
		long count = empty ? 0 : Arrays.stream(shape).reduce(1, Math::multiplyExact);
		if (count != values.length) throw new IllegalArgumentException(values.length + " values for shape " + Arrays.toString(
			shape));
	}
}
