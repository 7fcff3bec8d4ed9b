package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * The largest value under a window; padding never wins.
 *
 * @param window the window
 */
public record MaxPooling(Window window) implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		Window.Padded padded = window.pad(maps, Float.NEGATIVE_INFINITY);
		NDArray result = padded.maps().getNDArrayInternal().maxPool(window.size(), window.strides(), padded.padding(), false);
		if (!training && padded.maps() != maps) padded.maps().close();
		return result;
	}

	@Override
	public String script(ScriptCall call) {
		return "torch.max_pool2d(" + call.padded(window, "-inf") + ", " + ScriptCall.list(window.height(), window.width()) +
			", " + ScriptCall.list(window.stride(), window.stride()) + ", " + call.padding(window) + ", [1, 1], False)";
	}
}
