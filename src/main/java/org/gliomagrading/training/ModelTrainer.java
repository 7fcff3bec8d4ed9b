package org.gliomagrading.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.slice.Normalization;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.SliceTensor;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Tensor;
import org.scijava.util.VersionUtils;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;

/** Trains a network on a cohort's slices and writes the model folder. */
public final class ModelTrainer {

	private static final String NOTICE = "Research software, not a medical device.";
	private static final String SYNTHETIC = " Trained on synthetic phantoms: it says nothing about real patients.";

	/**
	 * What training gave.
	 *
	 * @param model the model that was written
	 * @param history what happened on the way
	 */
	public record Trained(GradingModel model, History history) {
	}

	private final PatientOpener opener;
	private final SliceSelector selector;
	private final Consumer<String> log;
	private final Consumer<String> warnings;

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param log is told what happens, a line at a time
	 * @param warnings is told of each patient that is left out
	 */
	public ModelTrainer(PatientOpener opener, SliceSelector selector, Consumer<String> log, Consumer<String> warnings) {
		this.opener = opener;
		this.selector = selector;
		this.log = log;
		this.warnings = warnings;
	}

	/**
	 * Trains on the patients that the split calls train, and stops by those it calls validation. Patients that cannot be
	 * used are told to the warnings with the reason and left out.
	 *
	 * @param data the patients and their subsets
	 * @param start the network to start from
	 * @param plan how to train
	 * @param output the model folder to write
	 * @param progress told of each step; may stop the work
	 * @return the model and its history
	 * @throws InputException if a subset has no patient of one grade that can be used, or the loss is no longer a number
	 * @throws IOException if the temporary slices or the model cannot be written
	 */
	public Trained train(TrainingData data, StartingNetwork start, TrainingPlan plan, Path output, Progress progress)
		throws IOException
	{
		SliceTensor tensor = new SliceTensor(start.inputSize(), start.model().map(ModelDescription::normalization));
		int length = tensor.length(GradingModel.CHANNELS.size());
		try (GradingNetwork network = start.network();
				SliceFile train = new SliceFile(WholeFile.makeFolder(output), length);
				SliceFile validation = new SliceFile(output, length))
		{
			List<Patient> trained = load(data, Subset.TRAIN, tensor, train, progress);
			List<Patient> validated = load(data, Subset.VALIDATION, tensor, validation, progress);
			log.accept(PyTorch.describe(network.manager().getDevice()));
			network.train(plan.trainable());
			TrainingState state = new TrainingState();
			try (Adam adam = new Adam(network.parameters(), network.manager(), plan.options())) {
				new TrainingLoop(network, plan, new Shape(GradingModel.CHANNELS.size(), start.inputSize(), start.inputSize()), log)
					.run(train, validation, state, adam, TrainingLoop.EpochEnd.NONE, progress);
			}
			CsvFile.write(output.resolve("history.csv"), state.history().table());
			History history = state.history();
			ModelDescription.StartModel model = start.model().map(each -> new ModelDescription.StartModel(each.weightsSha256(),
				each.imported(), each.training())).orElse(null);
			ModelDescription.Training training = new ModelDescription.Training(data.source(), start.origin(), model, plan.seed(),
				history.epochs().size(), history.best(), plan.patience(), plan.monitor().name(), plan.trainable(), plan.learningRate(), plan.batchSize(), options(plan), synthetic(
					trained) || synthetic(validated), summary(trained, train), summary(validated, validation), versions());
			return new Trained(GradingModel.write(output, description(start, training), weights(network, state)), history);
		}
	}

	/** The network's weights, those that training changed as the best epoch left them. */
	private static Map<String, Tensor> weights(GradingNetwork network, TrainingState state) {
		Map<String, Tensor> weights = NetworkWeights.of(network);
		weights.putAll(state.bestWeights());
		return weights;
	}

	private static ModelDescription.Options options(TrainingPlan plan) {
		TrainingOptions options = plan.options();
		return options.isNone() ? null : new ModelDescription.Options(options.classWeights(), options
			.flips(), options.rotation(), options.schedule().name(), options.gradientClipping(), options.weightDecay());
	}

	private static ModelDescription description(StartingNetwork start, ModelDescription.Training training) {
		String name = start.architecture().name();
		String preprocessing = start.model().map(ModelDescription::preprocessing).orElse(
			ModelDescription.STUDY_PREPROCESSING);
		Normalization normalization = start.model().map(ModelDescription::normalization).orElse(null);
		return new ModelDescription(name, name, start.variant().word(), start.inputSize(), preprocessing, normalization,
			GradingModel.CHANNELS, true, "", null, training, NOTICE + (training.synthetic() ? SYNTHETIC : ""));
	}

	private List<Patient> load(TrainingData data, Subset subset, SliceTensor tensor, SliceFile slices, Progress progress)
		throws IOException
	{
		float[] values = new float[tensor.length(GradingModel.CHANNELS.size())];
		Cohort part = new Cohort(data.split().patients(subset, data.cohort()));
		Cohort passed;
		try {
			passed = new CohortPass(opener, selector.needsSegmentation()).run(part, volumes -> add(volumes, tensor, values,
				slices), (done, total, what) -> progress.report(done, total, "reading " + subset.word() + " " + what));
		}
		catch (UncheckedIOException e) {
			throw new InputException("The slices for training cannot be kept in the output folder (" + Reason.of(e) +
				"); free space there, or choose another output folder");
		}
		for (Patient patient : passed.patients())
			if (!patient.eligible()) warnings.accept("Left out of " + subset.word() + ": " + patient.id() + ": " + patient.reason());
		List<Patient> used = passed.eligible();
		for (Grade grade : Grade.values())
			if (used.stream().noneMatch(patient -> patient.grade().equals(Optional.of(grade))))
				throw new InputException("The subset " + subset.word() + " has no " + grade +
					" patient that can be used; split a cohort with more patients");
		log.accept(String.format(Locale.ROOT, "%s: %d patients, %d slices", subset.word(), used.size(), slices.count()));
		return used;
	}

	private void add(PatientVolumes volumes, SliceTensor tensor, float[] values, SliceFile slices)
		throws InputException
	{
		Grade grade = volumes.patient().grade().orElseThrow(() -> new InputException("has no grade, which training needs"));
		SliceRange range = selector.select(volumes);
		int before = slices.count();
		int patient = before == 0 ? 0 : slices.patient(before - 1) + 1;
		try {
			for (int slice = range.first(); slice <= range.last(); slice++) {
				tensor.write(volumes.channels(), volumes.lpsSlice(slice), values, 0);
				slices.add(values, grade == Grade.HGG, patient);
			}
		}
		catch (IOException e) {
			// No fault of this patient's: it ends the whole pass.
			throw new UncheckedIOException(e);
		}
		catch (OutOfMemoryError e) {
			slices.truncate(before); // the patient is left out whole
			throw e;
		}
	}

	private static boolean synthetic(List<Patient> patients) {
		return patients.stream().anyMatch(Patient::synthetic);
	}

	private static ModelDescription.Patients summary(List<Patient> patients, SliceFile slices) {
		int high = (int) patients.stream().filter(patient -> patient.grade().equals(Optional.of(Grade.HGG)))
			.count();
		return new ModelDescription.Patients(high, patients.size() - high, slices.count(), new ArrayList<>(patients.stream()
			.map(Patient::id).toList()));
	}

	private static Map<String, String> versions() {
		Map<String, String> versions = new LinkedHashMap<>();
		// classes that stand in no folder of Maven's, nor in a jar, have none
		Optional.ofNullable(VersionUtils.getVersion(ModelTrainer.class)).ifPresent(own -> versions.put("gliomaGrading", own));
		versions.put("djl", Engine.getDjlVersion());
		versions.put("pytorch", PyTorch.engine().getVersion());
		versions.put("java", System.getProperty("java.version"));
		versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
		return versions;
	}
}
