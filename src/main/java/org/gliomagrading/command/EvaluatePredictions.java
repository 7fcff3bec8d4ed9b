package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.util.List;

import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.Metrics;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.prediction.SlicePredictions;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Compares predictions of slices or of patients, ours or another program's, with the true grades. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Evaluate Predictions...",
	description = "Compares predictions with the true grades: metrics.csv")
public class EvaluatePredictions extends TableCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of slice or patient predictions (patient, grade, p_hgg, ...); if left out, the open results " +
			"table")
	private File predictions;

	@Parameter(required = false,
		description = "subset to evaluate: train, validation, test or all; if left out, test where there is one")
	private String subset = "";

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for metrics.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		TableSource source = ResultsTables.source(predictions);
		List<Metrics> metrics = PredictionLevel.of(source.columns()) == PredictionLevel.SLICE ? Evaluation.slices(
			SlicePredictions.read(source), subset) : Evaluation.patients(PatientPredictions.read(source), subset);
		Table table = Metrics.table(metrics);
		CsvFile.write(output.toPath().resolve("metrics.csv"), table);
		return table;
	}
}
