package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Tensor;

import ai.djl.ndarray.types.Shape;

/** Trains a network on a cohort's slices and writes the model folder. */
public final class ModelTrainer {

	private static final String HISTORY = "history.csv";

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
	private final Consumer<History> epochs;

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param log is told what happens, a line at a time
	 * @param warnings is told of each patient that is left out
	 */
	public ModelTrainer(PatientOpener opener, SliceSelector selector, Consumer<String> log, Consumer<String> warnings) {
		this(opener, selector, log, warnings, history -> {});
	}

	/**
	 * @param opener opens the patients' volumes
	 * @param selector says which slices are used
	 * @param log is told what happens, a line at a time
	 * @param warnings is told of each patient that is left out
	 * @param epochs is told after each epoch what happened so far
	 */
	public ModelTrainer(PatientOpener opener, SliceSelector selector, Consumer<String> log, Consumer<String> warnings,
		Consumer<History> epochs)
	{
		this.opener = opener;
		this.selector = selector;
		this.log = log;
		this.warnings = warnings;
		this.epochs = epochs;
	}

	/**
	 * Trains on the patients that the split calls train, and stops by those it calls validation. Patients that cannot be
	 * used are told to the warnings with the reason and left out. A training that is stopped, by the user or by an error,
	 * leaves the best epoch so far as its model.
	 *
	 * @param data the patients and their subsets
	 * @param start the network to start from
	 * @param plan how to train
	 * @param folder where to write
	 * @param progress told of each step; may stop the work
	 * @return the model and its history
	 * @throws InputException if a subset has no patient of one grade that can be used, the model to start from has seen a
	 *           patient that is to test, or the loss is no longer a number
	 * @throws IOException if the temporary slices or the model cannot be written
	 */
	public Trained train(TrainingData data, StartingNetwork start, TrainingPlan plan, RunFolder folder, Progress progress)
		throws IOException
	{
		try (GradingNetwork network = start.network()) {
			check(data, start, plan, folder);
			network.train(plan.trainable());
			Path output = WholeFile.makeFolder(folder.path());
			Checkpoint checkpoint = new Checkpoint(output);
			if (checkpoint.exists() && !folder.resume()) throw new InputException(output,
				"holds a training that was stopped; give resume=true to go on with it, or choose another output folder");
			if (folder.resume() && !checkpoint.exists() && GradingModel.exists(output)) throw new InputException(output,
				"holds a model and no checkpoint to go on from; leave out resume to train it anew, or choose another output folder");
			FileHashes hashes = new FileHashes(selector.needsSegmentation());
			String weights = FeatureReader.sha256(network, "");
			CacheSpace space = folder.cache().space();
			if (!plan.headOnly()) return train(data, start, weights, plan, checkpoint, hashes, new PixelReader(opener, selector,
				start::sliceTensor), space, progress);
			FeatureCache cache = new FeatureCache(folder.features(), network.backbone().channels(), warnings);
			try (FeatureReader reader = new FeatureReader(opener, selector, cache, hashes, start)) {
				return train(data, start, weights, plan, checkpoint, hashes, reader, space, progress);
			}
		}
	}

	private static void check(TrainingData data, StartingNetwork start, TrainingPlan plan, RunFolder folder)
		throws IOException
	{
		if (start.model().isPresent() && Files.isDirectory(folder.path()) && Files.isSameFile(Path.of(start.origin()), folder.path()))
			throw new InputException(folder.path(), "is the folder of the model to start from, which the training would replace; " +
				"choose another output folder");
		if (start.model().isPresent()) SeenPatients.of(start.model().get()).refuseTest(data, start.origin());
		if (plan.headOnly() && plan.options().augmentation(1).changes()) throw new InputException(
			"flips and rotation cannot be had with trainable=head, whose features are computed once; leave them out, or train a stage");
	}

	private Trained train(TrainingData data, StartingNetwork start, String weights, TrainingPlan plan,
		Checkpoint checkpoint, FileHashes hashes, SliceReader reader, CacheSpace space,
		Progress progress) throws IOException
	{
		Batch.checkSize(plan.batchSize(), reader.length());
		GradingNetwork network = start.network();
		// the backbone may be freed once its features are known
		Map<String, Tensor> frozen = NetworkWeights.of(network, name -> !network.changing().contains(name));
		try (SliceStore train = new SliceStore(checkpoint.folder(), reader.length(), space, reader);
				SliceStore validation = new SliceStore(checkpoint.folder(), reader.length(), space, reader);
				Adam adam = new Adam(network.parameters(), network.manager(), plan.options()))
		{
			Map<Subset, List<Patient>> used = new EnumMap<>(Subset.class);
			used.put(Subset.TRAIN, load(data, Subset.TRAIN, reader, train, progress));
			used.put(Subset.VALIDATION, load(data, Subset.VALIDATION, reader, validation, progress));
			TrainingRun run = TrainingRun.of(data, start, weights, plan, used, selector, hashes, progress);
			TrainingState state = begin(run, checkpoint, network, adam);
			Shape shape = plan.headOnly() ? new Shape(reader.length()) : new Shape(GradingModel.CHANNELS.size(), start
				.inputSize(), start.inputSize());
			ModelDescriber describer = new ModelDescriber(data, start, plan, patients(used, Subset.TRAIN, train), patients(used,
				Subset.VALIDATION, validation), used.values().stream().flatMap(List::stream).anyMatch(Patient::synthetic));
			try {
				new TrainingLoop(network, plan, shape, log).run(train, validation, state, adam, (now, optimizer) -> {
					checkpoint.write(run, now, network, optimizer);
					tell(now.history(), checkpoint.folder());
				}, progress);
			}
			catch (IOException | RuntimeException | OutOfMemoryError e) {
				keepBest(checkpoint, run, describer, frozen, state, e);
				throw e;
			}
			if (state.history().bestEpoch().callsAllHgg()) warnings.accept("The best epoch, " + state.history().best() +
				", calls every LGG slice of the validation HGG: the model tells no grades apart; " +
				"train with monitor=slice-auc, classWeights=true or another learningRate");
			GradingModel model = write(checkpoint.folder(), run, describer, frozen, state);
			checkpoint.delete();
			return new Trained(model, state.history());
		}
	}

	/** All HGG scores a high F1: told once, and again where the model that is kept does so. */
	private void tell(History history, Path folder) throws IOException {
		CsvFile.write(folder.resolve(HISTORY), history.table());
		epochs.accept(history);
		List<Epoch> all = history.epochs();
		Epoch last = all.get(all.size() - 1);
		if (last.callsAllHgg() && all.stream().filter(Epoch::callsAllHgg).count() == 1) warnings.accept(
			"The validation specificity is 0 in epoch " + last.number() +
				": every LGG slice is called HGG, which scores a high F1 where most patients are HGG");
	}

	private TrainingState begin(TrainingRun run, Checkpoint checkpoint, GradingNetwork network, Adam adam)
		throws IOException
	{
		if (!checkpoint.exists()) {
			if (GradingModel.exists(checkpoint.folder())) warnings.accept(checkpoint.folder() +
				" holds a model of an earlier training: it is replaced when this one ends or is cancelled, its history.csv at once");
			return new TrainingState();
		}
		TrainingState state = checkpoint.read(run, network, adam);
		log.accept("Goes on behind epoch " + state.done());
		String other = checkpoint.otherMachine(run);
		if (!other.isEmpty()) warnings.accept("The training goes on with another " + other +
			"; its weights may differ by rounding from those of a run that was not stopped");
		return state;
	}

	/** A stopped training's best epoch is of use; what stopped it is told in any case. */
	private void keepBest(Checkpoint checkpoint, TrainingRun run, ModelDescriber describer, Map<String, Tensor> frozen,
		TrainingState state, Throwable why)
	{
		if (!state.hasBest()) return;
		try {
			write(checkpoint.folder(), run, describer, frozen, state);
			warnings.accept("Stopped: the best epoch so far, " + state.history().best() + " of " + state.done() + ", is kept in " +
				checkpoint.folder() + (checkpoint.exists() ? "; resume=true goes on" : ""));
		}
		catch (IOException e) {
			why.addSuppressed(e);
			warnings.accept("Stopped, and the best epoch so far could not be written: " + e.getMessage() + (checkpoint.exists()
				? "; resume=true goes on" : ""));
		}
	}

	private static GradingModel write(Path folder, TrainingRun run, ModelDescriber describer, Map<String, Tensor> frozen,
		TrainingState state) throws IOException
	{
		Map<String, Tensor> weights = new LinkedHashMap<>(frozen);
		weights.putAll(state.bestWeights());
		GradingModel model = GradingModel.write(folder, describer.describe(state.history()), weights);
		// last: where the model cannot be written, an earlier one stays with what belongs to it
		run.write(folder);
		CsvFile.write(folder.resolve(HISTORY), state.history().table());
		return model;
	}

	private List<Patient> load(TrainingData data, Subset subset, SliceReader reader, SliceStore slices, Progress progress)
		throws IOException
	{
		Cohort part = new Cohort(data.split().patients(subset, data.cohort()));
		List<Patient> leftOut = new ArrayList<>(data.split().leftOut(subset, data.cohort()));
		Cohort passed = reader.read(part, slices, (done, total, what) -> progress.report(done, total, "reading " + subset.word() +
			" " + what));
		passed.patients().stream().filter(patient -> !patient.eligible()).forEach(leftOut::add);
		for (Patient patient : leftOut)
			warnings.accept("Left out of " + subset.word() + ": " + patient.id() + ": " + patient.reason());
		List<Patient> used = passed.eligible();
		for (Grade grade : Grade.values())
			if (used.stream().noneMatch(patient -> patient.grade().equals(Optional.of(grade))))
				throw new InputException("The subset " + subset.word() + " has no " + grade +
					" patient that can be used" + leftOut.stream().filter(patient -> patient.grade().equals(Optional.of(grade))).findFirst().map(
						patient -> " (" + patient.id() + ": " + patient.reason() + "); mend that, or split a cohort with more patients").orElse(
							"; split a cohort with more patients"));
		log.accept(String.format(Locale.ROOT, "%s: %d patients, %d slices", subset.word(), used.size(), slices.count()));
		long missing = slices.count() - slices.kept();
		if (missing > 0) warnings.accept(String.format(Locale.ROOT,
			"%d of %d %s slices do not fit into cacheMemory and cacheDisk: %s, which takes much longer; %.0f MB more would hold them",
			missing, slices.count(), subset.word(), reader.again(), missing * slices.length() * (double) Float.BYTES / 1e6));
		return used;
	}

	private static ModelDescription.Patients patients(Map<Subset, List<Patient>> used, Subset subset, SliceStore slices) {
		List<Patient> patients = used.get(subset);
		int high = (int) patients.stream().filter(patient -> patient.grade().equals(Optional.of(Grade.HGG))).count();
		return new ModelDescription.Patients(high, patients.size() - high, slices.count(), patients.stream().map(Patient::id)
			.toList());
	}
}
