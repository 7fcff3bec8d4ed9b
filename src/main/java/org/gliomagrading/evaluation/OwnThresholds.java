package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.statistics.ThresholdSearch;

/**
 * Thresholds found on validation, one for each model, seed and fusion strategy, and applied to all subsets unchanged.
 */
public final class OwnThresholds {

	private record Key(String model, String seed, String strategy) {

		static Key of(PatientPrediction p) {
			return new Key(p.model(), p.seed(), p.strategy());
		}
	}

	private OwnThresholds() {
		// only static methods
	}

	/**
	 * @param predictions predictions of patients
	 * @param search what the thresholds are chosen for
	 * @return the same patients, called by the thresholds; each stands there once for each model, seed and strategy
	 * @throws InputException if one of these has no validation patients of both grades
	 */
	public static List<PatientPrediction> apply(List<PatientPrediction> predictions, ThresholdSearch search)
		throws InputException
	{
		Map<Key, Double> thresholds = find(predictions, search);
		for (PatientPrediction p : predictions)
			if (!thresholds.containsKey(Key.of(p))) throw new InputException("Model '" + p.model() +
				"' has no validation patients of both grades, from which a threshold could be found; give predictions for all " +
				"subsets, or set the threshold");
		return called(predictions, thresholds);
	}

	/** @return as {@link #apply}, without those that have no validation patients of both grades */
	static List<PatientPrediction> applyWherePossible(List<PatientPrediction> predictions, ThresholdSearch search) {
		return called(predictions, find(predictions, search));
	}

	private static Map<Key, Double> find(List<PatientPrediction> predictions, ThresholdSearch search) {
		Map<Key, Map<String, PatientPrediction>> validation = new LinkedHashMap<>();
		for (PatientPrediction p : predictions)
			if (p.subset().equals(Subset.VALIDATION.word())) validation.computeIfAbsent(Key.of(p), key -> new LinkedHashMap<>())
				.putIfAbsent(p.patient(), p);
		Map<Key, Double> thresholds = new LinkedHashMap<>();
		validation.forEach((key, patients) -> {
			double best = search.best(scores(patients, Grade.HGG), scores(patients, Grade.LGG));
			if (!Double.isNaN(best)) thresholds.put(key, best);
		});
		return thresholds;
	}

	private static double[] scores(Map<String, PatientPrediction> patients, Grade grade) {
		return patients.values().stream().filter(p -> p.grade().equals(Optional.of(grade))).mapToDouble(
			PatientPrediction::pHgg).toArray();
	}

	/** Rows that differed by their threshold alone become one. */
	private static List<PatientPrediction> called(List<PatientPrediction> predictions, Map<Key, Double> thresholds) {
		LinkedHashSet<PatientPrediction> called = new LinkedHashSet<>();
		for (PatientPrediction p : predictions) {
			Double threshold = thresholds.get(Key.of(p));
			if (threshold != null) called.add(new PatientPrediction(p.model(), p.seed(), p.patient(), p.centre(), p.grade(), p
				.subset(), p.strategy(), p.slices(), p.pHgg(), threshold, Grade.called(p.pHgg(), threshold)));
		}
		return new ArrayList<>(called);
	}
}
