package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.training.SeenPatients;
import org.gliomagrading.training.TrainingData;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Runs a trained model over the slices of each patient. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Predict Slices...",
	description = "Runs a trained model over each patient's slices: slice-predictions.csv, efficiency.csv")
public class PredictSlices extends ModelCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "split.csv, which gives the patients' subsets; if left out, the subset stays empty")
	private File split;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of patient, first, last slice; if left out, the slices that the segmentation marks")
	private File slices;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder of a trained model")
	private File model;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for slice-predictions.csv and efficiency.csv")
	private File output;

	@Override
	Table compute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		Optional<Split> subsets = path(split).isPresent() ? Optional.of(Split.read(split.toPath())) : Optional.empty();
		GradingModel trained = GradingModel.read(model.toPath());
		if (subsets.isPresent()) SeenPatients.of(trained.description()).refuseTest(TrainingData.of(input(), cohort, subsets
			.get()), model);
		try (PatientOpener opener = opener(); SlicePredictor predictor = predictor(trained)) {
			Path folder = WholeFile.makeFolder(output.toPath());
			CohortPredictor.Result result = new CohortPredictor(opener, selector(slices), predictor).predict(cohort,
				patient -> subsets.flatMap(s -> s.subset(patient)).map(Subset::word).orElse(""), progress);
			reportLeftOut(cohort, result.cohort());
			Table table = SlicePredictions.table(result.predictions());
			CsvFile.write(folder.resolve("slice-predictions.csv"), table);
			CsvFile.write(folder.resolve(Efficiency.FILE_NAME), Efficiency.table(List.of(result.efficiency())));
			return table;
		}
	}
}
