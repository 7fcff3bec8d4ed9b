package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** max(x, 0). */
public record Relu() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).getNDArrayInternal().relu();
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("relu") + "(" + call.input() + ")";
	}
}
