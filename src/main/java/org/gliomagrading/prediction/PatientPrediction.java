package org.gliomagrading.prediction;

import java.util.Optional;

import org.gliomagrading.cohort.Grade;

/**
 * What a model and a fusion strategy say of one patient: a row of {@code patient-predictions.csv}.
 *
 * @param model the model's name
 * @param seed the seed it was trained with, as text; empty if unknown
 * @param patient the patient
 * @param centre the patient's centre; empty if unknown
 * @param grade the true grade; empty if unknown
 * @param subset the subset of the split; empty without a split
 * @param strategy the fusion strategy's name, with its parameters
 * @param slices the number of slices that were fused; 0 if unknown
 * @param pHgg the fused result, 0 to 1
 * @param threshold the patient is called HGG where {@code pHgg >= threshold}; NaN if another program did not tell
 * @param predicted the grade that is called
 */
public record PatientPrediction(String model, String seed, String patient, String centre, Optional<Grade> grade,
	String subset, String strategy, int slices, double pHgg, double threshold, Grade predicted)
{

	/** The threshold where none is given. */
	public static final double DEFAULT_THRESHOLD = 0.5;

	/** The strategy whose result is a share of votes and no probability: it has neither calibration nor Brier score. */
	public static final String MAJORITY = "majority";

	/** Checks the probability. */
	public PatientPrediction {
		if (!(pHgg >= 0 && pHgg <= 1)) throw new IllegalArgumentException("P(HGG) is " + pHgg + ", not 0 to 1");
	}
}
