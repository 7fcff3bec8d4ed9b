package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * A learned factor for each channel (Touvron et al. 2021): weight {@code layer_scale} (c, 1, 1), as torchvision's
 * ConvNeXt has it.
 *
 * @param channels number of channels
 * @param initial the factor in a new network
 */
public record LayerScale(int channels, float initial) implements Operation {

	@Override
	public List<Weight> weights() {
		return List.of(new Weight("layer_scale", new Shape(channels, 1, 1), Parameter.Type.GAMMA, initial));
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return inputs.get(0).mul(weights.get(0));
	}

	@Override
	public String script(ScriptCall call) {
		return call.function("mul") + "(" + call.input() + ", " + call.weights().get(0) + ")";
	}
}
