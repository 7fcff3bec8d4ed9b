package org.gliomagrading.training;

import org.gliomagrading.network.Stage;

/**
 * How a network is trained.
 *
 * @param trainable what is trained: {@code all}, {@code head}, or a stage of the backbone and all after it
 * @param monitor what the best epoch is chosen by
 * @param epochs most passes over the training slices
 * @param patience training stops after this many epochs without a better one; the study's 5
 * @param learningRate Adam's step size
 * @param batchSize slices per step, at least 2: batch norm needs them
 * @param seed seed of the weights drawn, of the order of the slices, of dropout and augmentation
 * @param options what is done beyond the study's recipe
 */
public record TrainingPlan(String trainable, Monitor monitor, int epochs, int patience, double learningRate, int batchSize,
	long seed, TrainingOptions options)
{

	/** Checks the ranges. */
	public TrainingPlan {
		if (epochs < 1 || patience < 1 || batchSize < 2 || !(learningRate > 0)) throw new IllegalArgumentException(
			"epochs and patience start at 1, batchSize at 2, learningRate is above 0");
	}

	/**
	 * The study's recipe: everything is trained, the best epoch is the one with the highest F1 of the validation slices.
	 *
	 * @param epochs most passes over the training slices
	 * @param patience epochs without a better one after which training stops
	 * @param learningRate Adam's step size
	 * @param batchSize slices per step
	 * @param seed seed of all that is random
	 */
	public TrainingPlan(int epochs, int patience, double learningRate, int batchSize, long seed) {
		this(Stage.ALL, new Monitors.SliceF1(), epochs, patience, learningRate, batchSize, seed, TrainingOptions.NONE);
	}

	/** @return whether the head alone is trained, so that the backbone's features stay the same */
	boolean headOnly() {
		return trainable.equals(Stage.HEAD);
	}

	/** @return the step size in an epoch, 1-based */
	double learningRate(int epoch) {
		return learningRate * options.schedule().factor(epoch, epochs);
	}
}
