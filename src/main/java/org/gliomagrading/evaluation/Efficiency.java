package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.statistics.Metric;

/**
 * What a model costs: a row of {@code efficiency.csv}.
 *
 * @param model the model's name
 * @param seed the seed it was trained with, as text; empty where the row is of all seeds
 * @param device what it ran on; empty if unknown
 * @param parameters the number of learned parameters; NaN if unknown
 * @param secondsPerPatient time for a patient, in seconds; NaN if unknown
 * @param peakMemoryMb the most memory that was taken, in MB; NaN if unknown
 */
public record Efficiency(String model, String seed, String device, double parameters, double secondsPerPatient,
	double peakMemoryMb)
{

	private static final List<String> COLUMNS = List.of("model", "seed", "device", "parameters", "seconds_per_patient",
		"peak_memory_mb", "subset", "level", "strategy", "threshold", "n", "f1", "f1_lo", "f1_hi", "auc", "auc_lo", "auc_hi",
		"note");

	private record Key(String model, String seed, String device) {
	}

	/**
	 * Reads a table. The column {@code model} is needed.
	 *
	 * @param source the table
	 * @return its rows
	 * @throws InputException if a number is none or negative, or a model stands there twice for one seed and device
	 */
	public static List<Efficiency> read(TableSource source) throws InputException {
		Set<Key> seen = new HashSet<>();
		return source.read(List.of("model"), row -> {
			Efficiency e = new Efficiency(row.required("model"), row.text("seed"), row.text("device"), amount(row,
				"parameters"), amount(row, "seconds_per_patient"), amount(row, "peak_memory_mb"));
			if (!seen.add(new Key(e.model, e.seed, e.device))) throw row.error("model", "names '" + e.model +
				"' a second time for the same seed and device; keep one row");
			return e;
		});
	}

	private static double amount(TableRow row, String column) throws InputException {
		double amount = row.number(column);
		if (amount < 0) throw row.error(column, "is " + row.text(column) + "; it must be 0 or more, or empty");
		return amount;
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
			List<Efficiency> fitting = costs.stream().filter(e -> e.model.equals(m.model()) && (e.seed.isEmpty() || e.seed
				.equals(m.seed()))).toList();
			List<Efficiency> known = fitting.isEmpty() ? List.of(new Efficiency("", "", "", Double.NaN, Double.NaN,
				Double.NaN)) : fitting;
			for (Efficiency e : known) {
				List<String> notes = new ArrayList<>(m.notes().stream().filter(note -> note.endsWith("synthetic")).toList());
				if (fitting.isEmpty()) notes.add("cost unknown");
				rows.add(List.of(m.model(), m.seed(), e.device, e.parameters, e.secondsPerPatient, e.peakMemoryMb, m.subset(), m
					.level().word(), m.strategy(), m.threshold(), m.counts().n(), m.value(Metric.F1), m.interval(Metric.F1).low(), m
						.interval(Metric.F1).high(), m.value(Metric.AUC), m.interval(Metric.AUC).low(), m.interval(Metric.AUC)
							.high(), String.join("; ", notes)));
			}
		}
		return new Table(COLUMNS, rows);
	}
}
