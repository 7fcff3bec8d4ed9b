package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.statistics.Metric;

/** How well models grade, beside what they cost. */
public final class EfficiencyMetrics {

	private static final List<String> COLUMNS = List.of("model", "seed", "device", "parameters", "seconds_per_patient",
		"peak_memory_mb", "subset", "level", "strategy", "threshold", "n", "f1", "f1_lo", "f1_hi", "specificity", "specificity_lo",
		"specificity_hi", "auc", "auc_lo", "auc_hi", "note");
	private static final List<Metric> SHOWN = List.of(Metric.F1, Metric.SPECIFICITY, Metric.AUC);
	private static final Efficiency UNKNOWN = new Efficiency("", "", "", Double.NaN, Double.NaN, Double.NaN);

	private EfficiencyMetrics() {
		// only static methods
	}

	/**
	 * F1, specificity and AUC beside what they cost.
	 *
	 * @param metrics metrics of models
	 * @param costs what models cost; those without metrics are passed over
	 * @return the table {@code efficiency-metrics.csv}: the metrics in their order, each with all costs of its model; the rule
	 *         that calls everyone HGG, which costs nothing, once for each subset and level
	 */
	public static Table table(List<Metrics> metrics, List<Efficiency> costs) {
		List<List<Object>> rows = new ArrayList<>();
		Set<List<Object>> everyone = new HashSet<>();
		for (Metrics m : metrics) {
			if (m.strategy().equals(Evaluation.EVERYONE_HGG)) {
				if (everyone.add(List.of(m.subset(), m.level()))) rows.add(row("", "", m, UNKNOWN, synthetic(m)));
				continue;
			}
			List<Efficiency> fitting = costs.stream().filter(e -> e.model().equals(m.model()) && (e.seed().isEmpty() || e.seed()
				.equals(m.seed()))).toList();
			List<String> notes = new ArrayList<>(synthetic(m));
			if (fitting.isEmpty()) notes.add("cost unknown");
			for (Efficiency e : fitting.isEmpty() ? List.of(UNKNOWN) : fitting)
				rows.add(row(m.model(), m.seed(), m, e, notes));
		}
		return new Table(COLUMNS, rows);
	}

	private static List<String> synthetic(Metrics m) {
		return m.notes().stream().filter(note -> note.endsWith("synthetic")).toList();
	}

	private static List<Object> row(String model, String seed, Metrics m, Efficiency e, List<String> notes) {
		List<Object> row = new ArrayList<>(List.of(model, seed, e.device(), e.parameters(), e.secondsPerPatient(), e.peakMemoryMb(),
			m.subset(), m.level().word(), m.strategy(), m.threshold(), m.counts().n()));
		for (Metric metric : SHOWN)
			row.addAll(List.of(m.value(metric), m.interval(metric).low(), m.interval(metric).high()));
		row.add(String.join("; ", notes));
		return row;
	}
}
