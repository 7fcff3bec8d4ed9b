package org.gliomagrading.network;

import java.util.Arrays;
import java.util.Random;

import org.gliomagrading.network.graph.Weight;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * Weights of new layers, He normal (He et al. 2015): over the outputs for convolutions, as torchvision draws them; over the
 * inputs for dense layers, as Keras does and the study says of the head's. Drawn in Java, so that a seed means the same
 * weights on every device. The others have the value that their operation gives them.
 */
public final class InitialWeights {

	private InitialWeights() {
		// only static methods
	}

	/**
	 * @param weight a weight of a layer
	 * @param random draws it, if it is one that is drawn
	 * @return its values in row-major order
	 */
	public static float[] of(Weight weight, Random random) {
		if (weight.type() == Parameter.Type.WEIGHT) return heNormal(weight.shape(), random);
		float[] values = new float[Math.toIntExact(weight.shape().size())];
		Arrays.fill(values, weight.initial());
		return values;
	}

	static float[] heNormal(Shape shape, Random random) {
		long fan = shape.dimension() == 4 ? shape.get(0) * shape.get(2) * shape.get(3) : shape.get(1);
		double deviation = Math.sqrt(2.0 / fan);
		float[] values = new float[Math.toIntExact(shape.size())];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (deviation * random.nextGaussian());
		return values;
	}
}
