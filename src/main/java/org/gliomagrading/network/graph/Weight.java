package org.gliomagrading.network.graph;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * An array that an operation needs besides its inputs.
 *
 * @param name its last name in the reference implementation, such as {@code weight}
 * @param shape its shape
 * @param type what it is; running statistics are not learned by gradients
 * @param initial the value of all its elements in a new network, where nothing is drawn at random
 */
public record Weight(String name, Shape shape, Parameter.Type type, float initial) {

	/**
	 * @param type what a weight is
	 * @return whether it is learned by gradients, not a running statistic
	 */
	public static boolean isLearned(Parameter.Type type) {
		return type != Parameter.Type.RUNNING_MEAN && type != Parameter.Type.RUNNING_VAR;
	}

	static Weight kernel(long... shape) {
		return new Weight("weight", new Shape(shape), Parameter.Type.WEIGHT, 0);
	}

	static Weight bias(int size) {
		return new Weight("bias", new Shape(size), Parameter.Type.BIAS, 0);
	}
}
