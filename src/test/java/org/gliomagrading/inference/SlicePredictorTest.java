package org.gliomagrading.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceTensor;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

class SlicePredictorTest {

	private static final int SIZE = TinyModel.SIZE;

	@TempDir
	private Path folder;

	private Context context;
	private PatientOpener opener;
	private SlicePredictor predictor;

	@BeforeEach
	void open() throws Exception {
		context = new Context(BackboneService.class, VolumeService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
		predictor = new SlicePredictor(model(true), context.service(BackboneService.class), Device.cpu());
	}

	@AfterEach
	void close() {
		predictor.close();
		opener.close();
		context.dispose();
	}

	/** Against the same network run slice by slice: the batches, their order and the sigmoid. */
	@Test
	void predictsEachSliceAsTheNetworkDoes() throws Exception {
		writePatient("A", PatientFiles.lps(), 40);
		Cohort cohort = cohort();
		List<SlicePrediction> predictions = predict(cohort, Map.of("A", new SliceRange(1, 33)));
		assertEquals(33, predictions.size());
		List<Double> values = new ArrayList<>();
		try (GradingNetwork network = model(true).network(context.service(BackboneService.class), Device.cpu())) {
			var volumes = opener.open(cohort.patients().get(0), false);
			for (SlicePrediction each : predictions) {
				try (NDManager manager = network.manager().newSubManager()) {
					float[] image = new float[3 * SIZE * SIZE];
					new SliceTensor(SIZE).write(volumes.channels(), each.slice(), image, 0);
					float logit = network.logits(network.features(manager.create(image, new Shape(1, 3, SIZE, SIZE)), false), false)
						.getFloat();
					assertEquals(1 / (1 + Math.exp(-logit)), each.pHgg(), 1e-5);
					values.add(each.pHgg());
				}
			}
		}
		assertTrue(Collections.max(values) - Collections.min(values) > 0.1, values.toString());
		for (int i = 1; i < values.size(); i++)
			assertTrue(Math.abs(values.get(i) - values.get(i - 1)) > 1e-4, "slices in a wrong order would show: " + values);
		assertEquals("11", predictions.get(0).seed());
	}

	/** Each slice once, none alone but where it is the only one. */
	@Test
	void noSliceIsLeftOver() throws Exception {
		writePatient("A", PatientFiles.lps(), 40);
		var volumes = opener.open(cohort().patients().get(0), false);
		try (SliceFeatures features = new SliceFeatures(model(true), context.service(BackboneService.class), Device.cpu())) {
			for (int count : new int[] { 1, 2, 15, 16, 17, 18, 32, 33, 34 }) {
				List<Integer> firsts = new ArrayList<>();
				List<Integer> sizes = new ArrayList<>();
				features.run(volumes, new SliceRange(3, 2 + count), () -> {}, (batch, first) -> {
					firsts.add(first);
					sizes.add((int) batch.getShape().get(0));
				});
				int next = 3;
				for (int i = 0; i < sizes.size(); i++) {
					assertEquals(next, firsts.get(i));
					next += sizes.get(i);
				}
				assertEquals(3 + count, next);
				assertTrue(count == 1 || Collections.min(sizes) > 1, sizes.toString());
				assertEquals((count + 15) / 16, sizes.size());
			}
		}
	}

	/** A patient of a large network takes long: the user need not wait for the end of it. */
	@Test
	void stopsBetweenBatches() throws Exception {
		writePatient("A", PatientFiles.lps(), 40);
		AtomicInteger asked = new AtomicInteger();
		assertThrows(CancellationException.class, () -> new CohortPredictor(opener, new SliceRanges(Map.of("A", new SliceRange(0,
			39))), predictor).predict(cohort(), id -> "", (done, total, what) -> {
			assertEquals("0 of 1: A", done + " of " + total + ": " + what);
			if (asked.incrementAndGet() == 3) throw new CancellationException(); // the patient, then each batch
		}));
		assertEquals(3, asked.get());
	}

	/** The table numbers slices as the file stores them, also where it runs from superior to inferior. */
	@Test
	void reversedFilesGiveTheSamePredictionsReversed() throws Exception {
		writePatient("A", PatientFiles.lps(), 8);
		writePatient("B", PatientFiles.lpi(), 8);
		List<SlicePrediction> predictions = predict(cohort(), Map.of("A", new SliceRange(0, 7), "B", new SliceRange(0, 7)));
		Map<String, Map<Integer, Double>> bySlice = predictions.stream().collect(Collectors.groupingBy(
			SlicePrediction::patient, Collectors.toMap(SlicePrediction::slice, SlicePrediction::pHgg)));
		for (int slice = 0; slice < 8; slice++)
			assertEquals(bySlice.get("A").get(slice), bySlice.get("B").get(7 - slice));
	}

	@Test
	void badPatientsAreListedAndTheOthersPredicted() throws Exception {
		writePatient("A", PatientFiles.lps(), 8);
		writePatient("B", PatientFiles.lps(), 8);
		Files.write(folder.resolve("cohort/A/A_flair.nii.gz"), new byte[] { 9 });
		CohortPredictor.Result result = new CohortPredictor(opener, new TumourSlices(), predictor).predict(cohort(), id -> "",
			Progress.NONE);
		assertEquals(List.of("B"), result.cohort().eligible().stream().map(patient -> patient.id()).toList());
		assertTrue(result.cohort().patients().get(0).reason().contains("A_flair"), result.cohort().toString());
		assertEquals(List.of("B"), result.predictions().stream().map(SlicePrediction::patient).distinct().toList());
		Efficiency cost = result.efficiency();
		assertEquals(List.of("MobileNetV2", "11", "cpu"), List.of(cost.model(), cost.seed(), cost.device()));
		// torchvision's mobilenet_v2 has 3,504,872 parameters, its classifier 1,281,000 of them; the head, 1280 to 128 to 1
		assertEquals(3504872 - 1281000 + 1280 * 128 + 128 + 128 + 1, cost.parameters(), 0);
		assertTrue(cost.secondsPerPatient() > 0 && cost.secondsPerPatient() < 60, cost.toString());
	}

	@Test
	void untrainedModelIsRefused() throws Exception {
		GradingModel untrained = model(false);
		assertThrows(InputException.class, () -> new SlicePredictor(untrained, context.service(BackboneService.class), Device
			.cpu()));
	}

	private List<SlicePrediction> predict(Cohort cohort, Map<String, SliceRange> ranges) {
		return new CohortPredictor(opener, new SliceRanges(ranges), predictor).predict(cohort, id -> "", Progress.NONE)
			.predictions();
	}

	private Cohort cohort() throws Exception {
		return new CohortReader(notice -> {}).read(folder.resolve("cohort"));
	}

	/** The voxels belong to places in the patient, so that files in other directions hold the same patient. */
	private void writePatient(String id, double[][] affine, int slices) throws Exception {
		Path patient = Files.createDirectories(folder.resolve("cohort").resolve(id));
		long[] shape = { 12, 10, slices };
		boolean reversed = affine[2][2] < 0;
		for (String kind : List.of("t1ce", "t2", "flair", "seg"))
			PatientFiles.write(patient.resolve(id + "_" + kind + ".nii.gz"), affine, shape, at -> {
				long z = reversed ? slices - 1 - at[2] : at[2];
				return (int) ((at[0] * (z + 3) + at[1] * at[1] * (kind.length() + z % 7)) % (23 + z));
			});
	}

	private GradingModel model(boolean trained) throws Exception {
		return TinyModel.write(folder.resolve("model-" + trained), trained);
	}
}
