package org.gliomagrading.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/**
 * Batch normalisation over the channels of (n, c, h, w), as torch's {@code BatchNorm2d}: with its parameter names, and
 * its momentum (the weight of the new batch). DJL's own block has other names, the opposite momentum, and swaps axes
 * twice on every call.
 */
public final class BatchNorm2d extends AbstractBlock {

	private final float epsilon;
	private final float momentum;
	private final Parameter weight;
	private final Parameter bias;
	private final Parameter mean;
	private final Parameter variance;

	/**
	 * @param channels number of channels
	 * @param epsilon added to the variance
	 * @param momentum weight of a new batch in the running statistics, 0 to 1
	 */
	public BatchNorm2d(int channels, float epsilon, float momentum) {
		this.epsilon = epsilon;
		this.momentum = momentum;
		Shape shape = new Shape(channels);
		weight = parameter("weight", Parameter.Type.GAMMA, shape, Initializer.ONES);
		bias = parameter("bias", Parameter.Type.BETA, shape, Initializer.ZEROS);
		mean = parameter("running_mean", Parameter.Type.RUNNING_MEAN, shape, Initializer.ZEROS);
		variance = parameter("running_var", Parameter.Type.RUNNING_VAR, shape, Initializer.ONES);
	}

	private Parameter parameter(String name, Parameter.Type type, Shape shape, Initializer initializer) {
		boolean learned = type == Parameter.Type.GAMMA || type == Parameter.Type.BETA;
		return addParameter(Parameter.builder().setName(name).setType(type).optShape(shape).optInitializer(initializer)
			.optRequiresGrad(learned).build());
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
		PairList<String, Object> params)
	{
		NDArray x = inputs.singletonOrThrow();
		Device device = x.getDevice();
		// DJL passes 1 - momentum to torch; axis -1 stands for torch's own layout.
		return x.getNDArrayInternal().batchNorm(x, store.getValue(mean, device, training), store.getValue(variance, device,
			training), store.getValue(weight, device, training), store.getValue(bias, device, training), -1, 1 - momentum,
			epsilon, training);
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputs) {
		return inputs;
	}
}
