package org.gliomagrading.evaluation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.Scored.Model;
import org.gliomagrading.evaluation.Scored.Rule;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.MetricIntervals;
import org.gliomagrading.statistics.Sample;

/**
 * Metrics from predictions alone: for each model, seed and subset a row per rule, and one for the rule that calls
 * everyone HGG, which every other has to beat.
 */
public final class Evaluation {

	/** The name of the rule that calls everyone HGG, in column {@code strategy}. */
	public static final String EVERYONE_HGG = "everyone_hgg";

	/** As chosen subset: each of them, in rows of its own. */
	public static final String ALL_SUBSETS = "all";

	static final Rule EVERYONE = new Rule(EVERYONE_HGG, Double.NaN);

	private Evaluation() {
		// only static methods
	}

	/**
	 * Evaluates slices, called HGG from 0.5.
	 *
	 * @param predictions predictions of slices
	 * @param subset the subset to evaluate; {@link #ALL_SUBSETS}; or empty for test alone with each model that has test
	 *          predictions, and everything with the others
	 * @return the metrics, models and subsets in order of first appearance
	 * @throws InputException if the subset does not occur, no slice in it has a grade, or a patient has two grades or two
	 *           subsets
	 */
	public static List<Metrics> slices(List<SlicePrediction> predictions, String subset) throws InputException {
		return slices(predictions, subset, new Bootstrap());
	}

	/**
	 * Evaluates slices, called HGG from 0.5.
	 *
	 * @param predictions predictions of slices
	 * @param subset as for {@link #slices(List, String)}
	 * @param bootstrap how often patients are drawn for the intervals
	 * @return the metrics, models and subsets in order of first appearance
	 * @throws InputException as for {@link #slices(List, String)}
	 */
	public static List<Metrics> slices(List<SlicePrediction> predictions, String subset, Bootstrap bootstrap)
		throws InputException
	{
		return evaluate(Scored.slices(predictions), subset, PredictionLevel.SLICE, bootstrap);
	}

	/**
	 * Evaluates patients, each fusion strategy and threshold in a row of its own.
	 *
	 * @param predictions predictions of patients
	 * @param subset as for {@link #slices(List, String)}
	 * @return the metrics, models, subsets and strategies in order of first appearance
	 * @throws InputException if the subset does not occur, no patient in it has a grade, or a patient has two grades or
	 *           two subsets
	 */
	public static List<Metrics> patients(List<PatientPrediction> predictions, String subset) throws InputException {
		return patients(predictions, subset, new Bootstrap());
	}

	/**
	 * Evaluates patients, each fusion strategy and threshold in a row of its own.
	 *
	 * @param predictions predictions of patients
	 * @param subset as for {@link #slices(List, String)}
	 * @param bootstrap how often patients are drawn for the intervals
	 * @return the metrics, models, subsets and strategies in order of first appearance
	 * @throws InputException as for {@link #patients(List, String)}
	 */
	public static List<Metrics> patients(List<PatientPrediction> predictions, String subset, Bootstrap bootstrap)
		throws InputException
	{
		if (predictions.stream().anyMatch(p -> p.strategy().equals(EVERYONE_HGG))) throw new InputException("A strategy of the " +
			"prediction table is called '" + EVERYONE_HGG + "', as the rule that stands beside all; rename it");
		return evaluate(Scored.patients(predictions), subset, PredictionLevel.PATIENT, bootstrap);
	}

	private static List<Metrics> evaluate(List<Scored> cases, String subset, PredictionLevel level, Bootstrap bootstrap)
		throws InputException
	{
		List<List<Scored>> rules = new ArrayList<>();
		for (List<Scored> run : groups(chosen(cases, subset), Scored::run)) {
			rules.addAll(groups(run, Scored::rule));
			rules.add(everyone(run, level));
		}
		return rules.parallelStream().map(rule -> metrics(rule, level, bootstrap)).toList();
	}

	/**
	 * @return the cases of the subset that is to be evaluated
	 * @throws InputException if the subset does not occur, no case in it has a grade, or a patient has two grades or two
	 *           subsets
	 */
	static List<Scored> chosen(List<Scored> cases, String subset) throws InputException {
		checkPatients(cases);
		List<Scored> chosen = choose(cases, Subset.of(subset).map(Subset::word).orElse(subset.trim()));
		if (chosen.stream().noneMatch(c -> c.grade().isPresent())) throw new InputException("None of the " + chosen.size() +
			" predictions to evaluate has a grade; fill in the column 'grade' with HGG or LGG");
		return chosen;
	}

	/**
	 * A patient in two subsets would be test and training data at once. Models may be of other cohorts, whose patients have
	 * the same names: what is compared is of the same grades (see PairComparisons).
	 */
	private static void checkPatients(List<Scored> cases) throws InputException {
		record Key(Model model, String patient) {
		}
		Map<Key, Scored> first = new HashMap<>();
		for (Scored c : cases) {
			Scored known = first.putIfAbsent(new Key(c.run().model(), c.patient()), c);
			if (known == null) continue;
			if (!known.grade().equals(c.grade())) throw twice(c, "grades", word(known.grade()), word(c.grade()));
			if (!known.run().subset().equals(c.run().subset())) throw twice(c, "subsets", known.run().subset(), c.run()
				.subset());
		}
	}

	private static String word(Optional<Grade> grade) {
		return grade.map(Grade::name).orElse("");
	}

	private static InputException twice(Scored c, String what, String one, String other) {
		return new InputException("Patient '" + c.patient() + "' has two " + what + " in the prediction table: '" + one +
			"' and '" + other + "'; correct the table");
	}

	private static List<Scored> choose(List<Scored> cases, String subset) throws InputException {
		if (subset.equals(ALL_SUBSETS)) return cases;
		if (subset.isEmpty()) return groups(cases, c -> c.run().model()).stream().flatMap(model -> {
			List<Scored> test = ofSubset(model, Subset.TEST.word());
			return (test.isEmpty() ? model : test).stream();
		}).toList();
		List<Scored> chosen = ofSubset(cases, subset);
		if (chosen.isEmpty()) throw new InputException("No prediction is of the subset '" + subset + "'; the table has: " +
			cases.stream().map(c -> c.run().subset()).distinct().map(s -> s.isEmpty() ? "(empty)" : s).collect(Collectors.joining(
				", ")));
		return chosen;
	}

	private static List<Scored> ofSubset(List<Scored> cases, String subset) {
		return cases.stream().filter(c -> c.run().subset().equals(subset)).toList();
	}

	/** The same cases as one rule has: with several strategies a patient must not count several times. */
	static List<Scored> everyone(List<Scored> run, PredictionLevel level) {
		Map<Object, Scored> unique = new LinkedHashMap<>();
		for (Scored c : run)
			unique.putIfAbsent(level == PredictionLevel.PATIENT ? c.patient() : unique.size(), c.calledHigh(EVERYONE));
		return List.copyOf(unique.values());
	}

	static Metrics metrics(List<Scored> cases, PredictionLevel level, Bootstrap bootstrap) {
		Sample sample = Scored.sample(cases);
		double[] metrics = sample.metrics(sample.once());
		Map<Metric, Double> values = new EnumMap<>(Metric.class);
		for (Metric metric : Metric.values())
			values.put(metric, metrics[metric.ordinal()]);
		Scored first = cases.get(0);
		Map<Metric, Interval> intervals = intervals(sample, first.rule(), level, bootstrap);
		Model model = first.run().model();
		return new Metrics(model.name(), model.seed(), first.run().subset(), level, first.rule().strategy(), first.rule()
			.threshold(), sample.counts(), values, intervals, Notes.of(cases, sample.counts(), level, values, intervals));
	}

	/** Who calls everyone HGG does so with other patients too; a rule that has seen the grades would be too sure. */
	private static Map<Metric, Interval> intervals(Sample sample, Rule rule, PredictionLevel level, Bootstrap bootstrap) {
		if (sample.size() == 0 || rule.equals(EVERYONE) || rule.equals(CentreRule.IN_SAMPLE)) return Map.of();
		return level == PredictionLevel.PATIENT ? MetricIntervals.patients(sample, bootstrap) : MetricIntervals.slices(sample,
			bootstrap);
	}

	static <T, K> Collection<List<T>> groups(List<T> cases, Function<T, K> key) {
		return cases.stream().collect(groupingBy(key, LinkedHashMap::new, toList())).values();
	}
}
