package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.Scored.Model;
import org.gliomagrading.evaluation.Scored.Run;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Bootstrap;

/**
 * Whether the grade follows the centre, and how models do where it cannot: in BraTS a rule that knows nothing but the
 * centre beats most networks.
 *
 * @param centres the table {@code centres.csv}: how many patients of which grade come from which centre
 * @param metrics the table {@code centre-metrics.csv}: rules that look at the centre alone, and models within those
 *          centres that have both grades
 */
public record CentreTables(Table centres, Table metrics) {

	private static final List<String> COLUMNS = List.of("model", "seed", "subset", "centre", "n", "hgg", "lgg",
		"without_grade", "hgg_share", "note");

	private record Row(String centre, Metrics metrics) {
	}

	/**
	 * @param predictions predictions of slices; a patient counts once in all but the metrics within centres
	 * @param subset as for {@link Evaluation#slices(List, String)}
	 * @param lowGradeCentres the centres of a rule that calls their patients LGG; empty without such a rule
	 * @param bootstrap how often patients are drawn for the intervals
	 * @return the tables; empty if no patient has a centre
	 * @throws InputException as for {@link Evaluation#slices(List, String)}
	 */
	public static Optional<CentreTables> slices(List<SlicePrediction> predictions, String subset,
		Set<String> lowGradeCentres, Bootstrap bootstrap) throws InputException
	{
		return of(Scored.slices(predictions), subset, Optional.of(PredictionLevel.SLICE), lowGradeCentres, bootstrap);
	}

	/**
	 * @param predictions predictions of patients
	 * @param subset as for {@link Evaluation#patients(List, String)}
	 * @param lowGradeCentres the centres of a rule that calls their patients LGG; empty without such a rule
	 * @param bootstrap how often patients are drawn for the intervals
	 * @return the tables; empty if no patient has a centre
	 * @throws InputException as for {@link Evaluation#patients(List, String)}
	 */
	public static Optional<CentreTables> patients(List<PatientPrediction> predictions, String subset,
		Set<String> lowGradeCentres, Bootstrap bootstrap) throws InputException
	{
		return of(Scored.patients(predictions), subset, Optional.of(PredictionLevel.PATIENT), lowGradeCentres, bootstrap);
	}

	/**
	 * @param people patients without predictions: of a cohort or a split
	 * @param subset as for {@link Evaluation#patients(List, String)}
	 * @param lowGradeCentres the centres of a rule that calls their patients LGG; empty without such a rule
	 * @param bootstrap how often patients are drawn for the intervals
	 * @return the tables, without models; empty if no patient has a centre
	 * @throws InputException as for {@link Evaluation#patients(List, String)}
	 */
	public static Optional<CentreTables> people(List<CentrePatient> people, String subset, Set<String> lowGradeCentres,
		Bootstrap bootstrap) throws InputException
	{
		Model none = new Model("", "");
		List<Scored> cases = people.stream().map(p -> new Scored(new Run(none, p.subset()), Evaluation.EVERYONE, p
			.patient(), p.centre(), p.grade(), 1, Grade.HGG)).toList();
		return of(cases, subset, Optional.empty(), lowGradeCentres, bootstrap);
	}

	private static Optional<CentreTables> of(List<Scored> cases, String subset, Optional<PredictionLevel> level,
		Set<String> lowGradeCentres, Bootstrap bootstrap) throws InputException
	{
		List<Scored> chosen = Evaluation.chosen(cases, subset);
		if (cases.stream().allMatch(c -> c.centre().isEmpty())) return Optional.empty();
		List<List<Object>> counts = new ArrayList<>();
		List<Row> rows = new ArrayList<>();
		for (List<Scored> patients : cohorts(cases)) {
			for (List<Scored> ofSubset : Evaluation.groups(patients, c -> c.run().subset()))
				counts.addAll(counts(ofSubset));
			List<Scored> scored = cohorts(chosen).stream().filter(other -> model(other).equals(model(patients))).findFirst()
				.orElse(List.of());
			for (List<Scored> run : Evaluation.groups(scored, Scored::run))
				rows.addAll(rules(patients, run, lowGradeCentres, bootstrap));
		}
		if (level.isPresent()) rows.addAll(within(chosen, level.get(), bootstrap));
		return Optional.of(new CentreTables(new Table(COLUMNS, counts), table(rows)));
	}

	/**
	 * The patients of each model, once each; one cohort without a model's name where all models have the same.
	 */
	private static List<List<Scored>> cohorts(List<Scored> cases) {
		List<List<Scored>> cohorts = new ArrayList<>();
		for (List<Scored> ofModel : Evaluation.groups(cases, c -> c.run().model())) {
			Map<String, Scored> unique = new TreeMap<>();
			ofModel.forEach(c -> unique.putIfAbsent(c.patient(), c.calledHigh(Evaluation.EVERYONE)));
			cohorts.add(List.copyOf(unique.values()));
		}
		List<List<Scored>> unnamed = cohorts.stream().map(cohort -> cohort.stream().map(c -> new Scored(new Run(new Model("",
			""), c.run().subset()), c.rule(), c.patient(), c.centre(), c.grade(), c.score(), c.called())).toList()).toList();
		return unnamed.stream().distinct().count() == 1 ? unnamed.subList(0, 1) : cohorts;
	}

	private static Model model(List<Scored> cohort) {
		return cohort.get(0).run().model();
	}

	private static List<List<Object>> counts(List<Scored> patients) {
		List<List<Object>> rows = new ArrayList<>();
		Run run = patients.get(0).run();
		for (List<Scored> centre : byCentre(patients)) {
			int high = number(centre, Grade.HGG);
			int low = number(centre, Grade.LGG);
			List<String> notes = new ArrayList<>(Notes.synthetic(centre));
			if (centre.get(0).centre().isEmpty()) notes.add("centre unknown");
			if (high > 0 && low > 0) notes.add("both grades");
			rows.add(List.of(run.model().name(), run.model().seed(), run.subset(), centre.get(0).centre(), centre.size(),
				high, low, centre.size() - high - low, high / (double) (high + low), String.join("; ", notes)));
		}
		return rows;
	}

	private static int number(List<Scored> cases, Grade grade) {
		return (int) cases.stream().filter(c -> c.grade().equals(Optional.of(grade))).count();
	}

	/** In the order of their names; the patients of unknown centres last. */
	private static List<List<Scored>> byCentre(List<Scored> cases) {
		Map<String, List<Scored>> centres = new TreeMap<>();
		cases.forEach(c -> centres.computeIfAbsent(c.centre(), centre -> new ArrayList<>()).add(c));
		List<Scored> unknown = centres.remove("");
		List<List<Scored>> all = new ArrayList<>(centres.values());
		if (unknown != null) all.add(unknown);
		return all;
	}

	/** What can be said of a subset by the centre alone. */
	private static List<Row> rules(List<Scored> patients, List<Scored> run, Set<String> lowGradeCentres,
		Bootstrap bootstrap)
	{
		if (run.stream().allMatch(c -> c.grade().isEmpty())) return List.of();
		List<Row> rows = new ArrayList<>();
		String train = Subset.TRAIN.word();
		CentreRule learned = new CentreRule(patients.stream().filter(c -> c.run().subset().equals(train)).toList());
		boolean apart = learned.learned() && !run.get(0).run().subset().equals(train);
		if (apart) rows.add(row(learned.apply(run, CentreRule.LEARNED), bootstrap, "learned from the train patients"));
		rows.add(row(new CentreRule(run).apply(run, CentreRule.IN_SAMPLE), bootstrap,
			"no intervals: learned from the very patients"));
		if (!lowGradeCentres.isEmpty()) rows.add(row(CentreRule.named(run, lowGradeCentres), bootstrap, "LGG from " + String
			.join(" / ", lowGradeCentres)));
		rows.add(row(run, bootstrap, ""));
		return rows;
	}

	private static Row row(List<Scored> cases, Bootstrap bootstrap, String note) {
		Metrics metrics = Evaluation.metrics(cases, PredictionLevel.PATIENT, bootstrap);
		return new Row("", note.isEmpty() ? metrics : metrics.noted(note));
	}

	/** Each model and rule within each centre whose patients in the subset have both grades. */
	private static List<Row> within(List<Scored> chosen, PredictionLevel level, Bootstrap bootstrap) {
		Map<List<Scored>, String> groups = new LinkedHashMap<>();
		for (List<Scored> run : Evaluation.groups(chosen, Scored::run))
			for (List<Scored> centre : byCentre(run)) {
				if (centre.get(0).centre().isEmpty() || number(centre, Grade.HGG) == 0 || number(centre, Grade.LGG) == 0) continue;
				Evaluation.groups(centre, Scored::rule).forEach(rule -> groups.put(rule, rule.get(0).centre()));
				groups.put(Evaluation.everyone(centre, level), centre.get(0).centre());
			}
		return groups.entrySet().parallelStream().map(group -> new Row(group.getValue(), Evaluation.metrics(group.getKey(),
			level, bootstrap))).toList();
	}

	private static Table table(List<Row> rows) {
		Table plain = Metrics.table(rows.stream().map(Row::metrics).toList());
		List<String> columns = new ArrayList<>(List.of("centre"));
		columns.addAll(plain.columns());
		List<List<Object>> cells = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			List<Object> row = new ArrayList<>(List.of(rows.get(i).centre));
			row.addAll(plain.rows().get(i));
			cells.add(row);
		}
		return new Table(columns, cells);
	}
}
