package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** The sum of two inputs of one shape. */
public record Addition() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).add(inputs.get(1));
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("add") + "(" + call.input() + ", " + call.inputs().get(1) + ")";
	}
}
