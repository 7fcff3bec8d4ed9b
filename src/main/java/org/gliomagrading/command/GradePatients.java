package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.study.Grading;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Grades each patient: opens the volumes, selects and normalises the slices, predicts, fuses. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Grade Patients...",
	description = "Grades each patient (HGG or LGG): patient-predictions.csv, and metrics.csv where grades are known")
public class GradePatients extends ModelCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of patient, first, last slice; if left out, the slices that the segmentation marks")
	private File slices;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder of a trained model")
	private File model;

	@Parameter(style = FileWidget.DIRECTORY_STYLE,
		description = "folder for cohort.csv, slice-predictions.csv, patient-predictions.csv, efficiency.csv, metrics.csv")
	private File output;

	@Override
	Table compute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		Path folder = CohortFile.makeFolder(input(), output.toPath());
		Aggregation aggregation = new Aggregation(context().service(FusionService.class).strategies(
			AggregatePredictions.STUDY_STRATEGIES), PatientPrediction.DEFAULT_THRESHOLD);
		try (PatientOpener opener = opener(); SlicePredictor predictor = predictor(model)) {
			Grading.Result result = new Grading(new CohortPredictor(opener, selector(slices), predictor), aggregation).run(
				cohort, folder, progress);
			Cohort graded = reportLeftOut(cohort, result.cohort());
			tell(graded.eligible().size() + " of " + graded.patients().size() + " patients are graded; the tables are in " +
				output);
			return PatientPredictions.table(result.patients());
		}
	}
}
