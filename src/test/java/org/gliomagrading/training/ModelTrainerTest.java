package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.cohort.Sequence;
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

/** Trains on patients whose grade is plain to see: bright stripes along one axis or the other. */
class ModelTrainerTest {

	private static final int SIZE = 32;
	private static final long[] SHAPE = { SIZE, SIZE, 6 };

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
		List<Patient> patients = new ArrayList<>();
		List<Split.Assignment> assignments = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			String id = String.format("Patient_%02d", i);
			Optional<Grade> grade = Optional.of(i % 2 == 0 ? Grade.HGG : Grade.LGG);
			writePatient(id, i);
			patients.add(new Patient(id, "PHANTOM01", grade, images(id), Optional.of(
				folder.resolve("cohort").resolve(id).resolve(id + "_seg.nii.gz")), ""));
			assignments.add(new Split.Assignment(id, "PHANTOM01", grade, i < 8 ? Subset.TRAIN : i < 10 ? Subset.VALIDATION
				: Subset.TEST));
		}
		cohort = new Cohort(patients);
		split = new Split(assignments);
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
			assertEquals(List.of("history.csv", "model.json", "weights.safetensors"), files.map(file -> file.getFileName()
				.toString()).sorted(Comparator.naturalOrder()).toList(), "nothing temporary stays");
		}
	}

	/** The training of the model that it started from, and how the phantoms were made, stand in its description too. */
	@Test
	void describesWhatItStartedFrom() throws Exception {
		PhantomSettings phantoms = new PhantomSettings(20, 5, 5, List.of(12, 13, 14), List.of(1.0, 1.0, 2.5), "0.1.0");
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

	private GradingModel train(String name, int epochs, long seed, Progress progress) throws Exception {
		return train("MobileNetV2", name, epochs, seed, progress);
	}

	private GradingModel train(String origin, String name, int epochs, long seed, Progress progress) throws Exception {
		TrainingPlan plan = new TrainingPlan(epochs, epochs, 2e-3, 8, seed);
		StartingNetwork start = StartingNetwork.of(origin, SIZE, seed, backbones, Device.cpu());
		return new ModelTrainer(opener, new TumourSlices(), line -> {}, warnings::add).train(TrainingData.of(folder.resolve("cohort"),
			cohort, split), start, plan, folder.resolve(name), progress).model();
	}

	private Map<Sequence, Path> images(String id) {
		Map<Sequence, Path> images = new EnumMap<>(Sequence.class);
		for (Sequence sequence : Sequence.values())
			images.put(sequence, folder.resolve("cohort").resolve(id).resolve(id + "_" + sequence.word() + ".nii.gz"));
		return images;
	}

	private void writePatient(String id, int number) throws Exception {
		Path patient = Files.createDirectories(folder.resolve("cohort").resolve(id));
		for (Sequence sequence : Sequence.values())
			PatientFiles.write(patient.resolve(id + "_" + sequence.word() + ".nii.gz"), PatientFiles.lps(), SHAPE, at -> {
				long along = number % 2 == 0 ? at[0] : at[1];
				return (int) (100 + (along + number) % 8 * 20 + (at[0] * 31 + at[1] * 17 + at[2] * 7 + number) % 5);
			});
		PatientFiles.write(patient.resolve(id + "_seg.nii.gz"), PatientFiles.lps(), SHAPE, at -> at[0] == 3 ? 4 : 0);
	}
}
