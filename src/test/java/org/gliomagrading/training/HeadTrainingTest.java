package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.DrawnWeights;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.slice.Normalization;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.SliceTensor;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;

/** Trains the head alone, with features from the cache. */
class HeadTrainingTest {

	private static final int SIZE = StripedCohort.SIZE;
	private static final TrainingPlan PLAN = new TrainingPlan("head", new Monitors.Loss(), 3, 3, 1e-3, 8, 7,
		TrainingOptions.NONE);

	@TempDir
	private Path folder;

	private Context context;
	private PatientOpener opener;
	private SliceSelector selector = new TumourSlices();
	private Path cache;
	private final List<String> warnings = new ArrayList<>();
	private final List<String> allHgg = new ArrayList<>();

	@BeforeEach
	void writeCohort() throws Exception {
		context = new Context(BackboneService.class, VolumeService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
		cache = folder.resolve("cache");
		StripedCohort.write(folder.resolve("cohort"));
	}

	@AfterEach
	void close() {
		opener.close();
		context.dispose();
	}

	/** Features are computed once; read again, they give the same bits. The backbone stays. */
	@Test
	void cachedFeaturesGiveTheSame() throws Exception {
		GradingModel first = train("first", PLAN);
		Map<String, FileTime> files = files();
		assertEquals(10, files.size(), "a file for each patient that is trained or validated on");
		assertEquals(first.description().weightsSha256(), train("second", PLAN).description().weightsSha256());
		assertEquals(files, files());
		try (GradingNetwork network = start().network()) {
			Map<String, Tensor> trained = Safetensors.read(first.folder().resolve("weights.safetensors"));
			NetworkWeights.of(network).forEach((name, tensor) -> assertEquals(name.startsWith("backbone."), Arrays.equals(
				tensor.values(), trained.get(name).values()), name));
		}
		assertEquals(List.of(), warnings);
	}

	/** Without the cache: the backbone runs in every step, frozen. But for rounding all losses are the same. */
	@Test
	void sameNumbersAsWithoutTheCache() throws Exception {
		List<Epoch> cached = history(PLAN);
		Cohort cohort = StripedCohort.of(folder.resolve("cohort"));
		try (GradingNetwork network = start().network()) {
			network.train("head");
			TrainingState state = new TrainingState();
			PixelReader reader = new PixelReader(opener, new TumourSlices(), () -> new SliceTensor(SIZE));
			CacheSpace space = CacheLimits.DEFAULT.space();
			try (SliceStore train = new SliceStore(folder, reader.length(), space, reader);
					SliceStore validation = new SliceStore(folder, reader.length(), space, reader);
					Adam adam = new Adam(network.parameters(), network.manager(), PLAN.options()))
			{
				reader.read(new Cohort(StripedCohort.split().patients(Subset.TRAIN, cohort)), train, Progress.NONE);
				reader.read(new Cohort(StripedCohort.split().patients(Subset.VALIDATION, cohort)), validation, Progress.NONE);
				new TrainingLoop(network, PLAN, new Shape(3, SIZE, SIZE), line -> {}).run(train, validation, state, adam,
					TrainingLoop.EpochEnd.NONE, Progress.NONE);
			}
			assertArrayEquals(losses(state.history().epochs()), losses(cached), 1e-5);
			double[] other = losses(history(new TrainingPlan("head", new Monitors.Loss(), 3, 3, 1e-3, 8, 8, TrainingOptions.NONE)));
			assertTrue(Math.abs(other[2] - losses(cached)[2]) > 1e-3, "another seed is to be seen");
		}
	}

	/** Whatever is wrong with a file is told, and the features are computed again. */
	@Test
	void damagedFilesAreComputedAgain() throws Exception {
		String expected = train("first", PLAN).description().weightsSha256();
		Path[] files;
		try (Stream<Path> list = Files.list(cache)) {
			files = list.sorted().toArray(Path[]::new);
		}
		byte[] changed = Files.readAllBytes(files[0]);
		changed[changed.length / 2] ^= 1;
		Files.write(files[0], changed);
		Files.write(files[1], new byte[3]);
		Files.write(files[2], Arrays.copyOf(Files.readAllBytes(files[2]), changed.length - 4));
		assertEquals(expected, train("second", PLAN).description().weightsSha256());
		for (int i = 0; i < 3; i++) {
			String name = files[i].toString();
			assertTrue(warnings.stream().anyMatch(line -> line.contains(name) && line.contains("damaged")), name + ": " + warnings);
		}
		warnings.clear();
		train("third", PLAN);
		assertEquals(List.of(), warnings);
	}

	/** Monitors know which slices are of one patient, whether features or pixels are read. */
	@Test
	void slicesKnowTheirPatients() throws Exception {
		for (String trainable : List.of("head", "features.18")) {
			List<Validation.Case> seen = new ArrayList<>();
			Monitor watching = new Monitor() {

				@Override
				public double score(Validation validation) {
					seen.addAll(validation.cases());
					return 0;
				}

				@Override
				public String name() {
					return "watching";
				}
			};
			train(trainable, new TrainingPlan(trainable, watching, 1, 1, 1e-3, 8, 7, TrainingOptions.NONE));
			assertEquals(List.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1), seen.stream().map(Validation.Case::patient).toList());
			for (Validation.Case each : seen)
				assertEquals(each.patient() == 0, each.high(), "Patient_08 is HGG, Patient_09 LGG");
		}
	}

	/** Other weights, files, sizes, slices or normalizations have other features. */
	@Test
	void featuresOfOtherInputsAreOthers() throws Exception {
		train("first", PLAN);
		Path volume = folder.resolve("cohort/Patient_00/Patient_00_t2.nii.gz");
		Files.copy(folder.resolve("cohort/Patient_02/Patient_02_t2.nii.gz"), volume, StandardCopyOption.REPLACE_EXISTING);
		train("second", PLAN);
		assertEquals(11, files().size(), "one patient's file changed");
		train("third", PLAN, StartingNetwork.of("MobileNetV2", SIZE, 6, context.service(BackboneService.class), Device.cpu()));
		assertEquals(21, files().size(), "other weights");
		train("fourth", PLAN, StartingNetwork.of("MobileNetV2", 40, 7, context.service(BackboneService.class), Device.cpu()));
		assertEquals(31, files().size(), "another size");
		Map<String, SliceRange> ranges = new TreeMap<>();
		StripedCohort.split().assignments().forEach(each -> ranges.put(each.patient(), new SliceRange(0, 2)));
		selector = new SliceRanges(ranges);
		train("fifth", PLAN);
		assertEquals(41, files().size(), "no segmentations");
		ranges.put("Patient_00", new SliceRange(3, 5));
		selector = new SliceRanges(ranges);
		train("sixth", PLAN);
		assertEquals(42, files().size(), "one patient's slices are others");
		ModelDescription published = new ModelDescription("MobileNetV2", "MobileNetV2", "torchvision", SIZE,
			ModelDescription.PUBLISHED_PREPROCESSING, new Normalization(1, List.of(0.5, 0.5, 0.5), List.of(0.2, 0.2, 0.2)),
			GradingModel.CHANNELS, false, "", null, null, "");
		StartingNetwork start = start();
		train("seventh", PLAN, new StartingNetwork("published", Optional.of(published), start.architecture(), start.variant(), SIZE,
			start.network()));
		assertEquals(52, files().size(), "another normalization");
	}

	@Test
	void unusablePatientsAreLeftOut() throws Exception {
		Files.write(folder.resolve("cohort/Patient_02/Patient_02_t2.nii.gz"), new byte[] { 1, 2, 3 });
		Files.delete(folder.resolve("cohort/Patient_04/Patient_04_t2.nii.gz"));
		GradingModel model = train("model", PLAN);
		assertEquals(6, model.description().training().train().patients().size());
		assertEquals(36, model.description().training().train().slices());
		assertTrue(warnings.stream().anyMatch(line -> line.contains("Patient_02") && line.contains("t2")), warnings.toString());
		assertTrue(warnings.stream().anyMatch(line -> line.contains("Patient_04_t2.nii.gz: no such file")), warnings.toString());
	}

	/** What was done beyond the study's recipe; nothing stands there where nothing was. */
	@Test
	void optionsStandInTheDescription() throws Exception {
		assertNull(train("study", PLAN).description().training().options());
		ModelDescription.Training training = train("other", new TrainingPlan("head", new Monitors.Loss(), 1, 1, 1e-3, 8, 7,
			new TrainingOptions(true, false, 0, new LearningRateSchedule.Cosine(), 2, 0.5))).description().training();
		assertEquals(new ModelDescription.Options(true, false, 0, "cosine", 2, 0.5), training.options());
		assertEquals("head loss", training.trainable() + " " + training.monitor());
	}

	@Test
	void augmentationIsRefused() {
		TrainingOptions flips = new TrainingOptions(false, true, 0, new LearningRateSchedule.Constant(), 0, 0);
		String message = assertThrows(InputException.class, () -> train("model", new TrainingPlan("head", new Monitors.Loss(), 1, 1,
			1e-3, 8, 7, flips))).getMessage();
		assertTrue(message.contains("flips"), message);
		assertFalse(Files.exists(folder.resolve("model")));
	}

	/** Once for the first such epoch, and once more where it is the one that is kept; never where some are called LGG. */
	@ParameterizedTest
	@ValueSource(floats = { 20, -20 })
	void callingAllHggIsWarnedOf(float bias) throws Exception {
		StartingNetwork start = start();
		start.network().set("head.output.bias", new float[] { bias });
		List<Epoch> epochs = trained("model", new TrainingPlan("head", new Monitors.Loss(), 3, 3, 1e-9, 8, 7, TrainingOptions.NONE),
			start).history().epochs();
		assertEquals(bias > 0 ? 3 : 0, epochs.stream().filter(Epoch::callsAllHgg).count(), "by the bias alone");
		assertEquals(bias > 0 ? 2 : 0, allHgg.size(), allHgg.toString());
		if (bias < 0) return;
		assertTrue(allHgg.get(0).startsWith("The validation specificity is 0 in epoch 1:"), allHgg.get(0));
		assertTrue(allHgg.get(1).matches("The best epoch, [123], calls.*"), allHgg.get(1));
	}

	private static double[] losses(List<Epoch> epochs) {
		return epochs.stream().flatMap(epoch -> Stream.of(epoch.train().loss(), epoch.validation().loss())).mapToDouble(
			Double::doubleValue).toArray();
	}

	private Map<String, FileTime> files() throws IOException {
		Map<String, FileTime> files = new TreeMap<>();
		try (Stream<Path> list = Files.list(cache)) {
			for (Path file : list.toList())
				files.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
		}
		return files;
	}

	/** With weights through which the network sees the image; of random ones the features are nearly the same for all. */
	private StartingNetwork start() throws IOException {
		StartingNetwork start = StartingNetwork.of("MobileNetV2", SIZE, 7, context.service(BackboneService.class), Device.cpu());
		start.network().parameters().forEach((name, parameter) -> {
			if (name.startsWith("backbone.")) start.network().set(name, DrawnWeights.draw(name.substring("backbone.".length()),
				parameter.getShape()));
		});
		return start;
	}

	private GradingModel train(String name, TrainingPlan plan) throws IOException {
		return train(name, plan, start());
	}

	private List<Epoch> history(TrainingPlan plan) throws IOException {
		return trained("history" + plan.seed(), plan, start()).history().epochs();
	}

	private GradingModel train(String name, TrainingPlan plan, StartingNetwork start) throws IOException {
		return trained(name, plan, start).model();
	}

	private ModelTrainer.Trained trained(String name, TrainingPlan plan, StartingNetwork start) throws IOException {
		Path cohort = folder.resolve("cohort");
		return new ModelTrainer(opener, selector, line -> {}, line -> (line.contains("every LGG slice") ? allHgg
			: warnings).add(line)).train(TrainingData.of(cohort, StripedCohort.of(cohort), StripedCohort.split()), start, plan,
				new RunFolder(folder.resolve(name), false, Optional.of(cache), CacheLimits.DEFAULT), Progress.NONE);
	}
}
