package org.gliomagrading.weights;

import java.util.Arrays;

/**
 * How a tensor lies in a storage, as in PyTorch: the value at (i, j, ...) is number offset + i strides[0] + j
 * strides[1]...
 *
 * @param shape the sizes of its axes
 * @param strides the steps of its axes
 * @param offset where the first value is
 */
record TensorLayout(long[] shape, long[] strides, long offset) {

	/** More than any format or library allows; a bound for the shape itself. */
	static final int MAX_AXES = 64;

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	/** Row after row, from the storage's start. */
	static TensorLayout rowMajor(long... shape) {
		return new TensorLayout(shape, rowMajorStrides(shape), 0);
	}

	/**
	 * @param shape the sizes of the axes
	 * @return the number of values
	 * @throws RefusedException if that is not a number of values that a file could hold
	 */
	static long count(long[] shape) throws RefusedException {
		if (shape.length > MAX_AXES) throw RefusedException.damaged("a tensor has " + shape.length + " axes");
		if (Arrays.stream(shape).anyMatch(size -> size < 0)) throw RefusedException.damaged("a tensor has shape " + Arrays
			.toString(shape) + ", with a negative size");
		if (Arrays.stream(shape).anyMatch(size -> size == 0)) return 0;
		try {
			return Arrays.stream(shape).reduce(1, Math::multiplyExact);
		}
		catch (ArithmeticException e) {
			throw RefusedException.damaged("a tensor of shape " + Arrays.toString(shape) + " is larger than any file");
		}
	}

	int count() {
		return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
	}

	/** The numbers from the first value to the last; 0 if there are no values. */
	int span() {
		if (count() == 0) return 0;
		long last = 0;
		for (int i = 0; i < shape.length; i++)
			last += (shape[i] - 1) * strides[i];
		return (int) last + 1;
	}

	boolean isRowMajor() {
		long[] expected = rowMajorStrides(shape);
		for (int i = 0; i < shape.length; i++)
			if (shape[i] != 1 && strides[i] != expected[i]) return false;
		return true;
	}

	/**
	 * @param name the tensor's name, for messages
	 * @param available numbers in the storage
	 * @throws RefusedException if the storage lacks a value, or holds fewer than the tensor has
	 */
	void check(String name, long available) throws RefusedException {
		long count = count(shape);
		if (strides.length != shape.length || offset < 0 || Arrays.stream(strides).anyMatch(stride -> stride < 0))
			throw misplaced(name);
		if (count == 0) return;
		long last = 0;
		try {
			for (int i = 0; i < shape.length; i++)
				last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, strides[i]));
			if (Math.addExact(last, offset) >= available) throw misplaced(name);
		}
		catch (ArithmeticException e) {
			throw misplaced(name);
		}
		if (last >= MAX_ARRAY) throw new RefusedException("tensor '" + name + "' of shape " + Arrays.toString(shape) +
			" is larger than can be read");
		if (count > last + 1) throw new RefusedException("tensor '" + name + "' of shape " + Arrays.toString(shape) +
			" repeats its values by strides " + Arrays.toString(strides) + "; save it as tensor.contiguous()");
	}

	/**
	 * @param span the numbers from the first value to the last
	 * @return the values, row after row
	 */
	float[] gather(float[] span) {
		float[] values = new float[count()];
		long[] index = new long[shape.length];
		long from = 0;
		for (int i = 0; i < values.length; i++) {
			values[i] = span[(int) from];
			for (int axis = shape.length - 1; axis >= 0; axis--) {
				from += strides[axis];
				if (++index[axis] < shape[axis]) break;
				from -= shape[axis] * strides[axis];
				index[axis] = 0;
			}
		}
		return values;
	}

	private RefusedException misplaced(String name) {
		return RefusedException.damaged("tensor '" + name + "' of shape " + Arrays.toString(shape) + ", strides " + Arrays
			.toString(strides) + " and offset " + offset + " reaches beyond its storage");
	}

	private static long[] rowMajorStrides(long[] shape) {
		long[] strides = new long[shape.length];
		long stride = 1;
		for (int i = shape.length - 1; i >= 0; i--) {
			strides[i] = stride;
			stride *= shape[i];
		}
		return strides;
	}
}
