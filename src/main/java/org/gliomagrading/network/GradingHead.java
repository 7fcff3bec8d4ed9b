package org.gliomagrading.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import org.gliomagrading.network.graph.Dense;
import org.gliomagrading.network.graph.Dropout;
import org.gliomagrading.network.graph.FeatureMaps;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Weight;

import ai.djl.ndarray.types.Shape;

/**
 * The study's head behind the global average pool: dense 128 with ReLU, dropout 0.5, dense 1. It gives the logit of
 * P(HGG); the sigmoid is left to the loss and to the reader of the logit, which is exact where the sigmoid saturates.
 */
public final class GradingHead {

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

	/**
	 * @param features number of features
	 * @return the shapes of its weights, by the names that {@link GradingNetwork#parameters} has for them
	 */
	public static Map<String, Shape> shapes(int features) {
		Map<String, Shape> shapes = new LinkedHashMap<>();
		for (Graph.Node node : build(features).nodes())
			for (Weight weight : node.operation().weights())
				shapes.put("head." + node.name() + "." + weight.name(), weight.shape());
		return shapes;
	}

	/**
	 * @param features number of features
	 * @return how many numbers it learns
	 */
	public static long parameters(int features) {
		return shapes(features).values().stream().mapToLong(Shape::size).sum();
	}

	/**
	 * @param features number of features
	 * @param seed seed of the random weights
	 * @return new weights in row-major order, by the same names
	 */
	public static Map<String, float[]> draw(int features, long seed) {
		Random random = new Random(seed);
		Map<String, float[]> values = new LinkedHashMap<>();
		for (Graph.Node node : build(features).nodes())
			for (Weight weight : node.operation().weights())
				values.put("head." + node.name() + "." + weight.name(), InitialWeights.of(weight, random));
		return values;
	}
}
