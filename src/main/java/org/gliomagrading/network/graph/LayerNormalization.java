package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Layer normalisation (Ba et al. 2016) over the channels of (n, c, h, w), at each pixel for itself: torchvision's
 * {@code LayerNorm2d}.
 *
 * @param channels number of channels
 * @param epsilon added to the variance
 */
public record LayerNormalization(int channels, float epsilon) implements Operation {

	@Override
	public List<Weight> weights() {
		Shape shape = new Shape(channels);
		return List.of(new Weight("weight", shape, Parameter.Type.GAMMA, 1), new Weight("bias", shape, Parameter.Type.BETA,
			0));
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return ChannelsLast.run(inputs.get(0), maps -> maps.getNDArrayInternal().layerNorm(maps, new Shape(channels), weights
			.get(0), weights.get(1), epsilon).singletonOrThrow(), training);
	}

	@Override
	public String script(ScriptCall call) {
		return ChannelsLast.script(call.input(), maps -> "torch.layer_norm(" + maps + ", [" + channels + "], " + call
			.weights().get(0) + ", " + call.weights().get(1) + ", " + ScriptCall.number(epsilon) + ")");
	}
}
