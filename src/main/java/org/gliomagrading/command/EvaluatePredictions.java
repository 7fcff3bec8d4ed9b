package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Subset;
import org.gliomagrading.evaluation.CentrePatient;
import org.gliomagrading.evaluation.CentreTables;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.EvaluationFolder;
import org.gliomagrading.evaluation.EvaluationFolder.Options;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.PredictionLevel;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.ThresholdSearch;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Compares predictions of slices or of patients, ours or another program's, with the true grades. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Evaluate Predictions...",
	description = "Compares predictions with the true grades: metrics.csv and more")
public class EvaluatePredictions extends TableCommand {

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of slice or patient predictions (patient, grade, p_hgg, ...); if left out, the open results " +
			"table; of a cohort.csv or split.csv only the centres are judged")
	private File predictions;

	@Parameter(required = false,
		description = "subset to evaluate: train, validation, test or all; if left out, test where there is one")
	private String subset = "";

	@Parameter(required = false, choices = { "youden", "f1" },
		description = "what each fusion's own threshold maximises on validation, where fusions are compared at those")
	private String maximise = "youden";

	@Parameter(required = false,
		description = "judge probabilities also after temperature scaling, fitted on validation")
	private boolean temperature;

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of what models cost (model, seed, device, parameters, seconds_per_patient, peak_memory_mb): " +
			"efficiency-metrics.csv has F1 and AUC beside it")
	private File efficiency;

	@Parameter(required = false, description = "centres, parted by commas: score the rule that calls their patients LGG " +
		"and all others HGG, such as TCIA09,TCIA10,TCIA12,TCIA13")
	private String lowGradeCentres = "";

	@Parameter(required = false, description = "where the random draws of the bootstrap begin")
	private long seed = Bootstrap.SEED;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for metrics.csv, comparisons.csv, " +
		"calibration.csv, reliability.csv, decision-curves.csv, centres.csv, centre-metrics.csv")
	private File output;

	@Override
	protected Table execute(Progress progress) throws IOException {
		TableSource source = ResultsTables.source(predictions);
		Bootstrap bootstrap = new Bootstrap(Bootstrap.DRAWS, seed);
		EvaluationFolder folder = new EvaluationFolder(output.toPath(), new Options(subset, ThresholdSearch.valueOf(maximise
			.toUpperCase(Locale.ROOT)), temperature, lowGrade(), bootstrap), this::warn);
		if (CentrePatient.areColumns(source.columns())) return centresAlone(CentrePatient.read(source), folder);
		return PredictionLevel.of(source.columns()) == PredictionLevel.SLICE ? slices(SlicePredictions.read(source), folder,
			progress) : patients(PatientPredictions.read(source), folder, progress);
	}

	private Table slices(List<SlicePrediction> slices, EvaluationFolder folder, Progress progress) throws IOException {
		warnOfSubsets(slices.stream().map(SlicePrediction::subset));
		progress.report(0, 2, "metrics");
		Table metrics = folder.metrics(Evaluation.slices(slices, subset, folder.options().bootstrap()), costs());
		folder.slices(slices, progress);
		return metrics;
	}

	private Table patients(List<PatientPrediction> patients, EvaluationFolder folder, Progress progress)
		throws IOException
	{
		warnOfSubsets(patients.stream().map(PatientPrediction::subset));
		progress.report(0, 3, "metrics");
		Table metrics = folder.metrics(Evaluation.patients(patients, subset, folder.options().bootstrap()), costs());
		folder.patients(patients, progress);
		return metrics;
	}

	private Table centresAlone(List<CentrePatient> patients, EvaluationFolder folder) throws IOException {
		CentreTables tables = CentreTables.people(patients, subset, folder.options().lowGradeCentres(), folder.options()
			.bootstrap()).orElseThrow(() -> new InputException(
				"No patient has a centre; fill in the column 'centre', or give predictions"));
		folder.centres(Optional.of(tables));
		return tables.metrics();
	}

	/** Training patients that are called 'training' would be evaluated as if they were test patients. */
	private void warnOfSubsets(Stream<String> words) {
		List<String> unknown = words.filter(word -> !word.isEmpty() && Subset.of(word).isEmpty()).distinct().limit(5).toList();
		if (!unknown.isEmpty()) warn("column 'subset' has '" + String.join("', '", unknown) +
			"', which are none of train, validation and test: they are subsets of their own, and nothing is chosen on them");
	}

	private Optional<List<Efficiency>> costs() throws InputException {
		return path(efficiency).isPresent() ? Optional.of(Efficiency.read(CsvFile.source(efficiency.toPath()))) : Optional
			.empty();
	}

	private Set<String> lowGrade() {
		return new TreeSet<>(names(lowGradeCentres));
	}
}
