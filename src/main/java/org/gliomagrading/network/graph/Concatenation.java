package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** All inputs behind each other along the channels. */
public record Concatenation() implements Operation {

	@Override
	public int channels(List<Integer> inputs) {
		return inputs.stream().mapToInt(Integer::intValue).sum();
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return NDArrays.concat(new NDList(inputs), 1);
	}

	@Override
	public String script(ScriptCall call) {
		return "torch.cat(" + call.inputs() + ", 1)";
	}
}
