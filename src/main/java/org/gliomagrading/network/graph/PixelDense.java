package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * One fully connected layer with bias at every pixel of (n, c, h, w), as torch's {@code Linear} on (n, h, w, c): weight
 * (units, c). It computes what a 1 x 1 convolution does.
 *
 * @param dense the layer
 */
public record PixelDense(Dense dense) implements Operation {

	@Override
	public List<Weight> weights() {
		return dense.weights();
	}

	@Override
	public int channels(List<Integer> inputs) {
		return dense.channels(inputs);
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		return ChannelsLast.run(inputs.get(0), maps -> dense.run(List.of(maps), weights, training), training);
	}

	@Override
	public String script(ScriptCall call) {
		return ChannelsLast.script(call.input(), maps -> dense.script(new ScriptCall(List.of(maps), call.shapes(), call
			.weights(), false, call.oneDnn())));
	}
}
