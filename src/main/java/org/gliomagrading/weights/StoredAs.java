package org.gliomagrading.weights;

import java.util.function.UnaryOperator;

/**
 * Where the values of a network's tensor are in a file.
 *
 * @param name the name of the file's tensor
 * @param layout how its axes are laid out
 */
public record StoredAs(String name, Layout layout) {

	/** The layouts of kernels. A network's own is PyTorch's: filters, channels, height, width. */
	public enum Layout {

		/** As the network has it. */
		SAME(shape -> shape, tensor -> tensor),

		/** Keras' convolution: height, width, channels, filters. */
		KERAS_CONVOLUTION(shape -> shape.length == 4 ? new long[] { shape[3], shape[2], shape[0], shape[1] } : shape,
				KerasKernels::convolution),

		/** Keras' depthwise convolution: height, width, channels, filters of each channel. */
		KERAS_DEPTHWISE(shape -> shape.length == 4 ? new long[] { shape[2] * shape[3], 1, shape[0], shape[1] } : shape,
				KerasKernels::depthwise);

		private final UnaryOperator<long[]> shape;
		private final UnaryOperator<Tensor> tensor;

		Layout(UnaryOperator<long[]> shape, UnaryOperator<Tensor> tensor) {
			this.shape = shape;
			this.tensor = tensor;
		}

		/**
		 * @param stored the shape of a file's tensor
		 * @return the shape that it has in a network; the same where it cannot be of this layout
		 */
		public long[] shape(long[] stored) {
			return shape.apply(stored);
		}

		/**
		 * @param stored a file's tensor of this layout
		 * @return the same in a network's
		 */
		public Tensor tensor(Tensor stored) {
			return tensor.apply(stored);
		}
	}
}
