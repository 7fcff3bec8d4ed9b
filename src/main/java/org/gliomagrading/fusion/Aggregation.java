package org.gliomagrading.fusion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;

/**
 * From the predictions of slices to those of patients.
 *
 * @param strategies the fusion strategies by name, in the order of the rows they give
 * @param threshold a patient is called HGG where the fused result is at least this, 0 to 1
 */
public record Aggregation(Map<String, FusionStrategy> strategies, double threshold) {

	/** The rows that belong together. */
	private record Key(String model, String seed, String patient) {
	}

	/**
	 * @param slices predictions of slices, of any number of models and patients, in any order
	 * @return for each model, seed and patient, in the order in which they first appear, one prediction per strategy
	 * @throws InputException if the slices of a patient do not agree on its centre, grade or subset
	 */
	public List<PatientPrediction> patients(List<SlicePrediction> slices) throws InputException {
		Map<Key, List<SlicePrediction>> groups = new LinkedHashMap<>();
		for (SlicePrediction p : slices)
			groups.computeIfAbsent(new Key(p.model(), p.seed(), p.patient()), key -> new ArrayList<>()).add(p);
		List<PatientPrediction> patients = new ArrayList<>();
		for (List<SlicePrediction> group : groups.values())
			patients.addAll(patient(group));
		return patients;
	}

	private Collection<PatientPrediction> patient(List<SlicePrediction> slices) throws InputException {
		SlicePrediction first = slices.get(0);
		for (SlicePrediction p : slices) {
			same(p, "grade", word(first.grade()), word(p.grade()));
			same(p, "centre", first.centre(), p.centre());
			same(p, "subset", first.subset(), p.subset());
		}
		double[] pHgg = slices.stream().mapToDouble(SlicePrediction::pHgg).toArray();
		List<PatientPrediction> predictions = new ArrayList<>();
		strategies.forEach((name, strategy) -> {
			double fused = strategy.fuse(pHgg.clone());
			predictions.add(new PatientPrediction(first.model(), first.seed(), first.patient(), first.centre(), first.grade(),
				first.subset(), name, pHgg.length, fused, threshold, Grade.called(fused, threshold)));
		});
		return predictions;
	}

	private static String word(Optional<Grade> grade) {
		return grade.map(Grade::name).orElse("");
	}

	private static void same(SlicePrediction p, String column, String expected, String found) throws InputException {
		if (!expected.equals(found)) throw new InputException("Patient '" + p.patient() + "' has the " + column + " '" +
			expected + "' in one row of the prediction table and '" + found + "' in another; correct the table");
	}
}
