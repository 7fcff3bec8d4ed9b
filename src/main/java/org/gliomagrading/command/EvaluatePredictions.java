package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.gliomagrading.evaluation.CalibrationTables;
import org.gliomagrading.evaluation.CentrePatient;
import org.gliomagrading.evaluation.CentreTables;
import org.gliomagrading.evaluation.Comparisons;
import org.gliomagrading.evaluation.EfficiencyMetrics;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.Metrics;
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

	private static final String COMPARISONS = "comparisons.csv";

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
		if (CentrePatient.areColumns(source.columns())) return centresAlone(CentrePatient.read(source), bootstrap);
		return PredictionLevel.of(source.columns()) == PredictionLevel.SLICE ? slices(SlicePredictions.read(source),
			bootstrap, progress) : patients(PatientPredictions.read(source), bootstrap, progress);
	}

	private Table slices(List<SlicePrediction> slices, Bootstrap bootstrap, Progress progress) throws IOException {
		progress.report(0, 2, "metrics");
		Table metrics = metrics(Evaluation.slices(slices, subset, bootstrap));
		progress.report(1, 2, "calibration");
		centres(CentreTables.slices(slices, subset, lowGrade(), bootstrap));
		return write(metrics, List.of(), CalibrationTables.slices(slices, subset, temperature), progress);
	}

	private Table patients(List<PatientPrediction> patients, Bootstrap bootstrap, Progress progress) throws IOException {
		progress.report(0, 3, "metrics");
		Table metrics = metrics(Evaluation.patients(patients, subset, bootstrap));
		progress.report(1, 3, "comparisons");
		ThresholdSearch search = ThresholdSearch.valueOf(maximise.toUpperCase(Locale.ROOT));
		Table comparisons = Comparisons.table(patients, subset, search, bootstrap);
		progress.report(2, 3, "calibration");
		centres(CentreTables.patients(patients, subset, lowGrade(), bootstrap));
		return write(metrics, List.of(comparisons), CalibrationTables.patients(patients, subset, temperature, bootstrap),
			progress);
	}

	private Table metrics(List<Metrics> metrics) throws IOException {
		Path file = output.toPath().resolve("efficiency-metrics.csv");
		if (path(efficiency).isPresent()) CsvFile.write(file, EfficiencyMetrics.table(metrics, Efficiency.read(CsvFile.source(
			efficiency.toPath()))));
		else Files.deleteIfExists(file);
		return Metrics.table(metrics);
	}

	private Table centresAlone(List<CentrePatient> patients, Bootstrap bootstrap) throws IOException {
		CentreTables tables = CentreTables.people(patients, subset, lowGrade(), bootstrap).orElseThrow(
			() -> new InputException("No patient has a centre; fill in the column 'centre', or give predictions"));
		centres(Optional.of(tables));
		return tables.metrics();
	}

	private Set<String> lowGrade() {
		return new TreeSet<>(Stream.of(lowGradeCentres.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList());
	}

	/** Those of earlier predictions do not stay where nobody's centre is known. */
	private void centres(Optional<CentreTables> tables) throws IOException {
		Path counts = output.toPath().resolve("centres.csv");
		Path metrics = output.toPath().resolve("centre-metrics.csv");
		if (tables.isPresent()) {
			CsvFile.write(counts, tables.get().centres());
			CsvFile.write(metrics, tables.get().metrics());
			return;
		}
		Files.deleteIfExists(counts);
		Files.deleteIfExists(metrics);
	}

	/** Slices are not compared: those of a patient are no independent cases. */
	private Table write(Table metrics, List<Table> comparisons, CalibrationTables calibration, Progress progress)
		throws IOException
	{
		Path folder = output.toPath();
		CsvFile.write(folder.resolve("metrics.csv"), metrics);
		Files.deleteIfExists(folder.resolve(COMPARISONS));
		for (Table table : comparisons)
			CsvFile.write(folder.resolve(COMPARISONS), table);
		CsvFile.write(folder.resolve("calibration.csv"), calibration.calibration());
		CsvFile.write(folder.resolve("reliability.csv"), calibration.reliability());
		CsvFile.write(folder.resolve("decision-curves.csv"), calibration.decisions());
		progress.report(1, 1, "");
		return metrics;
	}
}
