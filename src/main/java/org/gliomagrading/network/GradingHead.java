package org.gliomagrading.network;

import org.gliomagrading.network.graph.Dense;
import org.gliomagrading.network.graph.Dropout;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;

/**
 * The study's head behind the global average pool: dense 128 with ReLU, dropout 0.5, dense 1. It gives the logit of
 * P(HGG); the sigmoid is left to the loss and to the reader of the logit, which is exact where the sigmoid saturates.
 */
final class GradingHead {

	private static final int UNITS = 128;
	private static final float DROPOUT = 0.5f;

	private GradingHead() {
		// only static methods
	}

	/**
	 * @param features number of features
	 * @return the network from (n, features) to (n, 1)
	 */
	static Graph build(int features) {
		return FeatureMaps.graph(features, x -> x.then("dense", new Dense(features, UNITS)).relu().then(new Dropout(DROPOUT))
			.then("output", new Dense(UNITS, 1)));
	}
}
