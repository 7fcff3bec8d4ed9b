package org.gliomagrading.training;

/**
 * How a network is trained.
 *
 * @param epochs most passes over the training slices
 * @param patience training stops after this many epochs without a better validation F1; the study's 5
 * @param learningRate Adam's step size
 * @param batchSize slices per step, at least 2: batch norm needs them
 * @param seed seed of the weights drawn, of the order of the slices, and of dropout
 */
public record TrainingPlan(int epochs, int patience, double learningRate, int batchSize, long seed) {

	/** Checks the ranges. */
	public TrainingPlan {
		if (epochs < 1 || patience < 1 || batchSize < 2 || !(learningRate > 0)) throw new IllegalArgumentException(
			"epochs and patience start at 1, batchSize at 2, learningRate is above 0");
	}
}
