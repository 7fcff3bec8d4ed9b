package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Batch normalisation over the channels of (n, c, h, w), as torch's {@code BatchNorm2d}: with its parameter names and its
 * momentum. DJL's own block has other names, the opposite momentum, and swaps axes twice on every call.
 *
 * @param channels number of channels
 * @param epsilon added to the variance
 * @param momentum weight of a new batch in the running statistics, 0 to 1
 * @param scaled whether it has a factor; Keras' {@code scale=False} has none
 */
public record BatchNormalization(int channels, float epsilon, float momentum, boolean scaled) implements Operation {

	@Override
	public List<Weight> weights() {
		Shape shape = new Shape(channels);
		List<Weight> weights = new ArrayList<>();
		if (scaled) weights.add(new Weight("weight", shape, Parameter.Type.GAMMA, 1));
		weights.add(new Weight("bias", shape, Parameter.Type.BETA, 0));
		weights.add(new Weight("running_mean", shape, Parameter.Type.RUNNING_MEAN, 0));
		weights.add(new Weight("running_var", shape, Parameter.Type.RUNNING_VAR, 1));
		return weights;
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		int count = weights.size();
		NDArray factor = scaled ? weights.get(0) : maps.getManager().ones(new Shape(channels), maps.getDataType());
		// DJL passes 1 - momentum to torch; axis -1 stands for torch's own layout.
		NDArray result = maps.getNDArrayInternal().batchNorm(maps, weights.get(count - 2), weights.get(count - 1), factor,
			weights.get(count - 3), -1, 1 - momentum, epsilon, training).singletonOrThrow();
		if (!training && !scaled) factor.close();
		return result;
	}

	@Override
	public String script(ScriptCall call) {
		List<String> weights = call.weights();
		int count = weights.size();
		return "torch.batch_norm(" + call.input() + ", " + (scaled ? weights.get(0) : "None") + ", " + weights.get(count - 3) +
			", " + weights.get(count - 2) + ", " + weights.get(count - 1) + ", False, 0., " + ScriptCall.number(epsilon) +
			", False)";
	}
}
