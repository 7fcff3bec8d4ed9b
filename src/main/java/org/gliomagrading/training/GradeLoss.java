package org.gliomagrading.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/** Binary cross-entropy of slices' logits, the mean of a batch. */
final class GradeLoss {

	private final Loss plain = Loss.sigmoidBinaryCrossEntropyLoss();
	private final float high;
	private final float low;

	private GradeLoss(float high, float low) {
		this.high = high;
		this.low = low;
	}

	/** Every slice weighs 1. */
	static GradeLoss unweighted() {
		return new GradeLoss(1, 1);
	}

	/** Slices weigh n / (2 n_grade), so that those of both grades together weigh the same. */
	static GradeLoss balanced(SliceStore slices) {
		double count = slices.count();
		return new GradeLoss((float) (count / (2 * slices.countHigh())), (float) (count / (2 * (count - slices.countHigh()))));
	}

	/**
	 * @param logits (n)
	 * @param indices the slices
	 * @param slices knows their grades
	 * @param manager where the labels live
	 * @return the loss, a scalar
	 */
	NDArray of(NDArray logits, int[] indices, SliceStore slices, NDManager manager) {
		NDArray labels = values(1, 0, indices, slices, manager);
		if (high == 1 && low == 1) return plain.evaluate(new NDList(labels), new NDList(logits));
		// max(x, 0) - x y + log(1 + exp(-|x|)), which cannot overflow
		NDArray losses = Activation.relu(logits).sub(logits.mul(labels)).add(Activation.softPlus(logits.abs().neg()));
		return losses.mul(values(high, low, indices, slices, manager)).mean();
	}

	private static NDArray values(float high, float low, int[] indices, SliceStore slices, NDManager manager) {
		float[] values = new float[indices.length];
		for (int i = 0; i < indices.length; i++)
			values[i] = slices.isHigh(indices[i]) ? high : low;
		return manager.create(values);
	}
}
