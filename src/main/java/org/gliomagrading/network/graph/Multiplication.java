package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** The product of maps (n, c, h, w) and of a factor for each of them (n, c, 1, 1). */
public record Multiplication() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).mul(inputs.get(1));
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("mul") + "(" + call.input() + ", " + call.inputs().get(1) + ")";
	}
}
