package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * The mean of each map.
 *
 * @param keepsAxes whether (n, c, h, w) becomes (n, c, 1, 1), as in torch's {@code AdaptiveAvgPool2d(1)}, or (n, c)
 */
public record GlobalAveragePooling(boolean keepsAxes) implements Operation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray maps = inputs.get(0);
		NDArray means = maps.getNDArrayInternal().globalAvgPool();
		if (!keepsAxes) return means;
		NDArray result = means.reshape(maps.getShape().get(0), maps.getShape().get(1), 1, 1);
		if (!training) means.close();
		return result;
	}

	@Override
	public String script(ScriptCall call) {
		return "torch.mean(" + call.input() + ", [2, 3]" + (keepsAxes ? ", True)" : ")");
	}
}
