package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** 1 / (1 + exp(-x)). */
public record Sigmoid() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).getNDArrayInternal().sigmoid();
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("sigmoid") + "(" + call.input() + ")";
	}
}
