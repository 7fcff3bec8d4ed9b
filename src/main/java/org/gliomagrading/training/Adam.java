package org.gliomagrading.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.gliomagrading.network.GradingNetwork;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;

/**
 * Adam (Kingma and Ba 2015, Algorithm 1) with PyTorch's defaults, over the parameters of a network that get gradients; with
 * weight decay AdamW (Loshchilov and Hutter 2019, Algorithm 2). DJL's own class hides its moments and adds epsilon before
 * it corrects the bias.
 */
final class Adam implements AutoCloseable {

	// Of single precision, as DJL hands them on: 1 - 0.999f is 5e-5 off 0.001, and the bias correction must match.
	private static final float BETA1 = 0.9f;
	private static final float BETA2 = 0.999f;
	private static final double EPSILON = 1e-8;

	/** As torch's {@code clip_grad_norm_} has it. */
	private static final double CLIPPING_EPSILON = 1e-6;

	/** A parameter with the running means of its gradient and of its gradient's square. */
	record Learned(Parameter parameter, NDArray first, NDArray second) {
	}

	private final NDManager manager;
	private final TrainingOptions options;
	private final Map<String, Learned> learned = new LinkedHashMap<>();
	private int steps;

	/**
	 * @param parameters the parameters by name; only those that are learned by gradients and not frozen are moved
	 * @param parent the device's memory
	 * @param options clipping and weight decay
	 */
	Adam(Map<String, Parameter> parameters, NDManager parent, TrainingOptions options) {
		this.options = options;
		manager = parent.newSubManager();
		parameters.forEach((name, parameter) -> {
			if (GradingNetwork.isLearned(parameter) && parameter.requiresGradient()) learned.put(name, new Learned(parameter, zeros(
				parameter), zeros(parameter)));
		});
	}

	private NDArray zeros(Parameter parameter) {
		return manager.zeros(parameter.getShape(), parameter.getArray().getDataType());
	}

	/**
	 * Moves each parameter along its gradient and sets the gradient to zero.
	 *
	 * @param learningRate the step size
	 */
	void step(double learningRate) {
		steps++;
		double first = 1 - Math.pow(BETA1, steps);
		double second = Math.sqrt(1 - Math.pow(BETA2, steps));
		float decay = (float) options.weightDecay();
		float scale = (float) clipping();
		for (Learned each : learned.values()) {
			NDArray weight = each.parameter.getArray();
			try (NDArray gradient = weight.getGradient()) {
				weight.getNDArrayInternal().adamUpdate(new NDList(weight, gradient, each.first, each.second), new NDList(weight),
					(float) learningRate, (float) (learningRate * second / first), decay, scale, -1, BETA1, BETA2, (float) (EPSILON *
						second), true, decay > 0);
			}
		}
	}

	/** What the gradients are multiplied with, so that their norm is at most the limit. */
	private double clipping() {
		if (options.gradientClipping() == 0) return 1;
		double squares = 0;
		for (Learned each : learned.values())
			try (NDArray gradient = each.parameter.getArray().getGradient();
					NDArray norm = gradient.norm();
					NDArray number = norm.toType(DataType.FLOAT64, true))
			{
				squares += number.getDouble() * number.getDouble();
			}
		return Math.min(1, options.gradientClipping() / (Math.sqrt(squares) + CLIPPING_EPSILON));
	}

	/** @return the parameters that are moved, by name, with their moments */
	Map<String, Learned> learned() {
		return learned;
	}

	/** @return how many steps were made */
	int steps() {
		return steps;
	}

	/** Goes on as after so many steps; the moments are set by the caller. */
	void resume(int done) {
		steps = done;
	}

	@Override
	public void close() {
		manager.close();
	}
}
