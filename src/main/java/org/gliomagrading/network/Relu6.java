package org.gliomagrading.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * min(max(x, 0), 6), as torch's {@code ReLU6} (Krizhevsky 2010; used by Sandler et al. 2018).
 * <p>
 * DJL's own {@code Activation.relu6} must not be trained with. It hands the 6 to torch as an array in Java's memory and
 * drops it at once, but torch's graph needs the 6 again for the gradient: if Java collects garbage between the forward
 * and the backward pass, the 6 has become something else, and gradients are wrong or 0 without an error. Here torch gets
 * the limits by value.
 * </p>
 */
final class Relu6 extends AbstractBlock {

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
		PairList<String, Object> params)
	{
		NDArray x = inputs.singletonOrThrow();
		// The gradient of torch's clamp at exactly 0 is 1, that of its ReLU6 is 0, as that of ReLU.
		return new NDList((training ? x.getNDArrayInternal().relu() : x).clip(0f, 6f));
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputs) {
		return inputs;
	}
}
