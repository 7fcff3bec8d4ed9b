package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/**
 * The metrics of patients, and which combination of model and fusion the report shows in full.
 *
 * @param subset the subset that is reported: {@code test} where there is one, else the first of the table
 * @param rows the rows of the reported subset in the table's order, the rules that call everyone HGG among them
 * @param all what these rows are about
 * @param scores each subset's rows, by what they are about
 * @param given the best model and its fusion as the study's folder names them; empty if it does not
 */
record Results(String subset, List<TableRow> rows, List<Combination> all, Map<String, Map<Combination, TableRow>> scores,
	Optional<Given> given)
{

	private static final String METRICS = "metrics.csv";
	private static final String TOO_GOOD =
		", the very patients that are reported, so its figures are too good: choose on validation " +
			"patients (metrics.csv of evaluate-predictions subset=all)";

	/** What {@code best.csv} says. */
	record Given(String model, String strategy, String chosenOn, String chosenBy) {
	}

	/**
	 * A combination that was chosen.
	 *
	 * @param combination the combination
	 * @param how by what, and on whom
	 * @param tooGood whether it was chosen on the very patients that are reported
	 */
	record Choice(Combination combination, String how, boolean tooGood) {
	}

	static Results of(StudyFolder folder) throws InputException {
		List<TableRow> patients = folder.table(METRICS).stream().filter(row -> row.text("level").equals("patient")).toList();
		Map<String, Map<Combination, TableRow>> scores = new HashMap<>();
		for (TableRow row : patients)
			scores.computeIfAbsent(row.text("subset"), key -> new HashMap<>()).put(Combination.of(row), row);
		String test = Subset.TEST.word();
		String subset = scores.containsKey(test) || patients.isEmpty() ? test : patients.get(0).text("subset");
		Optional<Given> given = folder.table("best.csv").stream().filter(row -> row.text("choice").equals("model")).findFirst()
			.map(row -> new Given(row.text("model"), row.text("strategy"), row.text("chosen_on"), row.text("chosen_by")));
		List<TableRow> rows = patients.stream().filter(row -> row.text("subset").equals(subset)).toList();
		List<Combination> all = new ArrayList<>();
		for (TableRow row : rows)
			all.add(Combination.of(row));
		return new Results(subset, rows, List.copyOf(all), scores, given);
	}

	/** @return what is reported, in words: {@code test patients} */
	String who() {
		return subset.isEmpty() ? "all patients" : subset + " patients";
	}

	/** @return the combinations of model and fusion that are reported, in the table's order */
	List<Combination> combinations() {
		return all.stream().filter(c -> !c.everyone()).toList();
	}

	/** @return a combination's row in a subset */
	Optional<TableRow> score(Combination combination, Subset subset) {
		return Optional.ofNullable(scores.getOrDefault(subset.word(), Map.of()).get(combination));
	}

	/** @return the reported row of a combination */
	TableRow reported(Combination combination) {
		return scores.get(subset).get(combination);
	}

	/**
	 * @param choosable what may be chosen
	 * @return the best: the study's own choice, else the highest F1 on validation (of equal ones the higher AUC, then the
	 *         first), else on the reported patients
	 * @throws InputException if a metric is no number
	 */
	Optional<Choice> best(Predicate<Combination> choosable) throws InputException {
		List<Combination> candidates = combinations().stream().filter(choosable).toList();
		for (Combination each : candidates)
			if (given.isPresent() && each.model().equals(given.get().model()) && each.strategy().equals(given.get().strategy()))
				return Optional.of(choice(each, "the study's choice, by " + given.get().chosenBy() + " on " + given.get().chosenOn(),
					given.get().chosenOn().equals(subset)));
		List<Combination> validated = candidates.stream().filter(c -> score(c, Subset.VALIDATION).isPresent()).toList();
		if (!validated.isEmpty() && !subset.equals(Subset.VALIDATION.word())) return highest(validated, "f1",
			Subset.VALIDATION.word()).map(c -> choice(c, "the highest F1 on validation patients", false));
		return highest(candidates, "f1", subset).map(c -> choice(c, "the highest F1 on " + who(), true));
	}

	private static Choice choice(Combination combination, String how, boolean tooGood) {
		return new Choice(combination, how + (tooGood ? TOO_GOOD : ""), tooGood);
	}

	/**
	 * @return of these the one with the highest value in a subset, of equal ones the one with the higher AUC, then the
	 *         first; empty where none has a value
	 * @throws InputException if a metric is no number
	 */
	Optional<Combination> highest(List<Combination> candidates, String metric, String subset) throws InputException {
		Combination best = null;
		double[] most = new double[2];
		for (Combination each : candidates) {
			TableRow row = scores.get(subset).get(each);
			double[] found = { row.number(metric), row.number("auc") };
			if (Double.isNaN(found[0])) continue;
			if (best == null || found[0] > most[0] || found[0] == most[0] && found[1] > most[1]) {
				best = each;
				most = found;
			}
		}
		return Optional.ofNullable(best);
	}

	/** @return each model's best fusion in the reported subset, by F1, in the table's order of models */
	List<Combination> bestFusions() throws InputException {
		List<Combination> best = new ArrayList<>();
		for (String model : combinations().stream().map(Combination::model).distinct().toList())
			highest(combinations().stream().filter(c -> c.model().equals(model)).toList(), "f1", subset).ifPresent(best::add);
		return best;
	}

	/** @return the model as tables show it, with the seed and the threshold where it has several */
	String label(Combination combination) {
		List<Combination> same = combinations().stream().filter(each -> each.model().equals(combination
			.model())).toList();
		boolean seeds = same.stream().map(Combination::seed).distinct().count() > 1;
		boolean thresholds = same.stream().filter(each -> each.strategy().equals(combination.strategy()) && each.seed().equals(
			combination.seed())).count() > 1;
		return combination.modelName() + (seeds ? ", seed " + combination.seed() : "") + (thresholds ? ", from " + combination
			.threshold() : "");
	}
}
