package org.gliomagrading.prediction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;

/**
 * What a model's predictions cost: a row of {@code efficiency.csv}.
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

	/** The file's usual name. */
	public static final String FILE_NAME = "efficiency.csv";

	private static final List<String> COLUMNS = List.of("model", "seed", "device", "parameters", "seconds_per_patient",
		"peak_memory_mb");

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
	 * @param rows what models cost
	 * @return their table
	 */
	public static Table table(List<Efficiency> rows) {
		return new Table(COLUMNS, rows.stream().map(e -> List.<Object> of(e.model, e.seed, e.device, e.parameters,
			e.secondsPerPatient, e.peakMemoryMb)).toList());
	}
}
