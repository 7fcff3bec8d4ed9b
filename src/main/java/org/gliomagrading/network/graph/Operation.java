package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * One step of a network: arrays in, one array out. Operations are immutable and hold no weights; those are handed to
 * {@link #run}.
 */
public interface Operation {

	/** @return what {@link #run} needs besides the inputs, in that order */
	default List<Weight> weights() {
		return List.of();
	}

	/**
	 * @param inputs channels of each input
	 * @return channels of the output
	 */
	default int channels(List<Integer> inputs) {
		return inputs.get(0);
	}

	/**
	 * @param inputs the inputs, each (n, c, h, w), or (n, c) behind a pooling over whole maps
	 * @param weights the arrays that {@link #weights} lists
	 * @param training whether batch norm uses the batch's own statistics and updates the running ones, and dropout is on
	 * @return the output; may be the first input itself
	 */
	NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training);

	/**
	 * @param call the names of what it takes
	 * @return the expression in TorchScript that gives what {@link #run} gives where nothing is trained
	 */
	String script(ScriptCall call);
}
