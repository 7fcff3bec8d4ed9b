package org.gliomagrading.fusion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;

/**
 * From the predictions of slices to those of patients.
 *
 * @param strategies the fusion strategies by name, in the order of the rows they give
 * @param threshold a patient is called HGG where the fused result is at least this, 0 to 1
 * @param features the slices' features, which strategies that learn need; empty without
 */
public record Aggregation(Map<String, FusionStrategy> strategies, double threshold, Optional<SliceFeatureTable> features) {

	/** The rows that belong together. */
	private record Key(String model, String seed, String patient) {
	}

	/** Fuses a patient's slices. */
	@FunctionalInterface
	private interface Fusion {

		double of(List<SlicePrediction> slices) throws InputException;
	}

	/**
	 * @param strategies the fusion strategies by name, none of which learns
	 * @param threshold as above
	 */
	public Aggregation(Map<String, FusionStrategy> strategies, double threshold) {
		this(strategies, threshold, Optional.empty());
	}

	/**
	 * @param slices predictions of slices, of any number of models and patients, in any order; of one model with one seed
	 *          where a strategy learns
	 * @return for each model, seed and patient, in the order in which they first appear, one prediction per strategy
	 * @throws InputException if the slices of a patient do not agree on its centre, grade or subset, or a strategy cannot
	 *           learn from them
	 */
	public List<PatientPrediction> patients(List<SlicePrediction> slices) throws InputException {
		Map<Key, List<SlicePrediction>> groups = new LinkedHashMap<>();
		for (SlicePrediction p : slices)
			groups.computeIfAbsent(new Key(p.model(), p.seed(), p.patient()), key -> new ArrayList<>()).add(p);
		for (List<SlicePrediction> group : groups.values())
			check(group);
		Map<String, Fusion> fusions = new LinkedHashMap<>();
		for (Map.Entry<String, FusionStrategy> each : strategies.entrySet())
			fusions.put(each.getKey(), each.getValue() instanceof LearnedFusion learned ? fit(each.getKey(), learned, groups
				.values()) : group -> each.getValue().fuse(group.stream().mapToDouble(SlicePrediction::pHgg).toArray()));
		List<PatientPrediction> patients = new ArrayList<>();
		for (List<SlicePrediction> group : groups.values())
			for (Map.Entry<String, Fusion> fusion : fusions.entrySet())
				patients.add(patient(group, fusion.getKey(), fusion.getValue().of(group)));
		return patients;
	}

	private Fusion fit(String name, LearnedFusion strategy, Collection<List<SlicePrediction>> groups)
		throws InputException
	{
		SliceFeatureTable table = features.orElseThrow(() -> new InputException("Fusion strategy '" + name +
			"' learns from the slices' features; give features, the table that extract-features writes with the same model"));
		if (groups.stream().map(group -> List.of(group.get(0).model(), group.get(0).seed())).distinct().count() > 1)
			throw new InputException("Fusion strategy '" + name +
				"' needs the features of the model that predicted; give predictions of one model with one seed");
		List<LearnedFusion.Bag> train = new ArrayList<>();
		for (List<SlicePrediction> group : groups)
			if (group.get(0).subset().equals(Subset.TRAIN.word()) && group.get(0).grade().isPresent()) train.add(
				new LearnedFusion.Bag(table.of(group), group.get(0).grade().get() == Grade.HGG));
		if (train.stream().map(LearnedFusion.Bag::high).distinct().count() < 2) throw new InputException("Fusion strategy '" +
			name + "' learns from patients of the subset train, and there are not both grades among them; " +
			"give predictions of train patients too");
		LearnedFusion.Fitted fitted = strategy.fit(train);
		return group -> fitted.fuse(table.of(group));
	}

	private PatientPrediction patient(List<SlicePrediction> slices, String strategy, double fused) {
		SlicePrediction first = slices.get(0);
		return new PatientPrediction(first.model(), first.seed(), first.patient(), first.centre(), first.grade(), first.subset(),
			strategy, slices.size(), fused, threshold, Grade.called(fused, threshold));
	}

	private static void check(List<SlicePrediction> slices) throws InputException {
		SlicePrediction first = slices.get(0);
		for (SlicePrediction p : slices) {
			same(p, "grade", word(first.grade()), word(p.grade()));
			same(p, "centre", first.centre(), p.centre());
			same(p, "subset", first.subset(), p.subset());
		}
	}

	private static String word(Optional<Grade> grade) {
		return grade.map(Grade::name).orElse("");
	}

	private static void same(SlicePrediction p, String column, String expected, String found) throws InputException {
		if (!expected.equals(found)) throw new InputException("Patient '" + p.patient() + "' has the " + column + " '" +
			expected + "' in one row of the prediction table and '" + found + "' in another; correct the table");
	}
}
