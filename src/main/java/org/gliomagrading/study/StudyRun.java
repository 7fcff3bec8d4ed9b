package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.inference.CohortFeatures;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.inference.SliceFeatures;
import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Folders;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.training.ModelTrainer;
import org.gliomagrading.training.RunFolder;
import org.gliomagrading.training.SeenPatients;
import org.gliomagrading.training.StartingNetwork;

/**
 * One model with one seed: trained or loaded, and its predictions. What is finished, and was made from the same, is not
 * done again; a training that was stopped goes on behind its last epoch.
 *
 * @param run the model and the seed
 * @param study the study's folder
 * @param cohort the patients
 * @param tools what it takes
 * @param learns whether a fusion learns from the slices' features
 */
record StudyRun(StudyFile.Run run, Path study, StudyCohort cohort, StudyTools tools, boolean learns) {

	/** The predictions of slices in a run's folder. */
	static final String PREDICTIONS = "slice-predictions.csv";

	/** The slices' features in a run's folder, where a fusion learns from them. */
	static final String FEATURES = "features.csv";

	private static final String DESCRIPTION = "model/model.json";
	private static final String RUNS = "runs";

	/** @return a run's folder, relative to the study's, with slashes */
	static String folder(StudyFile.Run run) {
		return RUNS + "/" + run.model().name() + "/" + run.seed().map(seed -> "seed-" + seed).orElse("trained");
	}

	private Path folder() {
		return study.resolve(folder(run));
	}

	private Step training() {
		return new Step(folder(), "train");
	}

	/** @return the step that predicts */
	static Step predicting(Path folder) {
		return new Step(folder, "predict");
	}

	/** @return the step that extracts features */
	static Step extracting(Path folder) {
		return new Step(folder, "features");
	}

	/** @return whether nothing is to do */
	boolean isFinished() throws IOException {
		return (run.model().trained().isPresent() || training().isDone(trainingInputs())) && Files.isRegularFile(folder()
			.resolve(DESCRIPTION)) && predicting(folder()).isDone(predictionInputs()) && (!learns || extracting(folder()).isDone(
				predictionInputs()));
	}

	/**
	 * Does what is not done.
	 *
	 * @param progress told of each step; may stop the work
	 * @throws IOException if it cannot be done
	 */
	void finish(Progress progress) throws IOException {
		WholeFile.makeFolder(folder());
		if (run.model().trained().isPresent()) load(run.model().trained().get());
		else train(progress);
		predicting(folder()).unlessDone(predictionInputs(), () -> predict(progress));
		if (learns) extracting(folder()).unlessDone(predictionInputs(), () -> extract(progress));
	}

	private void load(Path trained) throws IOException {
		GradingModel model = GradingModel.read(trained);
		model.requireTrained();
		SeenPatients.of(model.description()).refuseTest(cohort.data(), trained);
		WholeFile.makeFolder(folder().resolve("model"));
		Files.copy(trained.resolve("model.json"), folder().resolve(DESCRIPTION), StandardCopyOption.REPLACE_EXISTING);
	}

	private Map<String, String> trainingInputs() throws IOException {
		StudyModel model = run.model();
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("version", tools.version());
		Path start = Path.of(model.start());
		inputs.put("start", Files.isDirectory(start) ? Checksum.sha256(start.resolve("model.json")) : model.start());
		inputs.put("training", model.training().json().toString());
		inputs.put("seed", run.seed().orElseThrow().toString());
		inputs.put("patients", cohort.fingerprint(EnumSet.of(Subset.TRAIN, Subset.VALIDATION)));
		return inputs;
	}

	private void train(Progress progress) throws IOException {
		Map<String, String> inputs = trainingInputs();
		if (training().isDone(inputs)) return;
		Path model = folder().resolve("model");
		boolean resume = training().isBegun(inputs) && Files.exists(model.resolve("checkpoint.json"));
		// before the step notes its inputs: a checkpoint of others must not be taken for one of these
		if (!resume) Folders.delete(model);
		training().again(inputs, () -> {
			long seed = run.seed().orElseThrow();
			StartingNetwork start = StartingNetwork.of(run.model().start(), run.model().training().inputSize(), seed, tools
				.backbones(), tools.device());
			new ModelTrainer(tools.opener(), cohort.slices(), tools.log(), line -> tools.warnings().accept(folder(run) + ": " +
				line)).train(cohort.data(), start, run.model().training().plan(seed), new RunFolder(model, resume,
					Optional.of(study.resolve("features")), tools.cache()), progress);
			return List.of(DESCRIPTION, "model/weights.safetensors", "model/history.csv");
		});
	}

	private Map<String, String> predictionInputs() throws IOException {
		Map<String, String> inputs = new LinkedHashMap<>();
		inputs.put("version", tools.version());
		inputs.put("name", run.model().name());
		inputs.put("model", Checksum.sha256(folder().resolve(DESCRIPTION)));
		inputs.put("patients", cohort.fingerprint(EnumSet.allOf(Subset.class)));
		return inputs;
	}

	private List<String> predict(Progress progress) throws IOException {
		try (SlicePredictor predictor = new SlicePredictor(model(), tools.backbones(), tools.device())) {
			Cohort patients = cohort.patients();
			CohortPredictor.Result result = new CohortPredictor(tools.opener(), cohort.slices(), predictor).predict(patients,
				patient -> cohort.data().split().subset(patient).map(Subset::word).orElse(""), (done, total, what) -> progress
					.report(done, total, "predicting " + what));
			requireAll(result.cohort());
			CsvFile.write(folder().resolve(PREDICTIONS), SlicePredictions.table(result.predictions().stream().map(this::named)
				.toList()));
			Efficiency cost = result.efficiency();
			CsvFile.write(folder().resolve(Efficiency.FILE_NAME), Efficiency.table(List.of(new Efficiency(run.model().name(), cost
				.seed(), cost.device(), cost.parameters(), cost.secondsPerPatient(), cost.peakMemoryMb()))));
		}
		return List.of(PREDICTIONS, Efficiency.FILE_NAME);
	}

	private List<String> extract(Progress progress) throws IOException {
		try (SliceFeatures features = new SliceFeatures(model(), tools.backbones(), tools.device())) {
			new CohortFeatures(tools.opener(), cohort.slices(), features).write(cohort.patients(), folder().resolve(FEATURES),
				StudyRun::requireAll, (done, total, what) -> progress.report(done, total, "extracting " + what));
		}
		return List.of(FEATURES);
	}

	/** Models can be compared on the same patients only. */
	private static void requireAll(Cohort passed) throws InputException {
		for (Patient patient : passed.patients())
			if (!patient.eligible()) throw new InputException("patient " + patient.id() + " cannot be predicted: " + patient
				.reason());
	}

	private GradingModel model() throws IOException {
		return GradingModel.read(run.model().trained().orElse(folder().resolve("model")));
	}

	/** Two models of a study may have one architecture. */
	private SlicePrediction named(SlicePrediction p) {
		return new SlicePrediction(run.model().name(), p.seed(), p.patient(), p.centre(), p.grade(), p.subset(), p.slice(), p
			.pHgg());
	}

	/**
	 * @param state how far it came
	 * @param reason why it failed
	 * @return its row
	 * @throws IOException if its model cannot be read
	 */
	RunRow row(RunRow.State state, String reason) throws IOException {
		if (!Files.isRegularFile(folder().resolve(DESCRIPTION))) return RunRow.of(run, state, reason);
		ModelDescription model = GradingModel.describe(folder().resolve("model"));
		ModelDescription.Training training = model.training();
		boolean trained = training != null;
		return new RunRow(run.model().name(), trained ? Long.toString(training.seed()) : "", state, reason, folder(run), model
			.architecture(), weights(training), trained ? training.epochs() : Double.NaN, trained ? training.bestEpoch()
				: Double.NaN, training().seconds(), predicting(folder()).seconds());
	}

	/** What training started from, so that nobody takes random weights for pretrained ones. */
	private String weights(ModelDescription.Training training) {
		if (run.model().trained().isPresent()) return RunRow.LOADED;
		if (training.startModel() == null) return "random";
		return training.startModel().training() == null ? "imported" : "trained";
	}
}
