package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** x / (1 + exp(-x)), as torch's {@code SiLU} (Hendrycks and Gimpel 2016; swish in Tan and Le 2019). */
public record Silu() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray x = inputs.get(0);
		NDArray sigmoid = x.getNDArrayInternal().sigmoid();
		// Nobody else sees the sigmoid, and only a gradient would need it again.
		return training ? x.mul(sigmoid) : sigmoid.muli(x);
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("silu") + "(" + call.input() + ")";
	}
}
