package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.prediction.PredictionLevel;

/** What a reader of a row of metrics has to know. */
final class Notes {

	private Notes() {
		// only static methods
	}

	/** @return the notes on some cases of one rule and their counts */
	static List<String> of(List<Scored> cases, ConfusionMatrix counts, PredictionLevel level) {
		List<String> notes = new ArrayList<>();
		long synthetic = cases.stream().filter(c -> Patient.synthetic(c.centre())).count();
		if (synthetic > 0) notes.add(synthetic == cases.size() ? "synthetic" : "partly synthetic");
		int without = cases.size() - counts.n();
		if (without > 0) notes.add("left out: " + without + " " + level.word() + (without == 1 ? "" : "s") +
			" without a grade");
		if (counts.n() > 0) addEmptyCells(notes, counts);
		boolean allCalledHigh = counts.fp() > 0 && counts.fn() + counts.tn() == 0;
		if (allCalledHigh && !cases.get(0).rule().equals(Evaluation.EVERYONE)) notes.add("all are called HGG");
		return notes;
	}

	private static void addEmptyCells(List<String> notes, ConfusionMatrix counts) {
		boolean high = counts.tp() + counts.fn() > 0;
		boolean low = counts.fp() + counts.tn() > 0;
		boolean calledHigh = counts.tp() + counts.fp() > 0;
		if (!calledHigh) notes.add("no precision: none is called HGG");
		if (!high) notes.add("no recall: none is HGG");
		if (!low) notes.add("no specificity: none is LGG");
		if (!high && !calledHigh) notes.add("no F1: none is HGG or called so");
		if (!high || !low) notes.add("no AUC: only one grade");
	}
}
