package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.evaluation.EvaluationFolder;
import org.gliomagrading.evaluation.Metrics;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.fusion.FusionStrategy;
import org.gliomagrading.fusion.LearnedFusion;
import org.gliomagrading.fusion.SliceFeatureTable;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;

/**
 * Fuses and evaluates the predictions of a study's finished runs. It needs the tables alone: neither image nor network.
 *
 * @param study what is asked for
 * @param folder the study's folder
 */
record StudyEvaluation(StudyFile study, Path folder) {

	private static final String PATIENTS = "patient-predictions.csv";
	private static final String RESULTS = "results.csv";
	private static final String MEANS = "seed-means.csv";
	private static final String BEST = "best.csv";

	/**
	 * @param runs the runs; those finished are evaluated
	 * @param fusion knows the fusion strategies
	 * @param version this program's version
	 * @param warnings is told what is wrong
	 * @param progress told of each step; may stop the work
	 * @return the table of results
	 * @throws IOException if predictions cannot be read or evaluated, or a table cannot be written
	 */
	Table run(List<RunRow> runs, FusionService fusion, String version, Consumer<String> warnings, Progress progress)
		throws IOException
	{
		List<RunRow> finished = runs.stream().filter(run -> run.state() == RunRow.State.FINISHED).toList();
		new Step(folder, "evaluate").unlessDone(inputs(finished, version), () -> {
			evaluate(finished, fusion, warnings, progress);
			List<String> outputs = new ArrayList<>(List.of(PATIENTS, Efficiency.FILE_NAME, EvaluationFolder.METRICS, RESULTS, MEANS,
				BEST));
			EvaluationFolder.FURTHER.keySet().stream().filter(name -> Files.exists(folder.resolve(name))).forEach(outputs::add);
			return outputs;
		});
		return table(CsvFile.source(folder.resolve(RESULTS)));
	}

	private Map<String, String> inputs(List<RunRow> finished, String version) throws IOException {
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("version", version);
		for (String part : List.of("fusions", "threshold", "chooseBy", "evaluation"))
			inputs.put(part, study.json().get(part).toString());
		for (RunRow run : finished) // features follow from what the predictions follow from
			inputs.put(run.folder(), StudyRun.predicting(folder.resolve(run.folder())).fingerprint());
		return inputs;
	}

	private void evaluate(List<RunRow> finished, FusionService fusion, Consumer<String> warnings, Progress progress)
		throws IOException
	{
		Map<String, FusionStrategy> strategies = fusion.strategies(String.join(",", study.fusions()));
		List<PatientPrediction> patients = new ArrayList<>();
		List<Efficiency> costs = new ArrayList<>();
		List<Metrics> ofSlices = new ArrayList<>();
		for (RunRow run : finished) { // one at a time: the slices of all would not fit into memory
			progress.report(costs.size(), finished.size(), "evaluating " + run.model());
			Path own = folder.resolve(run.folder());
			List<SlicePrediction> slices = SlicePredictions.read(CsvFile.source(own.resolve(StudyRun.PREDICTIONS)));
			patients.addAll(new Aggregation(strategies, study.threshold(), features(strategies, own)).patients(slices));
			ofSlices.addAll(Evaluation.slices(slices, "", study.evaluation().bootstrap()));
			costs.addAll(Efficiency.read(CsvFile.source(own.resolve(Efficiency.FILE_NAME))));
		}
		CsvFile.write(folder.resolve(PATIENTS), PatientPredictions.table(patients));
		CsvFile.write(folder.resolve(Efficiency.FILE_NAME), Efficiency.table(costs));
		List<Metrics> metrics = new ArrayList<>(Evaluation.patients(patients, Evaluation.ALL_SUBSETS, study.evaluation()
			.bootstrap()));
		ResultTables tables = new ResultTables(metrics, study.chooseBy(), finished.stream().filter(RunRow::isLoaded).map(
			RunRow::model).collect(Collectors.toSet()));
		metrics.addAll(ofSlices);
		EvaluationFolder all = new EvaluationFolder(folder, study.evaluation(), warnings);
		all.metrics(metrics, Optional.of(costs));
		all.patients(patients, progress);
		CsvFile.write(folder.resolve(RESULTS), tables.results());
		CsvFile.write(folder.resolve(MEANS), tables.means());
		CsvFile.write(folder.resolve(BEST), tables.best());
	}

	/** @return whether one of the strategies learns from features */
	static boolean learns(Map<String, FusionStrategy> strategies) {
		return strategies.values().stream().anyMatch(LearnedFusion.class::isInstance);
	}

	private static Optional<SliceFeatureTable> features(Map<String, FusionStrategy> strategies, Path own)
		throws InputException
	{
		return learns(strategies) ? Optional.of(SliceFeatureTable.read(CsvFile.source(own.resolve(StudyRun.FEATURES)))) : Optional
			.empty();
	}

	/** Numbers as numbers, so that they are shown as such. */
	private static Table table(TableSource source) throws InputException {
		List<String> columns = source.columns();
		return new Table(columns, source.read(columns, row -> columns.stream().<Object> map(column -> {
			String text = row.text(column);
			return text.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?") && !column.equals("seed") ? (Object) Double.valueOf(text) : text;
		}).toList()));
	}
}
