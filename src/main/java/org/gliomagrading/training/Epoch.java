package org.gliomagrading.training;

import java.util.Locale;
import java.util.Objects;

import org.gliomagrading.statistics.ConfusionMatrix;

/**
 * One pass over the training slices: a row of {@code history.csv}.
 *
 * @param number 1-based
 * @param train how the training slices were called on the way: with dropout, by weights that still changed
 * @param validation how the validation slices were called by the weights at the epoch's end
 * @param score how good the monitor says that the validation is: the higher the better
 * @param seconds how long it took
 * @param peakMemoryMb the process' resident memory at its highest so far, in MB; NaN where the system does not tell
 */
public record Epoch(int number, Outcome train, Outcome validation, double score, double seconds, double peakMemoryMb) {

	/**
	 * @param loss mean binary cross-entropy
	 * @param calls which grades were called, at threshold 0.5
	 */
	public record Outcome(double loss, ConfusionMatrix calls) {

		/** Refuses what is missing. */
		public Outcome {
			Objects.requireNonNull(calls);
		}
	}

	/** Refuses what is missing. */
	public Epoch {
		Objects.requireNonNull(train);
		Objects.requireNonNull(validation);
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

	/** @return slices that were learned from or validated on in a second */
	double slicesPerSecond() {
		return (train.calls.n() + validation.calls.n()) / seconds;
	}

	/** @return whether every LGG slice of the validation was called HGG; calling all so scores a high F1 */
	boolean callsAllHgg() {
		return validation.calls.specificity() == 0;
	}

	/** @return the epoch in one line */
	String summary() {
		return String.format(Locale.ROOT, "Epoch %d: loss %s; validation loss %s%s; %.0f s, %.1f slices/s%s", number, summary(
			train), summary(validation), callsAllHgg() ? " (every LGG slice is called HGG)" : "", seconds, slicesPerSecond(), Double
				.isNaN(peakMemoryMb) ? "" : String.format(Locale.ROOT, ", memory %.0f MB", peakMemoryMb));
	}

	private static String summary(Outcome outcome) {
		ConfusionMatrix calls = outcome.calls;
		return String.format(Locale.ROOT, "%.4f, F1 %.3f, precision %.3f, recall %.3f, specificity %.3f", outcome.loss, calls.f1(),
			calls.precision(), calls.recall(), calls.specificity());
	}
}
