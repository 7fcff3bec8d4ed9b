package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;

/**
 * How well a model and a rule grade one subset: a row of {@code metrics.csv}.
 *
 * @param model the model's name
 * @param seed the seed it was trained with, as text; empty if unknown
 * @param subset the subset; empty without a split
 * @param level what was counted
 * @param strategy the fusion strategy, or {@link Evaluation#EVERYONE_HGG}; empty for slices
 * @param threshold HGG is called where the result is at least this; NaN where that does not apply
 * @param counts the cases with a known grade
 * @param values each metric; NaN where it is 0/0 or needs a probability
 * @param intervals the 95% interval of each metric that has a value and an interval
 * @param notes what a reader has to know: why a cell is empty, that patients are synthetic
 */
public record Metrics(String model, String seed, String subset, PredictionLevel level, String strategy,
	double threshold, ConfusionMatrix counts, Map<Metric, Double> values, Map<Metric, Interval> intervals,
	List<String> notes)
{

	private static final Interval NONE = Interval.empty("no value");

	/** Copies the collections. */
	public Metrics {
		values = Map.copyOf(values);
		intervals = Map.copyOf(intervals);
		notes = List.copyOf(notes);
	}

	/**
	 * @param metric a metric
	 * @return its value; NaN where it is empty
	 */
	public double value(Metric metric) {
		return values.get(metric);
	}

	/**
	 * @param metric a metric
	 * @return its 95% interval; empty where there is none
	 */
	public Interval interval(Metric metric) {
		return intervals.getOrDefault(metric, NONE);
	}

	/** @return the same with a further note, before its own */
	Metrics noted(String note) {
		List<String> all = new ArrayList<>(List.of(note));
		all.addAll(notes);
		return new Metrics(model, seed, subset, level, strategy, threshold, counts, values, intervals, all);
	}

	/**
	 * @param rows metrics
	 * @return the table {@code metrics.csv}
	 */
	public static Table table(List<Metrics> rows) {
		List<String> columns = new ArrayList<>(List.of("model", "seed", "subset", "level", "strategy", "threshold", "n", "tp",
			"fp", "fn", "tn"));
		for (Metric metric : Metric.values())
			columns.addAll(List.of(metric.column(), metric.column() + "_lo", metric.column() + "_hi"));
		columns.add("note");
		List<List<Object>> cells = new ArrayList<>(rows.size());
		for (Metrics m : rows) {
			ConfusionMatrix c = m.counts;
			List<Object> row = new ArrayList<>(List.of(m.model, m.seed, m.subset, m.level.word(), m.strategy, m.threshold, c
				.n(), c.tp(), c.fp(), c.fn(), c.tn()));
			for (Metric metric : Metric.values())
				row.addAll(List.of(m.value(metric), m.interval(metric).low(), m.interval(metric).high()));
			row.add(String.join("; ", m.notes));
			cells.add(row);
		}
		return new Table(columns, cells);
	}
}
