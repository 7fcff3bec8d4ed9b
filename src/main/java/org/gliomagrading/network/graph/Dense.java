package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * A fully connected layer with bias, as torch's {@code Linear}: weight (units, inputs).
 *
 * @param inputs number of inputs
 * @param units number of outputs
 */
public record Dense(int inputs, int units) implements Operation {

	@Override
	public List<Weight> weights() {
		return List.of(Weight.kernel(units, inputs), Weight.bias(units));
	}

	@Override
	public int channels(List<Integer> inputs) {
		return units;
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray x = inputs.get(0);
		return x.getNDArrayInternal().linear(x, weights.get(0), weights.get(1)).singletonOrThrow();
	}

	@Override
	public String script(ScriptCall call) {
		return "torch.linear(" + call.input() + ", " + call.weights().get(0) + ", " + call.weights().get(1) + ")";
	}
}
