package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;

/** What a reader of a row has to know. */
final class Notes {

	private Notes() {
		// only static methods
	}

	/** @return the notes on some cases of one rule, their counts, and the metrics and intervals that are empty */
	static List<String> of(List<Scored> cases, ConfusionMatrix counts, PredictionLevel level, Map<Metric, Double> values,
		Map<Metric, Interval> intervals)
	{
		List<String> notes = new ArrayList<>(synthetic(cases));
		int without = cases.size() - counts.n();
		if (without > 0) notes.add("left out: " + without + " " + level.word() + (without == 1 ? "" : "s") +
			" without a grade");
		if (counts.n() > 0) addEmptyCells(notes, counts, values, intervals);
		boolean everyone = cases.get(0).rule().equals(Evaluation.EVERYONE);
		if (everyone) notes.add("no intervals: the rule is fixed");
		if (counts.fp() > 0 && counts.fn() + counts.tn() == 0 && !everyone) notes.add("all are called HGG");
		return notes;
	}

	/** @return whether patients are synthetic, in a word; no note where none is */
	static List<String> synthetic(List<Scored> cases) {
		long synthetic = cases.stream().filter(c -> Patient.synthetic(c.centre())).count();
		if (synthetic == 0) return List.of();
		return List.of(synthetic == cases.size() ? "synthetic" : "partly synthetic");
	}

	private static void addEmptyCells(List<String> notes, ConfusionMatrix counts, Map<Metric, Double> values,
		Map<Metric, Interval> intervals)
	{
		Map<String, List<String>> metrics = new LinkedHashMap<>();
		Map<String, List<String>> limits = new LinkedHashMap<>();
		for (Metric metric : Metric.values()) {
			Interval interval = intervals.get(metric);
			if (Double.isNaN(values.get(metric))) add(metrics, reason(metric, counts), metric);
			else if (interval != null && interval.isEmpty()) add(limits, interval.reason(), metric);
		}
		metrics.forEach((reason, names) -> notes.add("no " + words(names) + ": " + reason));
		limits.forEach((reason, names) -> notes.add("no interval of " + words(names) + ": " + reason));
	}

	private static void add(Map<String, List<String>> names, String reason, Metric metric) {
		names.computeIfAbsent(reason, key -> new ArrayList<>()).add(metric.words());
	}

	/** Without commas, by which careless readers of CSV files would part the cell. */
	private static String words(List<String> names) {
		return String.join(" / ", names);
	}

	private static String reason(Metric metric, ConfusionMatrix counts) {
		boolean high = counts.tp() + counts.fn() > 0;
		if (metric == Metric.BRIER) return "the results are no probabilities";
		if (metric == Metric.PRECISION) return "none is called HGG";
		if (metric == Metric.F1) return "none is HGG or called so";
		if (metric == Metric.SPECIFICITY) return "none is LGG";
		if (metric == Metric.RECALL || metric == Metric.AVERAGE_PRECISION) return "none is HGG";
		return high && counts.fp() + counts.tn() > 0 ? "all are called alike" : "only one grade";
	}
}
