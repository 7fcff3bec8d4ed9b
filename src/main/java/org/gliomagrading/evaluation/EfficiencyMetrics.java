package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.statistics.Metric;

/** How well models grade, beside what they cost. */
public final class EfficiencyMetrics {

	private static final List<String> COLUMNS = List.of("model", "seed", "device", "parameters", "seconds_per_patient",
		"peak_memory_mb", "subset", "level", "strategy", "threshold", "n", "f1", "f1_lo", "f1_hi", "auc", "auc_lo", "auc_hi",
		"note");

	private EfficiencyMetrics() {
		// only static methods
	}

	/**
	 * F1 and AUC beside what they cost.
	 *
	 * @param metrics metrics of models; the rule that calls everyone HGG is passed over, as it costs nothing
	 * @param costs what models cost; those without metrics are passed over
	 * @return the table {@code efficiency-metrics.csv}: the metrics in their order, each with all costs of its model
	 */
	public static Table table(List<Metrics> metrics, List<Efficiency> costs) {
		List<List<Object>> rows = new ArrayList<>();
		for (Metrics m : metrics) {
			if (m.strategy().equals(Evaluation.EVERYONE_HGG)) continue;
			List<Efficiency> fitting = costs.stream().filter(e -> e.model().equals(m.model()) && (e.seed().isEmpty() || e.seed()
				.equals(m.seed()))).toList();
			List<Efficiency> known = fitting.isEmpty() ? List.of(new Efficiency("", "", "", Double.NaN, Double.NaN,
				Double.NaN)) : fitting;
			for (Efficiency e : known) {
				List<String> notes = new ArrayList<>(m.notes().stream().filter(note -> note.endsWith("synthetic")).toList());
				if (fitting.isEmpty()) notes.add("cost unknown");
				rows.add(List.of(m.model(), m.seed(), e.device(), e.parameters(), e.secondsPerPatient(), e.peakMemoryMb(), m
					.subset(), m.level().word(), m.strategy(), m.threshold(), m.counts().n(), m.value(Metric.F1), m.interval(
						Metric.F1).low(), m.interval(Metric.F1).high(), m.value(Metric.AUC), m.interval(Metric.AUC).low(), m.interval(
							Metric.AUC).high(), String.join("; ", notes)));
			}
		}
		return new Table(COLUMNS, rows);
	}
}
