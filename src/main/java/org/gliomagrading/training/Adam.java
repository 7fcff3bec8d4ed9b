package org.gliomagrading.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gliomagrading.network.GradingNetwork;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;

/**
 * Adam (Kingma and Ba 2015, Algorithm 1) with PyTorch's defaults, over the parameters of a network that get gradients.
 * DJL's own class hides its moments and adds epsilon before it corrects the bias.
 */
final class Adam implements AutoCloseable {

	// Of single precision, as DJL hands them on: 1 - 0.999f is 5e-5 off 0.001, and the bias correction must match.
	private static final float BETA1 = 0.9f;
	private static final float BETA2 = 0.999f;
	private static final double EPSILON = 1e-8;

	private record Moments(NDArray first, NDArray second) {
	}

	private final NDManager manager;
	private final double learningRate;
	private final Map<Parameter, Moments> moments = new LinkedHashMap<>();
	private int step;

	Adam(GradingNetwork network, double learningRate) {
		this.learningRate = learningRate;
		manager = network.manager().newSubManager();
		for (Parameter parameter : network.parameters().values()) {
			if (!GradingNetwork.isLearned(parameter) || !parameter.requiresGradient()) continue;
			moments.put(parameter, new Moments(zeros(parameter), zeros(parameter)));
		}
	}

	private NDArray zeros(Parameter parameter) {
		return manager.zeros(parameter.getShape(), parameter.getArray().getDataType());
	}

	/** Moves each parameter along its gradient and sets the gradient to zero. */
	void step() {
		step++;
		double first = 1 - Math.pow(BETA1, step);
		double second = Math.sqrt(1 - Math.pow(BETA2, step));
		moments.forEach((parameter, moment) -> {
			NDArray weight = parameter.getArray();
			try (NDArray gradient = weight.getGradient()) {
				weight.getNDArrayInternal().adamUpdate(new NDList(weight, gradient, moment.first, moment.second), new NDList(
					weight), (float) learningRate, (float) (learningRate * second / first), 0, 1, -1, BETA1,
					BETA2, (float) (EPSILON * second), true, false);
			}
		});
	}

	@Override
	public void close() {
		manager.close();
	}
}
