package org.gliomagrading.network.graph;

/** How many rows and columns are put around maps before a kernel slides over them. */
public interface Padding {

	/** As many as keep ceil(size / stride) positions, the odd one at the bottom and right: TensorFlow's {@code same}. */
	Padding SAME = (size, kernel, stride) -> {
		long positions = (size + stride - 1) / stride;
		long total = Math.max((positions - 1) * stride + kernel - size, 0);
		return new Sides((int) (total / 2), (int) (total - total / 2));
	};

	/** None: TensorFlow's {@code valid}. */
	Padding NONE = of(0);

	/**
	 * Rows above and below, or columns left and right; a negative number crops.
	 *
	 * @param before number before the maps
	 * @param after number behind them
	 */
	record Sides(int before, int after) {
	}

	/**
	 * @param size height or width of the maps
	 * @param kernel height or width of the kernel
	 * @param stride its step
	 * @return the padding of that axis
	 */
	Sides sides(long size, int kernel, int stride);

	/**
	 * @param each number on every side
	 * @return that padding, whatever the sizes
	 */
	static Padding of(int each) {
		return (size, kernel, stride) -> new Sides(each, each);
	}

	/**
	 * @param before number above and left, negative to crop
	 * @param after number below and right, negative to crop
	 * @return that padding, whatever the sizes
	 */
	static Padding of(int before, int after) {
		return (size, kernel, stride) -> new Sides(before, after);
	}

	/** @return as many on every side as keep the size at stride 1 with an odd kernel: torchvision's {@code kernel // 2} */
	static Padding half() {
		return (size, kernel, stride) -> new Sides(kernel / 2, kernel / 2);
	}
}
