package org.gliomagrading.training;

import java.util.Locale;

import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * One pass over the training slices: a row of {@code history.csv}.
 *
 * @param number 1-based
 * @param train how the training slices were called on the way: with dropout, by weights that still changed
 * @param validation how the validation slices were called by the weights at the epoch's end
 * @param score how good the monitor says that the validation is: the higher the better
 * @param seconds how long it took
 */
public record Epoch(int number, Outcome train, Outcome validation, double score, double seconds) {

	/**
	 * @param loss mean binary cross-entropy
	 * @param calls which grades were called, at threshold 0.5
	 */
	public record Outcome(double loss, ConfusionMatrix calls) {
	}

	/**
	 * Early stopping: the higher score (the study's is the F1 of the validation slices); of equal ones the lower validation
	 * loss.
	 *
	 * @param other another epoch
	 * @return whether this one is better
	 */
	boolean betterThan(Epoch other) {
		int byScore = Double.compare(score, other.score);
		return byScore > 0 || byScore == 0 && validation.loss < other.validation.loss;
	}

	/** @return the epoch in one line; it warns where every validation slice was called HGG, which scores a high F1 */
	String summary() {
		ConfusionMatrix calls = validation.calls;
		return String.format(Locale.ROOT,
			"Epoch %d: loss %.4f, F1 %.3f; validation loss %.4f, F1 %.3f, recall %.3f, specificity %.3f; %.0f s%s", number,
			train.loss, train.calls.f1(), validation.loss, calls.f1(), calls.recall(), calls.specificity(), seconds, calls
				.specificity() == 0 ? " (every validation slice is called HGG)" : "");
	}
}
