package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.inference.CohortPredictor;
import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.util.VersionUtils;

import ai.djl.Device;

/** Trains on patients whose grade is plain to see. */
class ModelTrainerTest {

	private static final int SIZE = StripedCohort.SIZE;

	@TempDir
	private Path folder;

	private Context context;
	private BackboneService backbones;
	private PatientOpener opener;
	private Cohort cohort;
	private Split split;
	private final List<String> warnings = new ArrayList<>();

	@BeforeEach
	void writeCohort() throws Exception {
		context = new Context(BackboneService.class, VolumeService.class);
		backbones = context.service(BackboneService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
		StripedCohort.write(folder.resolve("cohort"));
		cohort = StripedCohort.of(folder.resolve("cohort"));
		split = StripedCohort.split();
	}

	@AfterEach
	void close() {
		opener.close();
		context.dispose();
	}

	@Test
	void learnsAndPredictsWhatIsPlain() throws Exception {
		GradingModel model = train("model", 25, 7, Progress.NONE);
		List<SlicePrediction> predictions;
		try (SlicePredictor predictor = new SlicePredictor(GradingModel.read(model.folder()), backbones, Device.cpu())) {
			Cohort test = new Cohort(split.patients(Subset.TEST, cohort));
			predictions = new CohortPredictor(opener, new TumourSlices(), predictor).predict(test, id -> "test", Progress.NONE)
				.predictions();
		}
		assertEquals(12, predictions.size());
		for (SlicePrediction each : predictions)
			assertEquals(each.grade().orElseThrow(), Grade.called(each.pHgg(), 0.5), each.toString());
		assertEquals(List.of(0, 1, 2, 3, 4, 5), predictions.stream().limit(6).map(SlicePrediction::slice).toList());
	}

	/** Also where Java collects garbage in the middle of a step. */
	@Test
	void sameSeedSameWeights() throws Exception {
		String first = weights(train("first", 2, 7, Progress.NONE));
		AtomicBoolean done = new AtomicBoolean();
		Thread collector = new Thread(() -> {
			while (!done.get()) {
				System.gc();
				LockSupport.parkNanos(20_000_000); // several times a step
			}
		});
		collector.start();
		try {
			assertEquals(first, weights(train("second", 2, 7, Progress.NONE)));
		}
		finally {
			done.set(true);
			collector.join();
		}
		assertNotEquals(first, weights(train("third", 2, 8, Progress.NONE)));
	}

	private static String weights(GradingModel model) {
		return model.description().weightsSha256();
	}

	@Test
	void describesItself() throws Exception {
		GradingModel model = train("model", 2, 7, Progress.NONE);
		var training = model.description().training();
		assertTrue(training.synthetic());
		assertTrue(model.description().notice().contains("synthetic"));
		assertEquals("cohort", training.cohort().name());
		assertNull(training.cohort().phantoms());
		assertNull(training.startModel());
		assertEquals(VersionUtils.getVersion(ModelTrainer.class), training.versions().get("gliomaGrading"));
		assertEquals(8, training.train().patients().size());
		assertEquals(List.of("Patient_08", "Patient_09"), training.validation().patients());
		assertEquals(48, training.train().slices());
		assertTrue(Files.readString(model.folder().resolve("history.csv")).startsWith("epoch,train_loss,"));
		try (Stream<Path> files = Files.list(model.folder())) {
			assertEquals(List.of("history.csv", "model.json", "run.json", "weights.safetensors"), files.map(file -> file.getFileName()
				.toString()).sorted(Comparator.naturalOrder()).toList(), "nothing temporary stays");
		}
	}

	/** The training of the model that it started from, and how the phantoms were made, stand in its description too. */
	@Test
	void describesWhatItStartedFrom() throws Exception {
		PhantomSettings phantoms = phantoms(20);
		GradingModel first = train("first", 1, 7, Progress.NONE);
		phantoms.write(folder.resolve("cohort"));
		GradingModel second = GradingModel.read(train(first.folder().toString(), "second", 1, 8, Progress.NONE).folder());
		assertEquals(first.description().weightsSha256(), second.description().training().startModel().weightsSha256());
		assertEquals(first.description().training(), second.description().training().startModel().training());
		assertEquals(phantoms, second.description().training().cohort().phantoms());
	}

	@Test
	void unusablePatientsAreLeftOut() throws Exception {
		Files.write(folder.resolve("cohort/Patient_02/Patient_02_t2.nii.gz"), new byte[] { 1, 2, 3 });
		GradingModel model = train("model", 2, 7, Progress.NONE);
		assertEquals(7, model.description().training().train().patients().size());
		assertTrue(warnings.stream().anyMatch(line -> line.contains("Patient_02") && line.contains("t2")), warnings.toString());
	}

	/** A model that has seen a patient, itself or as the one that it started from, is not tested by that patient. */
	@Test
	void testPatientsWereNeverSeen() throws Exception {
		GradingModel first = train("first", 1, 7, Progress.NONE);
		GradingModel second = train(first.folder().toString(), "second", 1, 7, Progress.NONE);
		Split before = split;
		for (GradingModel model : List.of(first, second))
			for (String seen : List.of("Patient_00", "Patient_09")) {
				split = swapped(before, seen);
				String message = assertThrows(InputException.class, () -> train(model.folder().toString(), "third", 1, 7, Progress.NONE))
					.getMessage();
				assertTrue(message.contains(seen) && message.contains(model.folder().toString()), message);
				assertFalse(Files.exists(folder.resolve("third")));
			}
		// seen by the first only: the other's split does not name the patient at all
		split = new Split(before.assignments().stream().filter(each -> !each.patient().equals("Patient_00")).toList());
		GradingModel other = train(first.folder().toString(), "other", 1, 7, Progress.NONE);
		assertFalse(other.description().training().train().patients().contains("Patient_00"));
		split = swapped(before, "Patient_00");
		assertThrows(InputException.class, () -> train(other.folder().toString(), "third", 1, 7, Progress.NONE));
		split = before;
		SeenPatients real = new SeenPatients(Set.of("Patient_10"), Set.of());
		real.refuseTest(data(), "a model of real patients of the phantoms' names");
	}

	/** Cohorts of all seeds have the same names: another seed's phantoms are others, where both seeds are known. */
	@Test
	void phantomsOfAnotherSeedAreOthers() throws Exception {
		phantoms(20).write(folder.resolve("cohort"));
		GradingModel model = train("model", 1, 7, Progress.NONE);
		SeenPatients seen = SeenPatients.of(model.description());
		split = swapped(split, "Patient_00");
		assertThrows(InputException.class, () -> seen.refuseTest(data(), "a model"));
		phantoms(21).write(folder.resolve("cohort"));
		seen.refuseTest(data(), "a model");
		GradingModel second = train(model.folder().toString(), "second", 1, 7, Progress.NONE);
		SeenPatients unknown = new SeenPatients(Set.of(), Set.of(new SeenPatients.Phantom("Patient_00", null)));
		assertThrows(InputException.class, () -> unknown.refuseTest(data(), "a model"));
		phantoms(20).write(folder.resolve("cohort"));
		assertThrows(InputException.class, () -> SeenPatients.of(second.description()).refuseTest(data(), "a model"));
		Files.delete(folder.resolve("cohort").resolve(PhantomSettings.FILE_NAME));
		assertThrows(InputException.class, () -> seen.refuseTest(data(), "a model"));
	}

	/** A table may name phantoms and real patients together: either may be whom it has seen, unless a folder's seed tells. */
	@Test
	void patientsOfMixedTrainingsAreSeenAsBoth() throws Exception {
		GradingModel model = train("model", 1, 7, Progress.NONE);
		SeenPatients mixed = SeenPatients.of(model.description());
		phantoms(20).write(folder.resolve("cohort"));
		SeenPatients phantoms = SeenPatients.of(train("phantoms", 1, 7, Progress.NONE).description());
		split = new Split(List.of(new Split.Assignment("Patient_00", "CBICA", Optional.of(Grade.HGG), Subset.TEST)));
		cohort = new Cohort(List.of());
		assertThrows(InputException.class, () -> mixed.refuseTest(data(), "a model"));
		phantoms.refuseTest(data(), "a model of phantoms that have the name of a real patient");
	}

	private static PhantomSettings phantoms(long seed) {
		return new PhantomSettings(seed, 6, 6, List.of(12, 13, 14), List.of(1.0, 1.0, 2.5), "0.1.0");
	}

	private TrainingData data() throws IOException {
		return TrainingData.of(folder.resolve("cohort"), cohort, split);
	}

	/** The patient is to test, Patient_10 or Patient_11 in its place. */
	private static Split swapped(Split split, String patient) {
		String other = patient.endsWith("0") ? "Patient_10" : "Patient_11";
		Subset subset = split.subset(patient).orElseThrow();
		return new Split(split.assignments().stream().map(each -> new Split.Assignment(each.patient(), each.centre(), each.grade(),
			each.patient().equals(patient) ? Subset.TEST : each.patient().equals(other) ? subset : each.subset())).toList());
	}

	@Test
	void subsetWithoutAGradeIsRefused() {
		split = new Split(split.assignments().stream().filter(each -> each.subset() != Subset.VALIDATION || each.grade().equals(
			Optional.of(Grade.HGG))).toList());
		String message = assertThrows(InputException.class, () -> train("model", 2, 7, Progress.NONE)).getMessage();
		assertTrue(message.contains("validation") && message.contains("LGG"), message);
	}

	@Test
	void cancellingStopsAndLeavesNoModel() {
		assertThrows(CancellationException.class, () -> train("model", 2, 7, (done, total, what) -> {
			if (what.startsWith("epoch 1") && done > 1) throw new CancellationException();
		}));
		assertFalse(Files.exists(folder.resolve("model/model.json")));
	}

	/** The best epoch so far is kept; the training can go on. */
	@Test
	void cancellingKeepsTheBestSoFar() throws Exception {
		AtomicInteger steps = new AtomicInteger();
		assertThrows(CancellationException.class, () -> train("model", 5, 7, (done, total, what) -> {
			if (what.startsWith("epoch 2") && steps.incrementAndGet() == 2) throw new CancellationException();
			if (steps.get() > 2) throw new AssertionError("goes on");
		}));
		GradingModel model = GradingModel.read(folder.resolve("model"));
		assertEquals(1, model.description().training().bestEpoch());
		assertEquals(weights(train("one", 1, 7, Progress.NONE)), weights(model));
		assertTrue(warnings.stream().anyMatch(line -> line.contains("best epoch so far, 1 of 1") && line.contains(
			"resume=true")), warnings.toString());
		String message = assertThrows(InputException.class, () -> train("model", 5, 7, Progress.NONE)).getMessage();
		assertTrue(message.contains("resume=true"), message);
	}

	/** Whatever ends a training: here the earlier checkpoint cannot be deleted, then what nobody foresaw. */
	@Test
	void errorsKeepTheBestSoFar() throws Exception {
		Path folderInTheWay = folder.resolve("model/checkpoint-9.safetensors/in");
		assertThrows(FileSystemException.class, () -> train("model", 5, 7, (done, total, what) -> {
			if (what.startsWith("epoch 1")) folderInTheWay.toFile().mkdirs();
		}));
		assertEquals(1, GradingModel.read(folder.resolve("model")).description().training().bestEpoch());
		assertThrows(IllegalStateException.class, () -> train("other", 5, 7, (done, total, what) -> {
			if (what.startsWith("epoch 2")) throw new IllegalStateException("no memory on the device");
		}));
		assertEquals(1, GradingModel.read(folder.resolve("other")).description().training().bestEpoch());
		assertThrows(OutOfMemoryError.class, () -> train("third", 5, 7, (done, total, what) -> {
			if (what.startsWith("epoch 2")) throw new OutOfMemoryError("made up");
		}));
		assertEquals(1, GradingModel.read(folder.resolve("third")).description().training().bestEpoch());
	}

	/** Here a folder stands in the way of the weights. */
	@Test
	void aBestEpochThatCannotBeWrittenIsTold() {
		assertThrows(CancellationException.class, () -> train("model", 5, 7, (done, total, what) -> {
			if (!what.startsWith("epoch 2")) return;
			folder.resolve("model/weights.safetensors/in").toFile().mkdirs();
			throw new CancellationException();
		}));
		assertFalse(Files.exists(folder.resolve("model/run.json")), "no model, no record of its training");
		String told = warnings.get(warnings.size() - 1);
		assertTrue(told.startsWith("Stopped, and the best epoch so far could not be written: " + folder.resolve(
			"model/weights.safetensors") + ": ") && told.endsWith("; resume=true goes on"), told);
	}

	/** Before anything is read. */
	@Test
	void aBatchThatIsTooLargeIsRefused() {
		TrainingPlan plan = new TrainingPlan(1, 1, 1e-3, 200_000, 7);
		String message = assertThrows(InputException.class, () -> new ModelTrainer(opener, new TumourSlices(), line -> {},
			warnings::add).train(data(), StartingNetwork.of("MobileNetV2", SIZE, 7, backbones, Device.cpu()), plan, RunFolder.of(folder
				.resolve("model")), (done, total, what) -> {
					throw new IllegalStateException(what);
				})).getMessage();
		assertTrue(message.startsWith("batchSize=200000: "), message);
	}

	/** Its weights would be replaced while the training needs them: nobody could go on. */
	@Test
	void theFolderThatItStartsFromIsNotReplaced() throws Exception {
		GradingModel first = train("model", 1, 7, Progress.NONE);
		String message = assertThrows(InputException.class, () -> train(first.folder().toString(), "../" + folder.getFileName() +
			"/model", 1, 8, Progress.NONE)).getMessage();
		assertTrue(message.contains("is the folder of the model to start from"), message);
		assertEquals(weights(first), weights(GradingModel.read(first.folder())));
	}

	/** Not in the volumes, but in the cohort: a file was missing when it was read. */
	@Test
	void patientsThatTheCohortExcludesAreTold() throws Exception {
		Cohort whole = cohort;
		cohort = new Cohort(whole.patients().stream().map(patient -> patient.id().equals("Patient_02") ? patient.excluded(
			"flair is missing") : patient).toList());
		train("model", 1, 7, Progress.NONE);
		assertTrue(warnings.contains("Left out of train: Patient_02: flair is missing"), warnings.toString());
		cohort = new Cohort(whole.patients().stream().map(patient -> patient.id().equals("Patient_09") ? patient.excluded(
			"flair is missing") : patient).toList());
		String message = assertThrows(InputException.class, () -> train("other", 1, 7, Progress.NONE)).getMessage();
		assertEquals("The subset validation has no LGG patient that can be used (Patient_09: flair is missing); mend that, or split " +
			"a cohort with more patients", message);
	}

	/** A folder's model stays whole, with its own run.json, until another can take its place; that is said. */
	@Test
	void anEarlierModelStaysUntilThereIsAnother() throws Exception {
		GradingModel model = train("model", 1, 7, Progress.NONE);
		String run = Files.readString(model.folder().resolve("run.json"));
		assertEquals(List.of(), replacing());
		assertThrows(CancellationException.class, () -> train("model", 1, 8, (done, total, what) -> {
			if (what.startsWith("epoch 1")) throw new CancellationException();
		}));
		assertEquals(weights(model), weights(GradingModel.read(model.folder())));
		assertEquals(run, Files.readString(model.folder().resolve("run.json")));
		assertEquals(1, replacing().size());
		assertTrue(replacing().get(0).startsWith(model.folder() + " holds a model of an earlier training"), replacing().get(0));
		assertNotEquals(weights(model), weights(train("model", 1, 8, Progress.NONE)));
		assertNotEquals(run, Files.readString(model.folder().resolve("run.json")));
	}

	/** Whether an epoch calls all HGG, which is warned of too, depends on how the processor rounds. */
	private List<String> replacing() {
		return warnings.stream().filter(line -> line.contains("is replaced")).toList();
	}

	private GradingModel train(String name, int epochs, long seed, Progress progress) throws Exception {
		return train("MobileNetV2", name, epochs, seed, progress);
	}

	private GradingModel train(String origin, String name, int epochs, long seed, Progress progress) throws Exception {
		TrainingPlan plan = new TrainingPlan(epochs, epochs, 2e-3, 8, seed);
		StartingNetwork start = StartingNetwork.of(origin, SIZE, seed, backbones, Device.cpu());
		return new ModelTrainer(opener, new TumourSlices(), line -> {}, warnings::add).train(data(), start, plan, RunFolder.of(
			folder.resolve(name)), progress).model();
	}
}
