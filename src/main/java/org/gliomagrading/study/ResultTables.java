package org.gliomagrading.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.Metrics;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;

/**
 * A study's results as the paper's tables have them, from the metrics of its patients: a row for each model, seed and
 * fusion; means over the seeds; and which model is best.
 */
final class ResultTables {

	private static final List<Metric> SHOWN = List.of(Metric.ACCURACY, Metric.PRECISION, Metric.RECALL, Metric.SPECIFICITY,
		Metric.F1, Metric.AUC);

	/** A model with a fusion. */
	private record Key(String model, String strategy) {
	}

	/** What a model with a seed and a fusion reaches in the subsets; one of them may lack. */
	private record Result(Metrics test, Optional<Metrics> train, Optional<Metrics> validation) {

		Key key() {
			return new Key(test.model(), test.strategy());
		}

		private static double value(Optional<Metrics> metrics, Metric metric) {
			return metrics.map(known -> known.value(metric)).orElse(Double.NaN);
		}

		/** The numbers of which means are taken, in the order of the columns. */
		double[] numbers() {
			double[] numbers = Arrays.copyOf(SHOWN.stream().mapToDouble(test::value).toArray(), SHOWN.size() + 2);
			numbers[SHOWN.size()] = value(train, Metric.F1);
			numbers[SHOWN.size() + 1] = value(validation, Metric.F1);
			return numbers;
		}
	}

	private final List<Result> results = new ArrayList<>();
	private final Map<Key, List<Result>> groups = new LinkedHashMap<>();
	private final Metrics everyone;
	private final Metric chooseBy;

	/**
	 * @param metrics metrics of patients, in all subsets
	 * @param chooseBy what the best are chosen by
	 * @param loaded names of the models that were trained elsewhere: they never learned from the study's train patients
	 * @throws InputException if nobody tests
	 */
	ResultTables(List<Metrics> metrics, Metric chooseBy, Set<String> loaded) throws InputException {
		this.chooseBy = chooseBy;
		Map<List<String>, Metrics> all = new LinkedHashMap<>();
		for (Metrics m : metrics)
			all.put(key(m, m.subset()), m);
		List<Metrics> tested = metrics.stream().filter(m -> m.subset().equals(Subset.TEST.word())).toList();
		everyone = tested.stream().filter(m -> m.strategy().equals(Evaluation.EVERYONE_HGG)).findFirst().orElseThrow(
			() -> new InputException("The study's split has no test patient that can be used; give test patients"));
		for (Metrics m : tested)
			if (!m.strategy().equals(Evaluation.EVERYONE_HGG)) results.add(new Result(m, loaded.contains(m.model()) ? Optional.empty()
				: Optional.ofNullable(all.get(key(m, Subset.TRAIN.word()))), Optional.ofNullable(all.get(key(m, Subset.VALIDATION.word())))));
		for (Result result : results)
			groups.computeIfAbsent(result.key(), key -> new ArrayList<>()).add(result);
	}

	private static List<String> key(Metrics m, String subset) {
		return List.of(m.model(), m.seed(), m.strategy(), subset);
	}

	/** @return {@code results.csv}: the study's Tables 1 to 4, with each seed, and the row of calling everyone HGG */
	Table results() {
		List<String> columns = new ArrayList<>(List.of("model", "seed", "strategy"));
		for (Metric metric : SHOWN) {
			columns.add(metric.column());
			if (hasLimits(metric)) columns.addAll(List.of(metric.column() + "_lo", metric.column() + "_hi"));
		}
		columns.addAll(List.of("train_f1", "validation_f1", "note"));
		List<List<Object>> rows = new ArrayList<>();
		for (Result result : results)
			rows.add(row(result, result.test.model(), result.test.seed()));
		rows.add(row(new Result(everyone, Optional.empty(), Optional.empty()), "", ""));
		return new Table(columns, rows);
	}

	private static List<Object> row(Result result, String model, String seed) {
		List<Object> row = new ArrayList<>(List.of(model, seed, result.test.strategy()));
		for (Metric metric : SHOWN) {
			row.add(result.test.value(metric));
			Interval interval = result.test.interval(metric);
			if (hasLimits(metric)) row.addAll(List.of(interval.low(), interval.high()));
		}
		row.addAll(List.of(Result.value(result.train, Metric.F1), Result.value(result.validation, Metric.F1), String.join("; ",
			result.test.notes())));
		return row;
	}

	private static boolean hasLimits(Metric metric) {
		return metric == Metric.F1 || metric == Metric.AUC;
	}

	private static List<String> meanColumns() {
		List<String> columns = new ArrayList<>(List.of("model", "strategy", "seeds"));
		List<String> numbers = new ArrayList<>(SHOWN.stream().map(Metric::column).toList());
		numbers.addAll(List.of("train_f1", "validation_f1"));
		numbers.forEach(column -> columns.addAll(List.of(column, column + "_sd")));
		return columns;
	}

	/** @return {@code seed-means.csv}: mean and standard deviation over the seeds */
	Table means() {
		List<List<Object>> rows = new ArrayList<>();
		groups.forEach((key, seeds) -> rows.add(means(key, seeds)));
		rows.add(everyoneMeans());
		return new Table(meanColumns(), rows);
	}

	private static List<Object> means(Key key, List<Result> seeds) {
		List<Object> row = new ArrayList<>(List.of(key.model, key.strategy, seeds.size()));
		double[][] numbers = seeds.stream().map(Result::numbers).toArray(double[][]::new);
		for (int i = 0; i < SHOWN.size() + 2; i++) {
			int column = i;
			double[] values = Arrays.stream(numbers).mapToDouble(each -> each[column]).toArray();
			row.addAll(List.of(mean(values), deviation(values)));
		}
		return row;
	}

	/** NaN where one value lacks: a mean over fewer seeds than the row says would mislead. */
	static double mean(double[] values) {
		return Arrays.stream(values).sum() / values.length;
	}

	/** With n - 1; NaN for one value. */
	static double deviation(double[] values) {
		double mean = mean(values);
		return values.length < 2 ? Double.NaN : Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean))
			.sum() / (values.length - 1));
	}

	/**
	 * The best model with its fusion, and each model's best fusion: chosen on validation, and, as an example of what not to
	 * believe, on test; at the end the rule that calls everyone HGG.
	 *
	 * @return {@code best.csv}
	 */
	Table best() {
		List<String> columns = new ArrayList<>(List.of("choice", "chosen_on", "chosen_by"));
		columns.addAll(meanColumns());
		columns.add("caption");
		List<List<Object>> rows = new ArrayList<>();
		for (Subset subset : List.of(Subset.VALIDATION, Subset.TEST)) {
			best("model", subset, List.copyOf(groups.keySet())).ifPresent(rows::add);
			for (String model : groups.keySet().stream().map(Key::model).distinct().toList())
				best("fusion", subset, groups.keySet().stream().filter(key -> key.model.equals(model)).toList()).ifPresent(rows::add);
		}
		rows.add(withCaption(List.of(Evaluation.EVERYONE_HGG, "", ""), everyoneMeans(), "The rule that calls every patient HGG"));
		return new Table(columns, rows);
	}

	private List<Object> everyoneMeans() {
		return means(new Key("", everyone.strategy()), List.of(new Result(everyone, Optional.empty(), Optional.empty())));
	}

	private static List<Object> withCaption(List<Object> choice, List<Object> means, String caption) {
		List<Object> row = new ArrayList<>(choice);
		row.addAll(means);
		row.add(caption);
		return row;
	}

	/** The first of the best: ties go to the higher AUC on the same patients, then to the study's order. */
	private Optional<List<Object>> best(String choice, Subset subset, List<Key> keys) {
		Key best = null;
		for (Key key : keys) {
			if (Double.isNaN(mean(key, subset, chooseBy))) continue;
			boolean first = best == null;
			int order = first ? 1 : Double.compare(mean(key, subset, chooseBy), mean(best, subset, chooseBy));
			if (order > 0 || order == 0 && mean(key, subset, Metric.AUC) > mean(best, subset, Metric.AUC)) best = key;
		}
		if (best == null) return Optional.empty();
		String caption = (choice.equals("model") ? "Best model and fusion" : "Best fusion of the model") + ", chosen by " + chooseBy
			.words() + (subset == Subset.TEST ? " on the very test patients that it is reported on: its figures are too good"
				: " on validation patients, reported on test patients");
		return Optional.of(withCaption(List.of(choice, subset.word(), chooseBy.column()), means(best, groups.get(best)), caption));
	}

	private double mean(Key key, Subset subset, Metric metric) {
		return mean(groups.get(key).stream().mapToDouble(result -> Result.value(subset == Subset.TEST ? Optional.of(result.test)
			: result.validation, metric)).toArray());
	}
}
