package org.gliomagrading.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.ThresholdSearch;

/**
 * Writes all that is told of predictions into a folder. Tables of an earlier evaluation that this one does not have are
 * deleted; what another program wrote under their names stays.
 *
 * @param folder the folder
 * @param options what is evaluated, and how
 * @param warnings is told of files that stay
 */
public record EvaluationFolder(Path folder, Options options, Consumer<String> warnings) {

	/** The table of metrics. */
	public static final String METRICS = "metrics.csv";

	/** The tables that need not be there, and the others beside {@link #METRICS}; with columns by which they are known. */
	public static final Map<String, List<String>> FURTHER = Map.of( //
		"comparisons.csv", List.of("subset", "test", "first_model", "second_model", "p"), //
		"calibration.csv", List.of("model", "subset", "level", "strategy", "scaling"), //
		"reliability.csv", List.of("model", "subset", "strategy", "kind", "observed"), //
		"decision-curves.csv", List.of("model", "subset", "strategy", "threshold", "net_benefit"), //
		"centres.csv", List.of("model", "subset", "centre", "hgg", "lgg", "hgg_share"), //
		"centre-metrics.csv", List.of("centre", "model", "subset", "level", "strategy"), //
		"efficiency-metrics.csv", List.of("model", "device", "subset", "level", "strategy"));

	/**
	 * How predictions are evaluated.
	 *
	 * @param subset the subset, as for {@link Evaluation#slices(List, String)}
	 * @param search what each fusion's own threshold is chosen for on validation
	 * @param temperature whether probabilities are judged after temperature scaling, too
	 * @param lowGradeCentres centres whose patients a rule calls LGG; may be empty
	 * @param bootstrap how often patients are drawn
	 */
	public record Options(String subset, ThresholdSearch search, boolean temperature, Set<String> lowGradeCentres,
		Bootstrap bootstrap)
	{
	}

	/**
	 * Writes {@code metrics.csv} and, where costs are known, {@code efficiency-metrics.csv}.
	 *
	 * @param metrics the metrics
	 * @param costs what models cost; empty where nobody knows
	 * @return the table of metrics
	 * @throws IOException if a table cannot be written
	 */
	public Table metrics(List<Metrics> metrics, Optional<List<Efficiency>> costs) throws IOException {
		Table table = Metrics.table(metrics);
		CsvFile.write(folder.resolve(METRICS), table);
		write("efficiency-metrics.csv", costs.map(known -> EfficiencyMetrics.table(metrics, known)));
		return table;
	}

	/**
	 * Writes what is told of patients beside their metrics.
	 *
	 * @param patients predictions of patients
	 * @param progress told of each step
	 * @throws IOException if a table cannot be written, or the predictions cannot be evaluated
	 */
	public void patients(List<PatientPrediction> patients, Progress progress) throws IOException {
		progress.report(1, 3, "comparisons");
		write("comparisons.csv", Optional.of(Comparisons.table(patients, options.subset, options.search, options.bootstrap)));
		progress.report(2, 3, "calibration");
		centres(CentreTables.patients(patients, options.subset, options.lowGradeCentres, options.bootstrap));
		calibration(CalibrationTables.patients(patients, options.subset, options.temperature, options.bootstrap));
		progress.report(3, 3, "");
	}

	/**
	 * Writes what is told of slices beside their metrics. They are not compared: those of a patient are no independent cases.
	 *
	 * @param slices predictions of slices
	 * @param progress told of each step
	 * @throws IOException if a table cannot be written, or the predictions cannot be evaluated
	 */
	public void slices(List<SlicePrediction> slices, Progress progress) throws IOException {
		progress.report(1, 2, "calibration");
		write("comparisons.csv", Optional.empty());
		centres(CentreTables.slices(slices, options.subset, options.lowGradeCentres, options.bootstrap));
		calibration(CalibrationTables.slices(slices, options.subset, options.temperature));
		progress.report(2, 2, "");
	}

	/**
	 * Writes what is told of centres.
	 *
	 * @param tables the tables; empty where nobody's centre is known
	 * @throws IOException if a table cannot be written
	 */
	public void centres(Optional<CentreTables> tables) throws IOException {
		write("centres.csv", tables.map(CentreTables::centres));
		write("centre-metrics.csv", tables.map(CentreTables::metrics));
	}

	private void calibration(CalibrationTables tables) throws IOException {
		write("calibration.csv", Optional.of(tables.calibration()));
		write("reliability.csv", Optional.of(tables.reliability()));
		write("decision-curves.csv", Optional.of(tables.decisions()));
	}

	private void write(String name, Optional<Table> table) throws IOException {
		if (table.isPresent()) CsvFile.write(folder.resolve(name), table.get());
		else if (Files.exists(folder.resolve(name))) {
			if (isOurs(name)) Files.delete(folder.resolve(name));
			else warnings.accept(folder.resolve(name) + " is no table of an evaluation and stays; a report of this folder would take " +
				"it for one: move it elsewhere");
		}
	}

	private boolean isOurs(String name) {
		try {
			return CsvFile.source(folder.resolve(name)).columns().containsAll(FURTHER.get(name));
		}
		catch (InputException e) {
			return false;
		}
	}
}
