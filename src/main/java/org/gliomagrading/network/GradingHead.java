package org.gliomagrading.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The study's head behind the global average pool: dense 128 with ReLU, dropout 0.5, dense 1. It gives the logit of
 * P(HGG); the sigmoid is left to the loss and to the reader of the logit, which is exact where the sigmoid saturates.
 */
final class GradingHead extends NamedBlock {

	private static final int UNITS = 128;
	private static final float DROPOUT = 0.5f;

	private final Block dense;
	private final Block dropout;
	private final Block output;

	GradingHead() {
		dense = add("dense", Linear.builder().setUnits(UNITS).build());
		dropout = add("dropout", Dropout.builder().optRate(DROPOUT).build());
		output = add("output", Linear.builder().setUnits(1).build());
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList features, boolean training,
		PairList<String, Object> params)
	{
		NDList hidden = Activation.relu(dense.forward(store, features, training, params));
		return output.forward(store, dropout.forward(store, hidden, training, params), training, params);
	}
}
