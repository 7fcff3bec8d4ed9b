package org.gliomagrading.network.graph;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * In training drops a residual branch at random, for each image of the batch on its own, and scales it up for the
 * others (Huang et al. 2016; torchvision's {@code StochasticDepth} in mode {@code row}); else does nothing.
 *
 * @param rate share of the images whose branch becomes 0
 */
public record StochasticDepth(float rate) implements TrainingOperation {

	@Override
	public NDArray run(List<NDArray> inputs, List<NDArray> weights, boolean training) {
		NDArray x = inputs.get(0);
		if (!training || rate == 0) return x;
		NDArray ones = x.getManager().ones(new Shape(x.getShape().get(0), 1, 1, 1), x.getDataType());
		return x.mul(ones.getNDArrayInternal().dropout(ones, rate, true).singletonOrThrow());
	}
}
