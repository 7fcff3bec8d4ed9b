package org.gliomagrading.prediction;

import java.util.Optional;

import org.gliomagrading.cohort.Grade;

/**
 * What a model says of one slice: a row of {@code slice-predictions.csv}.
 *
 * @param model the model's name
 * @param seed the seed it was trained with, as text; empty if unknown
 * @param patient the patient
 * @param centre the patient's centre; empty if unknown
 * @param grade the true grade; empty if unknown
 * @param subset the subset of the split ({@code train}, {@code validation}, {@code test}); empty without a split
 * @param slice 0-based index along the stored axial axis; {@link #UNKNOWN_SLICE} if unknown
 * @param pHgg probability of a high-grade glioma, 0 to 1
 */
public record SlicePrediction(String model, String seed, String patient, String centre, Optional<Grade> grade,
	String subset, int slice, double pHgg)
{

	/** Stands for a slice whose index the table does not give. */
	public static final int UNKNOWN_SLICE = -1;

	/** A slice is called HGG where {@code pHgg} is at least this. */
	public static final double THRESHOLD = 0.5;

	/** Checks the probability. */
	public SlicePrediction {
		if (!(pHgg >= 0 && pHgg <= 1)) throw new IllegalArgumentException("P(HGG) is " + pHgg + ", not 0 to 1");
	}
}
