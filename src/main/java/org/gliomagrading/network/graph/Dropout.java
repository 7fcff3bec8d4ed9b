package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;

/**
 * In training sets values to 0 at random and scales the others up (Srivastava et al. 2014); else does nothing.
 *
 * @param rate share of the values that become 0
 */
public record Dropout(float rate) implements TrainingOperation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray x = inputs.get(0);
		return training ? x.getNDArrayInternal().dropout(x, rate, true).singletonOrThrow() : x;
	}
}
