package org.gliomagrading.fusion;

import java.util.List;

/** A strategy that fuses the features of slices, and learns from train patients how. */
public interface LearnedFusion extends FusionStrategy {

	/**
	 * A patient to learn from.
	 *
	 * @param features of each slice its features
	 * @param high whether the patient is HGG
	 */
	record Bag(float[][] features, boolean high) {
	}

	/** What was learned. */
	@FunctionalInterface
	interface Fitted {

		/**
		 * @param features of each slice of one patient its features, at least one slice
		 * @return P(HGG) of the patient
		 */
		double fuse(float[][] features);
	}

	/**
	 * @param train the patients to learn from, some of each grade, all with as many features
	 * @return what was learned; the same of the same patients in the same order
	 */
	Fitted fit(List<Bag> train);

	/** There is nothing to tell from the predictions of slices. */
	@Override
	default double fuse(double[] pHgg) {
		throw new UnsupportedOperationException("Fuses features");
	}
}
