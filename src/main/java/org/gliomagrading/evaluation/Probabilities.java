package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.Scored.Model;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Calibration;
import org.gliomagrading.statistics.Sample;
import org.gliomagrading.statistics.TemperatureScaling;

/**
 * The probabilities of a model and a fusion on one subset, as they are or with temperature scaling, to be judged as
 * probabilities. Thresholds play no part.
 *
 * @param model the model
 * @param subset the subset; empty without a split
 * @param level what the probabilities are of
 * @param strategy the fusion strategy; empty for slices
 * @param scaled whether they were scaled
 * @param temperature the temperature; NaN where they were not scaled, or cannot be
 * @param sample the graded cases; empty where they cannot be scaled
 * @param notes what a reader has to know
 */
record Probabilities(Model model, String subset, PredictionLevel level, String strategy, boolean scaled,
	double temperature, Optional<Sample> sample, List<String> notes)
{

	private record Key(Model model, String strategy) {

		static Key of(Scored c) {
			return new Key(c.run().model(), c.rule().strategy());
		}
	}

	/**
	 * @param predictions predictions of slices
	 * @param subset as for {@link Evaluation#slices(List, String)}
	 * @param scaling whether scaled probabilities are wanted as well
	 * @throws InputException as for {@link Evaluation#slices(List, String)}
	 */
	static List<Probabilities> slices(List<SlicePrediction> predictions, String subset, boolean scaling)
		throws InputException
	{
		return of(Scored.slices(predictions), subset, PredictionLevel.SLICE, scaling);
	}

	/** As for slices; a patient that stands there with several thresholds counts once. */
	static List<Probabilities> patients(List<PatientPrediction> predictions, String subset, boolean scaling)
		throws InputException
	{
		record Once(Key key, String patient) {
		}
		Map<Once, Scored> unique = new LinkedHashMap<>();
		for (Scored c : Scored.patients(predictions))
			unique.putIfAbsent(new Once(Key.of(c), c.patient()), c);
		return of(List.copyOf(unique.values()), subset, PredictionLevel.PATIENT, scaling);
	}

	private static List<Probabilities> of(List<Scored> cases, String subset, PredictionLevel level, boolean scaling)
		throws InputException
	{
		List<Probabilities> all = new ArrayList<>();
		for (List<Scored> run : Evaluation.groups(Evaluation.chosen(cases, subset), Scored::run))
			for (List<Scored> group : Evaluation.groups(run, Key::of)) {
				Sample sample = Scored.sample(group);
				if (sample.size() == 0) continue;
				all.add(new Probabilities(group, level, false, Double.NaN, Optional.of(sample), Notes.synthetic(group)));
				if (scaling && sample.probability()) all.add(scaled(group, cases, level));
			}
		return all;
	}

	private Probabilities(List<Scored> group, PredictionLevel level, boolean scaled, double temperature,
		Optional<Sample> sample, List<String> notes)
	{
		this(group.get(0).run().model(), group.get(0).run().subset(), level, group.get(0).rule().strategy(), scaled,
			temperature, sample, notes);
	}

	private static Probabilities scaled(List<Scored> group, List<Scored> cases, PredictionLevel level) {
		List<Scored> validation = cases.stream().filter(c -> Key.of(c).equals(Key.of(group.get(0))) && c.run().subset()
			.equals(Subset.VALIDATION.word()) && c.grade().isPresent()).toList();
		boolean[] high = new boolean[validation.size()];
		for (int i = 0; i < high.length; i++)
			high[i] = validation.get(i).grade().get() == Grade.HGG;
		TemperatureScaling scaling = TemperatureScaling.fit(validation.stream().mapToDouble(Scored::score).toArray(), high);
		List<String> notes = new ArrayList<>(Notes.synthetic(group));
		if (!scaling.reason().isEmpty()) {
			notes.add("no temperature: " + (high.length == 0 ? "no validation cases" : scaling.reason()));
			return new Probabilities(group, level, true, Double.NaN, Optional.empty(), notes);
		}
		List<Scored> scaled = group.stream().map(c -> new Scored(c.run(), c.rule(), c.patient(), c.centre(), c.grade(), scaling
			.apply(c.score()), c.called())).toList();
		return new Probabilities(group, level, true, scaling.temperature(), Optional.of(Scored.sample(scaled)), notes);
	}

	/** The columns of {@link #cells()}. */
	static List<String> columns(String... more) {
		List<String> columns = new ArrayList<>(List.of("model", "seed", "subset", "level", "strategy", "scaling"));
		columns.addAll(Arrays.asList(more));
		return columns;
	}

	/** @return the cells that say whose probabilities they are */
	List<Object> cells() {
		return List.of(model.name(), model.seed(), subset, level.word(), strategy, scaled ? "temperature" : "none");
	}

	/** @return the cells, with more of them */
	List<Object> cells(Object... more) {
		List<Object> cells = new ArrayList<>(cells());
		cells.addAll(Arrays.asList(more));
		return cells;
	}

	/** @return the calibration; empty where they cannot be scaled */
	Calibration calibration() {
		return sample.map(Calibration::of).orElse(new Calibration(Double.NaN, Double.NaN, Double.NaN, Double.NaN, ""));
	}
}
