package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.Comparison.Thresholds;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.ThresholdSearch;

/**
 * Models and fusions compared on the same patients, from predictions alone: at the thresholds of the table and, where
 * there are validation patients, at each one's own, so that a mere shift of the threshold shows.
 */
public final class Comparisons {

	private Comparisons() {
		// only static methods
	}

	/**
	 * @param predictions predictions of patients, those of validation among them where own thresholds are wanted
	 * @param subset the subset to compare on, as for {@link Evaluation#patients(List, String)}
	 * @param search what own thresholds are chosen for, on validation
	 * @param bootstrap how often patients are drawn for the differences
	 * @return the table {@code comparisons.csv}
	 * @throws InputException as for {@link Evaluation#patients(List, String)}
	 */
	public static Table table(List<PatientPrediction> predictions, String subset, ThresholdSearch search,
		Bootstrap bootstrap) throws InputException
	{
		List<Comparison> rows = new ArrayList<>();
		for (List<Scored> cases : bySubset(Scored.patients(predictions), subset)) {
			List<Candidate> candidates = Candidate.of(cases, bootstrap);
			String name = cases.get(0).run().subset();
			List<Comparison> found = new ArrayList<>(new FusionComparisons(name, Thresholds.GIVEN, Metric.F1).of(candidates));
			found.addAll(new FusionComparisons(name, Thresholds.NONE, Metric.AUC).of(candidates));
			found.addAll(new PairComparisons(name, Thresholds.GIVEN).of(candidates));
			found.addAll(atOwnThresholds(predictions, name, search, bootstrap));
			List<String> synthetic = Notes.synthetic(cases);
			found.forEach(row -> rows.add(row.noted(synthetic)));
		}
		return Comparison.table(rows);
	}

	/** A threshold found on validation says nothing new of validation, and is not applied to what it was trained on. */
	private static List<Comparison> atOwnThresholds(List<PatientPrediction> predictions, String subset,
		ThresholdSearch search, Bootstrap bootstrap)
	{
		if (!subset.equals(Subset.TEST.word())) return List.of();
		List<Scored> cases = Scored.patients(OwnThresholds.applyWherePossible(predictions, search)).stream().filter(
			c -> c.run().subset().equals(subset)).toList();
		List<Candidate> candidates = Candidate.of(cases, bootstrap);
		List<Comparison> rows = new ArrayList<>(new FusionComparisons(subset, Thresholds.VALIDATION, Metric.F1).of(
			candidates));
		rows.addAll(new PairComparisons(subset, Thresholds.VALIDATION).of(candidates));
		return rows;
	}

	private static List<List<Scored>> bySubset(List<Scored> cases, String subset) throws InputException {
		return List.copyOf(Evaluation.groups(Evaluation.chosen(cases, subset), c -> c.run().subset()));
	}
}
