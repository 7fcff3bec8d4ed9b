package org.gliomagrading.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.gliomagrading.weights.Tensor;

/** How far a training has come: its epochs, and the weights of the best one. */
final class TrainingState {

	private final List<Epoch> epochs;
	private int best;
	private Map<String, Tensor> weights;

	/** Nothing is learned yet. */
	TrainingState() {
		this(List.of(), 0, Map.of());
	}

	/**
	 * @param epochs those that are done
	 * @param best number of the best one
	 * @param weights what training changes, as the best epoch left it
	 */
	TrainingState(List<Epoch> epochs, int best, Map<String, Tensor> weights) {
		this.epochs = new ArrayList<>(epochs);
		this.best = best;
		this.weights = weights;
	}

	/**
	 * @param epoch the next epoch
	 * @param current gives the weights at its end
	 */
	void add(Epoch epoch, Supplier<Map<String, Tensor>> current) {
		epochs.add(epoch);
		if (best != 0 && !epoch.betterThan(epochs.get(best - 1))) return;
		best = epoch.number();
		weights = current.get();
	}

	/** @return whether an epoch is done, so that there are weights to keep */
	boolean hasBest() {
		return best > 0;
	}

	/** @return whether training ends here */
	boolean isComplete(TrainingPlan plan) {
		return epochs.size() >= plan.epochs() || hasBest() && epochs.size() - best >= plan.patience();
	}

	/** @return number of epochs that are done */
	int done() {
		return epochs.size();
	}

	/** @return what happened, once {@link #hasBest} */
	History history() {
		return new History(epochs, best);
	}

	/** @return what training changes, as the best epoch left it */
	Map<String, Tensor> bestWeights() {
		return weights;
	}
}
