package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gliomagrading.evaluation.Comparison.Difference;
import org.gliomagrading.evaluation.Comparison.Side;
import org.gliomagrading.evaluation.Comparison.Thresholds;
import org.gliomagrading.evaluation.Scored.Model;
import org.gliomagrading.statistics.FriedmanTest;
import org.gliomagrading.statistics.Holm;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.TestResult;
import org.gliomagrading.statistics.WilcoxonTest;

/**
 * Do the fusions differ over the models? Friedman's test of one metric, and each two fusions after it.
 *
 * @param subset the subset
 * @param thresholds which thresholds the grades were called by
 * @param metric the metric
 */
record FusionComparisons(String subset, Thresholds thresholds, Metric metric) {

	/** Differences that differ by less are ties: 0.8 - 0.7 and 0.9 - 0.8 are not equal in binary. */
	private static final double ROUNDING = 1e-12;

	/** @return the rows; none with fewer than two models that have the same two fusions or more */
	List<Comparison> of(List<Candidate> candidates) {
		Map<Model, Map<String, Candidate>> models = new LinkedHashMap<>();
		for (Candidate c : candidates)
			models.computeIfAbsent(c.model(), key -> new LinkedHashMap<>()).putIfAbsent(c.rule().strategy(), c);
		Set<String> shared = new LinkedHashSet<>();
		models.values().forEach(fusions -> shared.addAll(fusions.keySet()));
		models.values().forEach(fusions -> shared.retainAll(fusions.keySet()));
		List<String> fusions = List.copyOf(shared);
		List<Map<String, Candidate>> blocks = models.values().stream().filter(model -> fusions.stream().noneMatch(f -> Double
			.isNaN(model.get(f).value(metric)))).toList();
		if (fusions.size() < 2 || blocks.size() < 2) return List.of();
		List<String> notes = notes(fusions, blocks, models.size());
		double[][] values = blocks.stream().map(model -> fusions.stream().mapToDouble(f -> model.get(f).value(metric))
			.toArray()).toArray(double[][]::new);
		FriedmanTest friedman = FriedmanTest.of(values);
		List<Comparison> rows = new ArrayList<>();
		rows.add(all("friedman", friedman.plain(), values.length, notes));
		rows.add(all("friedman_tie_corrected", friedman.corrected(), values.length, notes));
		rows.addAll(nemenyi(friedman, fusions, notes));
		rows.addAll(wilcoxon(values, fusions, notes));
		return rows;
	}

	private List<String> notes(List<String> fusions, List<Map<String, Candidate>> blocks, int models) {
		List<String> notes = new ArrayList<>();
		notes.add("over " + blocks.size() + " models x " + fusions.size() + " fusions: " + String.join(" / ", fusions));
		Candidate first = blocks.get(0).get(fusions.get(0));
		if (blocks.stream().allMatch(model -> model.get(fusions.get(0)).sample().samePatients(first.sample()))) notes.add(
			"descriptive: all models share one set of patients");
		if (blocks.size() < models) notes.add("left out: " + (models - blocks.size()) + " models without " + metric.words());
		return notes;
	}

	private Comparison all(String test, TestResult result, int n, List<String> notes) {
		List<String> all = new ArrayList<>(notes);
		if (!result.reason().isEmpty()) all.add(result.reason());
		return new Comparison(subset, test, thresholds, metric.column(), Side.ALL, Side.ALL, n, Difference.NONE, result,
			all);
	}

	private static Side side(String fusion) {
		return new Side("", "", fusion, Double.NaN);
	}

	/** Its values are mean ranks. */
	private List<Comparison> nemenyi(FriedmanTest friedman, List<String> fusions, List<String> notes) {
		List<Comparison> rows = new ArrayList<>();
		for (int i = 0; i < fusions.size(); i++)
			for (int j = i + 1; j < fusions.size(); j++)
				rows.add(new Comparison(subset, "nemenyi", thresholds, metric.column(), side(fusions.get(i)), side(fusions.get(
					j)), friedman.blocks(), new Difference(friedman.meanRanks()[i], friedman.meanRanks()[j], Interval.empty(
						"mean ranks")), friedman.nemenyi(i, j), notes));
		return rows;
	}

	/** Its values are means of the metric. The family is all pairs that can be tested. */
	private List<Comparison> wilcoxon(double[][] values, List<String> fusions, List<String> notes) {
		List<Comparison> rows = new ArrayList<>();
		for (int i = 0; i < fusions.size(); i++)
			for (int j = i + 1; j < fusions.size(); j++) {
				double[] differences = new double[values.length];
				double first = 0;
				double second = 0;
				for (int block = 0; block < values.length; block++) {
					differences[block] = Math.rint((values[block][i] - values[block][j]) / ROUNDING) * ROUNDING;
					first += values[block][i] / values.length;
					second += values[block][j] / values.length;
				}
				TestResult result = WilcoxonTest.of(differences);
				List<String> all = new ArrayList<>(notes);
				if (!result.reason().isEmpty()) all.add(result.reason());
				rows.add(new Comparison(subset, "wilcoxon", thresholds, metric.column(), side(fusions.get(i)), side(fusions.get(
					j)), values.length, new Difference(first, second, Interval.empty("means")), result, all));
			}
		return adjusted(rows);
	}

	private static List<Comparison> adjusted(List<Comparison> rows) {
		double[] p = rows.stream().mapToDouble(row -> row.result().p()).filter(value -> !Double.isNaN(value)).toArray();
		double[] adjusted = Holm.adjust(p);
		List<Comparison> family = new ArrayList<>();
		int next = 0;
		for (Comparison c : rows) {
			boolean tested = !Double.isNaN(c.result().p());
			family.add(new Comparison(c.subset(), c.test(), c.thresholds(), c.metric(), c.first(), c.second(), c.n(), c
				.difference(), c.result(), tested ? adjusted[next++] : Double.NaN, p.length, c.notes()));
		}
		return family;
	}
}
