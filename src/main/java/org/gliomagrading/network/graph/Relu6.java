package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * min(max(x, 0), 6), as torch's {@code ReLU6} (Krizhevsky 2010; used by Sandler et al. 2018).
 * <p>
 * DJL's own {@code Activation.relu6} must not be trained with. It hands the 6 to torch as an array in Java's memory and
 * drops it at once, but torch's graph needs the 6 again for the gradient: if Java collects garbage between the forward
 * and the backward pass, the 6 has become something else, and gradients are wrong or 0 without an error. Here torch gets
 * the limits by value.
 * </p>
 */
public record Relu6() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray x = inputs.get(0);
		// The gradient of torch's clamp at exactly 0 is 1, that of its ReLU6 is 0, as that of ReLU.
		return (training ? x.getNDArrayInternal().relu() : x).clip(0f, 6f);
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("hardtanh") + "(" + call.input() + ", 0., 6.)";
	}
}
