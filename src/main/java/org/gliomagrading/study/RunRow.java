package org.gliomagrading.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;

/**
 * How far a run of a study came: a row of {@code runs.csv}.
 *
 * @param model the model's name
 * @param seed its seed, as text; empty if unknown
 * @param state finished, failed or waiting
 * @param reason why it failed; empty otherwise
 * @param folder its folder, relative to the study's, with slashes
 * @param architecture its architecture; empty if unknown
 * @param weights what its weights were at the start; empty if unknown
 * @param epochs epochs that were trained; NaN if unknown
 * @param bestEpoch the epoch whose weights were kept; NaN if unknown
 * @param trainSeconds how long training took, the last time it was begun; NaN if unknown
 * @param predictSeconds how long predicting took; NaN if unknown
 */
record RunRow(String model, String seed, State state, String reason, String folder, String architecture, String weights,
	double epochs, double bestEpoch, double trainSeconds, double predictSeconds)
{

	/** The file's name. */
	static final String FILE_NAME = "runs.csv";

	private static final List<String> COLUMNS = List.of("model", "seed", "state", "reason", "folder", "architecture",
		"weights", "epochs", "best_epoch", "train_seconds", "predict_seconds");

	/** The weights of a model that was trained elsewhere. */
	static final String LOADED = "loaded";

	/** How far it came; the better comes first. */
	enum State {
			/** All is there. */
			FINISHED,
			/** It was tried. */
			FAILED,
			/** It was not tried yet, or stopped. */
			WAITING;

		String word() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** @return the row of a run of which nothing is known but that it is to be made */
	static RunRow of(StudyFile.Run run, State state, String reason) {
		return new RunRow(run.model().name(), run.seed().map(String::valueOf).orElse(""), state, reason, StudyRun.folder(run), "",
			"", Double.NaN, Double.NaN, Double.NaN, Double.NaN);
	}

	/** @return whether its model was trained elsewhere */
	boolean isLoaded() {
		return weights.equals(LOADED);
	}

	/** @return the table */
	static Table table(List<RunRow> rows) {
		return new Table(COLUMNS, rows.stream().map(r -> List.<Object> of(r.model, r.seed, r.state.word(), r.reason, r.folder,
			r.architecture, r.weights, r.epochs, r.bestEpoch, r.trainSeconds, r.predictSeconds)).toList());
	}

	/** Reads a study's table. */
	static List<RunRow> read(Path study) throws InputException {
		return CsvFile.read(study.resolve(FILE_NAME), COLUMNS, RunRow::of);
	}

	private static RunRow of(TableRow row) throws InputException {
		for (State state : State.values())
			if (state.word().equals(row.text("state"))) return new RunRow(row.required("model"), row.text("seed"), state, row.text(
				"reason"), row.required("folder"), row.text("architecture"), row.text("weights"), row.number("epochs"), row.number(
					"best_epoch"), row.number("train_seconds"), row.number("predict_seconds"));
		throw row.error("state", "is '" + row.text("state") + "'; it must be finished, failed or waiting");
	}
}
