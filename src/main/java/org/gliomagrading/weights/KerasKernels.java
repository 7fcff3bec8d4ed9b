package org.gliomagrading.weights;

/** Brings kernels from the axes that Keras has them in to those of PyTorch. */
public final class KerasKernels {

	private KerasKernels() {
		// only static methods
	}

	/**
	 * @param kernel of a convolution: height, width, input channels, output channels (HWIO)
	 * @return output channels, input channels, height, width (OIHW)
	 */
	public static Tensor convolution(Tensor kernel) {
		return transposed(kernel, 3, 2, 0, 1);
	}

	/**
	 * @param kernel of a depthwise convolution: height, width, channels, multiplier (HWCM)
	 * @return channels times multiplier, 1, height, width; a channel's outputs follow each other
	 */
	public static Tensor depthwise(Tensor kernel) {
		Tensor turned = transposed(kernel, 2, 3, 0, 1);
		long[] shape = turned.shape();
		return new Tensor(new long[] { shape[0] * shape[1], 1, shape[2], shape[3] }, turned.values());
	}

	/**
	 * @param kernel of a dense layer: inputs, outputs
	 * @return outputs, inputs
	 */
	public static Tensor dense(Tensor kernel) {
		return transposed(kernel, 1, 0);
	}

	/** The axis at i of the result is axis {@code axes[i]} of the tensor. */
	private static Tensor transposed(Tensor tensor, int... axes) {
		if (tensor.shape().length != axes.length) throw new IllegalArgumentException("a kernel of " + axes.length +
			" axes is needed, not of " + tensor.shape().length);
		long[] strides = TensorLayout.rowMajor(tensor.shape()).strides();
		long[] shape = new long[axes.length];
		long[] turned = new long[axes.length];
		for (int i = 0; i < axes.length; i++) {
			shape[i] = tensor.shape()[axes[i]];
			turned[i] = strides[axes[i]];
		}
		return new Tensor(shape, new TensorLayout(shape, turned, 0).gather(tensor.values()));
	}
}
