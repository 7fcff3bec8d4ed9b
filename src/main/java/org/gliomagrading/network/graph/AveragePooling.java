package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The mean under a window. Torch's {@code AvgPool2d}, as torchvision's networks use it, counts padding as zeros; Keras'
 * {@code AveragePooling2D} takes the mean of what is no padding. Padding that differs between the sides must count.
 *
 * @param window the window
 * @param countPadding whether padding counts as zeros
 */
public record AveragePooling(Window window, boolean countPadding) implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		check(maps.getShape());
		NDArray means = means(maps, training);
		if (countPadding || window.isUnpadded(maps.getShape())) return means;
		// DJL 0.35.1 counts padding even if it is told not to. The share of a window that is no padding mends it.
		Shape size = new Shape(1, 1, maps.getShape().get(2), maps.getShape().get(3));
		try (NDArray ones = maps.getManager().ones(size, maps.getDataType())) {
			NDArray shares = means(ones, training);
			if (training) return means.div(shares);
			try (shares) {
				return means.divi(shares);
			}
		}
	}

	private NDArray means(NDArray maps, boolean training) {
		Window.Padded padded = window.pad(maps, 0);
		NDArray result = padded.maps().getNDArrayInternal().avgPool(window.size(), window.strides(), padded.padding(), false,
			true);
		if (!training && padded.maps() != maps) padded.maps().close();
		return result;
	}

	@Override
	public String script(ScriptCall call) {
		check(call.shapes().get(0));
		return "torch.avg_pool2d(" + call.padded(window, "0.") + ", " + ScriptCall.list(window.height(), window.width()) +
			", " + ScriptCall.list(window.stride(), window.stride()) + ", " + call.padding(window) + ", False, " + (countPadding
				? "True" : "False") + ")";
	}

	private void check(Shape maps) {
		if (!countPadding && !window.isSymmetric(maps)) throw new IllegalArgumentException("Maps of " + maps +
			" are padded more on one side than on the other, and padding does not count");
	}
}
