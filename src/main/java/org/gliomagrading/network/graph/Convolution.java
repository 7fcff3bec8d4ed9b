package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A two-dimensional convolution, as torch's {@code Conv2d}: weight (filters, channels / groups, height, width), and a bias
 * where it has one.
 *
 * @param channels channels of the input
 * @param kernel what it does
 */
public record Convolution(int channels, Kernel kernel) implements Operation {

	private static final Shape DILATION = new Shape(1, 1);

	@Override
	public List<Weight> weights() {
		Weight weight = Weight.kernel(kernel.filters(), channels / kernel.groups(), kernel.window().height(), kernel.window()
			.width());
		return kernel.biased() ? List.of(weight, Weight.bias(kernel.filters())) : List.of(weight);
	}

	@Override
	public int channels(List<Integer> inputs) {
		return kernel.filters();
	}

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		Window.Padded padded = kernel.window().pad(maps, 0);
		NDArray result = maps.getNDArrayInternal().convolution(padded.maps(), weights.get(0), kernel.biased() ? weights.get(1)
			: null, kernel.window().strides(), padded.padding(), DILATION, kernel.groups()).singletonOrThrow();
		if (!training && padded.maps() != maps) padded.maps().close();
		return result;
	}

	@Override
	public String script(ScriptCall call) {
		Window window = kernel.window();
		return "torch.conv2d(" + call.padded(window, "0.") + ", " + call.weights().get(0) + ", " + (kernel.biased() ? call
			.weights().get(1) : "None") + ", " + ScriptCall.list(window.stride(), window.stride()) + ", " + call.padding(window) +
			", [1, 1], " + kernel.groups() + ")";
	}
}
