package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gliomagrading.evaluation.OwnThresholds;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.fusion.SliceFeatureTable;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.ThresholdSearch;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Fuses the predictions of slices, ours or another program's, into one grade for each patient. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Aggregate Predictions...",
	description = "Fuses predictions of slices into one grade for each patient: patient-predictions.csv")
public class AggregatePredictions extends TableCommand {

	/** The study's three strategies. */
	static final String STUDY_STRATEGIES = "majority,soft,attention";

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of slice predictions (patient, p_hgg, ...); if left out, the open results table")
	private File predictions;

	@Parameter(required = false, description = "fusion strategies, separated by commas: majority, soft, " +
		"attention, attention(temperature), top(slices), noisy_or, learned_attention(hidden), learned_attention(hidden gated)")
	private String strategies = STUDY_STRATEGIES;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "features.csv of the model that predicted, from which learned_attention learns on the train patients")
	private File features;

	@Parameter(required = false, min = "0", max = "1",
		description = "a patient is called HGG where the fused result is at least this")
	private double threshold = PatientPrediction.DEFAULT_THRESHOLD;

	@Parameter(required = false, choices = { "none", "f1", "youden" },
		description = "find each model's and strategy's threshold on validation, for the highest F1 or Youden's J, and apply " +
			"it to all subsets; none: the threshold above")
	private String maximise = "none";

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for patient-predictions.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		Optional<SliceFeatureTable> known = path(features).isPresent() ? Optional.of(SliceFeatureTable.read(CsvFile.source(features
			.toPath()))) : Optional.empty();
		Aggregation aggregation = new Aggregation(context().service(FusionService.class).strategies(strategies), threshold, known);
		List<PatientPrediction> patients = aggregation.patients(SlicePredictions.read(ResultsTables.source(predictions)));
		if (!maximise.equals("none")) patients = OwnThresholds.apply(patients, ThresholdSearch.valueOf(maximise.toUpperCase(
			Locale.ROOT)));
		Table table = PatientPredictions.table(patients);
		CsvFile.write(output.toPath().resolve("patient-predictions.csv"), table);
		return table;
	}
}
