package org.gliomagrading.network.graph;

import java.util.function.UnaryOperator;

import ai.djl.ndarray.NDArray;

/**
 * Runs on (n, h, w, c) what torch computes along the last axis only. The axes are swapped without a copy, so that of
 * several such operations in a row only the first has to order the memory.
 */
final class ChannelsLast {

	private ChannelsLast() {
		// only static methods
	}

	/**
	 * @param maps (n, c, h, w)
	 * @param operation from (n, h, w, c) to (n, h, w, c')
	 * @param training whether a gradient may need what lies between
	 * @return (n, c', h, w)
	 */
	static NDArray run(NDArray maps, UnaryOperator<NDArray> operation, boolean training) {
		NDArray last = maps.transpose(0, 2, 3, 1);
		NDArray result = operation.apply(last);
		NDArray first = result.transpose(0, 3, 1, 2);
		if (!training) {
			last.close();
			result.close();
		}
		return first;
	}

	/**
	 * @param maps the variable that holds (n, c, h, w)
	 * @param operation gives for the expression of (n, h, w, c) that of (n, h, w, c')
	 * @return the expression of (n, c', h, w) in TorchScript
	 */
	static String script(String maps, UnaryOperator<String> operation) {
		return "torch.permute(" + operation.apply("torch.permute(" + maps + ", [0, 2, 3, 1])") + ", [0, 3, 1, 2])";
	}
}
