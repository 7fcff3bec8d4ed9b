package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/** The mean of each map: (n, c, h, w) to (n, c). */
public record GlobalAveragePooling() implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).getNDArrayInternal().globalAvgPool();
	}

	@Override
	public String script(ScriptCall call) {
		return "torch.mean(" + call.input() + ", [2, 3])";
	}
}
