package org.gliomagrading.report;

import java.util.Locale;

import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.prediction.PatientPrediction;

/**
 * A model and a fusion: what a row of results is about.
 *
 * @param model the model's name
 * @param seed the seed it was trained with; empty if unknown
 * @param strategy the fusion strategy's name
 * @param threshold from which the result is HGG, as tables write it; empty if unknown
 */
record Combination(String model, String seed, String strategy, String threshold) {

	static Combination of(TableRow row) throws InputException {
		return new Combination(row.text("model"), row.text("seed"), row.text("strategy"), Decimals.format(row.number(
			"threshold")));
	}

	static Combination of(PatientPrediction p) {
		return new Combination(p.model(), p.seed(), p.strategy(), Decimals.format(p.threshold()));
	}

	boolean everyone() {
		return strategy.equals(Evaluation.EVERYONE_HGG);
	}

	/** @return whether its results are probabilities */
	boolean probability() {
		return !strategy.equals(PatientPrediction.MAJORITY);
	}

	/** @return the model as tables show it */
	String modelName() {
		return model.isEmpty() ? "(model without a name)" : model;
	}

	/** @return the strategy as the study writes it */
	String strategyName() {
		if (everyone()) return "Everyone HGG";
		return strategy.isEmpty() ? "(not named)" : strategy.substring(0, 1).toUpperCase(Locale.ROOT) + strategy.substring(1);
	}

	/** @return both in a line */
	String label() {
		return modelName() + ", " + strategyName() + (seed.isEmpty() ? "" : ", seed " + seed);
	}
}
