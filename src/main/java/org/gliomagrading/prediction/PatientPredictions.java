package org.gliomagrading.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.PredictionCells.Unique;

/** The table {@code patient-predictions.csv}. */
public final class PatientPredictions {

	private static final List<String> COLUMNS = List.of("model", "seed", "patient", "centre", "grade", "subset",
		"strategy", "slices", "p_hgg", "threshold", "predicted");

	private PatientPredictions() {
		// only static methods
	}

	/**
	 * @param predictions predictions of patients
	 * @return their table, a row for each, in the same order
	 */
	public static Table table(List<PatientPrediction> predictions) {
		List<List<Object>> rows = new ArrayList<>(predictions.size());
		for (PatientPrediction p : predictions)
			rows.add(List.of(p.model(), p.seed(), p.patient(), p.centre(), p.grade(), p.subset(), p.strategy(), p
				.slices() == 0 ? "" : p.slices(), p.pHgg(), p.threshold(), p.predicted().name()));
		return new Table(COLUMNS, rows);
	}

	/**
	 * Reads a table, ours or another program's: {@code patient} and {@code p_hgg} are needed, the other columns may be
	 * missing or empty, and there may be more. Without {@code predicted} the grade is called by the {@code threshold},
	 * which is 0.5 where it is missing too.
	 *
	 * @param source the table
	 * @return its rows, at least one
	 * @throws InputException if a needed column is missing, a cell cannot be used, {@code predicted} contradicts the
	 *           threshold, a patient stands there twice for one model, seed, strategy and threshold, or there are no rows
	 */
	public static List<PatientPrediction> read(TableSource source) throws InputException {
		Unique unique = new Unique();
		return PredictionCells.read(source, row -> {
			PatientPrediction p = prediction(row);
			unique.add(row, "patient '" + p.patient() + "' stands there a second time for the same model, seed, strategy and " +
				"threshold; keep one of them, or, if the rows are slices, give their numbers in a column 'slice'", p.model(), p
					.seed(), p.strategy(), p.threshold(), p.patient());
			return p;
		});
	}

	private static PatientPrediction prediction(TableRow row) throws InputException {
		double pHgg = PredictionCells.probability(row, "p_hgg");
		Optional<Grade> called = PredictionCells.grade(row, "predicted");
		double threshold = !row.text("threshold").isEmpty() ? PredictionCells.probability(row, "threshold") : called
			.isPresent() ? Double.NaN : PatientPrediction.DEFAULT_THRESHOLD;
		if (called.isPresent() && !Double.isNaN(threshold) && called.get() != Grade.called(pHgg, threshold)) throw row.error(
			"predicted", "is " + called.get() + ", but p_hgg " + row.text("p_hgg") + " with threshold " + row.text("threshold") +
				" is " + Grade.called(pHgg, threshold) + "; correct it or leave it empty");
		return new PatientPrediction(row.text("model"), row.text("seed"), row.required("patient"), row.text("centre"),
			PredictionCells.grade(row, "grade"), PredictionCells.subset(row), row.text("strategy"), slices(row), pHgg,
			threshold, called.orElseGet(() -> Grade.called(pHgg, threshold)));
	}

	private static int slices(TableRow row) throws InputException {
		if (row.text("slices").isEmpty()) return 0;
		int slices = row.integer("slices");
		if (slices < 1) throw row.error("slices", "is " + slices + "; it must be 1 or more, or empty");
		return slices;
	}
}
