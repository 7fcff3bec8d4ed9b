package org.gliomagrading.prediction;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.PredictionCells.Unique;

/** The table {@code slice-predictions.csv}. */
public final class SlicePredictions {

	private static final List<String> COLUMNS = List.of("model", "seed", "patient", "centre", "grade", "subset", "slice",
		"p_hgg");

	private SlicePredictions() {
		// only static methods
	}

	/**
	 * @param predictions predictions of slices
	 * @return their table, a row for each, in the same order
	 */
	public static Table table(List<SlicePrediction> predictions) {
		List<List<Object>> rows = new ArrayList<>(predictions.size());
		for (SlicePrediction p : predictions)
			rows.add(List.of(p.model(), p.seed(), p.patient(), p.centre(), p.grade(), p.subset(), p.slice() < 0 ? "" : p
				.slice(), p.pHgg()));
		return new Table(COLUMNS, rows);
	}

	/**
	 * Reads a table, ours or another program's: {@code patient} and {@code p_hgg} are needed, the other columns may be
	 * missing or empty, and there may be more.
	 *
	 * @param source the table
	 * @return its rows, at least one
	 * @throws InputException if a needed column is missing, a cell cannot be used, the predictions are fused already, a slice
	 *           of a patient stands there twice for one model and seed, or there are no rows
	 */
	public static List<SlicePrediction> read(TableSource source) throws InputException {
		Unique unique = new Unique();
		return PredictionCells.read(source, row -> {
			SlicePrediction p = prediction(row);
			if (p.slice() >= 0) unique.add(row, "slice " + p.slice() + " of patient '" + p.patient() +
				"' stands there a second time for the same model and seed; keep one of them", p.model(), p.seed(), p.patient(), p
					.slice());
			return p;
		});
	}

	private static SlicePrediction prediction(TableRow row) throws InputException {
		if (!row.text("strategy").isEmpty()) throw row.error("strategy", "is '" + row.text("strategy") +
			"': these are predictions of patients, fused already; give those of slices (slice-predictions.csv)");
		return new SlicePrediction(row.text("model"), row.text("seed"), row.required("patient"), row.text("centre"),
			PredictionCells.grade(row, "grade"), PredictionCells.subset(row), slice(row), PredictionCells.probability(row,
				"p_hgg"));
	}

	private static int slice(TableRow row) throws InputException {
		if (row.text("slice").isEmpty()) return SlicePrediction.UNKNOWN_SLICE;
		int slice = row.integer("slice");
		if (slice < 0) throw row.error("slice", "is " + slice + "; slices count from 0");
		return slice;
	}
}
