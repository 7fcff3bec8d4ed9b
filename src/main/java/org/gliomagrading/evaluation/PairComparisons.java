package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.gliomagrading.evaluation.Comparison.Difference;
import org.gliomagrading.evaluation.Comparison.Side;
import org.gliomagrading.evaluation.Comparison.Thresholds;
import org.gliomagrading.statistics.DeLong;
import org.gliomagrading.statistics.Draws;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.PairedCalls;
import org.gliomagrading.statistics.TestResult;

/**
 * Comparisons on the same patients: of each two fusions of a model, of each two models with the same fusion and seed,
 * and of all fusions of a model at once.
 *
 * @param subset the subset
 * @param thresholds which thresholds the grades were called by
 */
record PairComparisons(String subset, Thresholds thresholds) {

	private static final Set<Metric> WITHOUT_THRESHOLD = EnumSet.of(Metric.AUC, Metric.AVERAGE_PRECISION, Metric.BRIER);

	List<Comparison> of(List<Candidate> candidates) {
		record SeedAndFusion(String seed, String strategy) {
		}
		List<Comparison> rows = new ArrayList<>();
		for (List<Candidate> model : Evaluation.groups(candidates, Candidate::model))
			for (List<Candidate> fusions : onceEach(model, c -> c.rule().strategy())) {
				if (fusions.size() > 1) rows.add(cochran(fusions));
				rows.addAll(pairs(fusions));
			}
		for (List<Candidate> fusion : Evaluation.groups(candidates, c -> new SeedAndFusion(c.model().seed(), c.rule()
			.strategy())))
			for (List<Candidate> models : onceEach(fusion, Candidate::model))
				rows.addAll(pairs(models));
		return rows;
	}

	/** Where one of them stands there with several thresholds, only equal thresholds are compared. */
	private static Collection<List<Candidate>> onceEach(List<Candidate> candidates, Function<Candidate, Object> who) {
		boolean once = candidates.stream().map(who).distinct().count() == candidates.size();
		return once ? List.of(candidates) : Evaluation.groups(candidates, c -> c.rule().threshold());
	}

	private List<Comparison> pairs(List<Candidate> candidates) {
		List<Comparison> rows = new ArrayList<>();
		for (int i = 0; i < candidates.size(); i++)
			for (int j = i + 1; j < candidates.size(); j++)
				rows.addAll(pair(candidates.get(i), candidates.get(j)));
		return rows;
	}

	private Comparison cochran(List<Candidate> fusions) {
		Side model = new Side(fusions.get(0).model().name(), fusions.get(0).model().seed(), "", Double.NaN);
		boolean same = fusions.stream().allMatch(c -> c.sample().samePatients(fusions.get(0).sample()));
		TestResult result = same ? PairedCalls.cochranQ(fusions.stream().map(c -> c.sample().right()).toArray(
			boolean[][]::new)) : Comparison.NO_TEST;
		List<String> notes = new ArrayList<>(List.of("over " + fusions.size() + " fusions: " + String.join(" / ", fusions
			.stream().map(c -> c.rule().strategy()).toList())));
		notes.addAll(why(same, result.reason()));
		return new Comparison(subset, "cochran_q", thresholds, "", model, Side.ALL, fusions.get(0).sample().size(),
			Difference.NONE, result, notes);
	}

	private static List<String> why(boolean same, String reason) {
		return Stream.of(same ? "" : "not the same patients, or with other grades", reason).filter(note -> !note.isEmpty()).toList();
	}

	private List<Comparison> pair(Candidate a, Candidate b) {
		if (!a.sample().samePatients(b.sample())) return List.of(new Comparison(subset, "mcnemar", thresholds, "", a.side(),
			b.side(), a.sample().size(), Difference.NONE, Comparison.NO_TEST, why(false, "")));
		List<Comparison> rows = new ArrayList<>();
		rows.add(row("mcnemar", thresholds, "", a, b, Difference.NONE, PairedCalls.mcNemar(a.sample().right(), b.sample()
			.right()), ""));
		if (thresholds == Thresholds.GIVEN) rows.add(deLong(a, b));
		for (Metric metric : Metric.values()) {
			boolean without = WITHOUT_THRESHOLD.contains(metric);
			if (without && thresholds != Thresholds.GIVEN) continue;
			Difference difference = difference(a, b, metric);
			rows.add(row("bootstrap", without ? Thresholds.NONE : thresholds, metric.column(), a, b, difference,
				Comparison.NO_TEST, difference.interval().reason()));
		}
		return rows;
	}

	private Comparison deLong(Candidate a, Candidate b) {
		DeLong test = DeLong.of(a.sample().scoresOf(true), a.sample().scoresOf(false), b.sample().scoresOf(true), b.sample()
			.scoresOf(false));
		return row("delong", Thresholds.NONE, Metric.AUC.column(), a, b, new Difference(a.value(Metric.AUC), b.value(
			Metric.AUC), test.interval()), test.test(), test.test().reason());
	}

	/** The draws are pairs: both samples were drawn alike. */
	private static Difference difference(Candidate a, Candidate b, Metric metric) {
		double[] first = a.draws()[metric.ordinal()];
		double[] second = b.draws()[metric.ordinal()];
		double[] differences = new double[first.length];
		for (int i = 0; i < differences.length; i++)
			differences[i] = first[i] - second[i];
		boolean empty = Double.isNaN(a.value(metric) - b.value(metric));
		return new Difference(a.value(metric), b.value(metric), empty ? Interval.empty("no value") : new Draws(differences)
			.percentile());
	}

	private Comparison row(String test, Thresholds by, String metric, Candidate a, Candidate b, Difference difference,
		TestResult result, String reason)
	{
		return new Comparison(subset, test, by, metric, a.side(), b.side(), a.sample().size(), difference, result, why(true,
			reason));
	}
}
