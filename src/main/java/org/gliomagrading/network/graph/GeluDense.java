package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * A {@link PixelDense} and the {@link Gelu} behind it, which oneDNN computes in one pass over the memory.
 *
 * @param dense the layer
 */
record GeluDense(PixelDense dense) implements Operation {

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
		return new Gelu().run(List.of(dense.run(inputs, weights, training)), List.of(), training);
	}

	@Override
	public String script(ScriptCall call) {
		if (!call.oneDnn()) return "torch.gelu_(" + dense.script(call) + ")";
		return ChannelsLast.script(call.input(), maps -> "ops.mkldnn._linear_pointwise(" + maps + ", " + call.weights().get(
			0) + ", " + call.weights().get(1) + ", \"gelu\", annotate(List[Optional[number]], []), \"none\")");
	}
}
