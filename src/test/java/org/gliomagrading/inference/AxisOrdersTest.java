package org.gliomagrading.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceTensor;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ai.djl.Device;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One patient, stored in each of the 48 axis orders: the whole way from the files to the predictions must not tell them
 * apart. The affine is slightly oblique.
 */
class AxisOrdersTest {

	private static final int AXES = 3;
	private static final int[][] PERMUTATIONS = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1,
		0 } };
	private static final int FLIPS = 8;

	/** Voxels in LPS. */
	private static final int[] SHAPE = { 6, 5, 8 };
	private static final double[][] LPS_AFFINE = { { -1.1, 0.05, 0.02, 3 }, { 0.04, -0.9, 0.1, 7 }, { 0.03, 0.08, 1.5,
		-2 }, { 0, 0, 0, 1 } };

	/** The tumour's slices in LPS; from above they are 3 to 6. */
	private static final SliceRange TUMOUR = new SliceRange(1, 4);
	private static final SliceRange TUMOUR_FROM_ABOVE = new SliceRange(3, 6);

	/** Predictions of equal tensors may differ in the last digits where they stand at other places of a batch. */
	private static final double TOLERANCE = 1e-5;

	@TempDir
	private Path folder;

	private Context context;
	private PatientOpener opener;

	/**
	 * How a file stores the patient.
	 *
	 * @param lpsAxis the axis in LPS of each stored axis
	 * @param flips bit q is set where stored axis q runs against it
	 */
	private record Order(int[] lpsAxis, int flips) {

		boolean flipped(int stored) {
			return (flips >> stored & 1) == 1;
		}

		boolean fromAbove() {
			return flipped(lpsAxis[0] == 2 ? 0 : lpsAxis[1] == 2 ? 1 : 2);
		}

		int[] lps(long[] stored) {
			int[] lps = new int[AXES];
			for (int q = 0; q < AXES; q++)
				lps[lpsAxis[q]] = (int) (flipped(q) ? SHAPE[lpsAxis[q]] - 1 - stored[q] : stored[q]);
			return lps;
		}

		long[] shape() {
			return Arrays.stream(lpsAxis).mapToLong(axis -> SHAPE[axis]).toArray();
		}

		double[][] affine() {
			double[][] affine = Arrays.stream(LPS_AFFINE).map(double[]::clone).toArray(double[][]::new);
			for (int i = 0; i < AXES; i++)
				for (int q = 0; q < AXES; q++) {
					double step = LPS_AFFINE[i][lpsAxis[q]];
					affine[i][q] = flipped(q) ? -step : step;
					if (flipped(q)) affine[i][AXES] += step * (SHAPE[lpsAxis[q]] - 1);
				}
			return affine;
		}
	}

	@BeforeEach
	void open() {
		context = new Context(BackboneService.class, VolumeService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
	}

	@AfterEach
	void close() {
		opener.close();
		context.dispose();
	}

	@Test
	void everyOrderGivesTheTensorsSlicesAndPredictionsOfTheLpsTwin() throws Exception {
		Map<String, Order> orders = writePatients();
		assertEquals(48, orders.size());
		Cohort cohort = new CohortReader(notice -> {}).read(folder.resolve("cohort"));
		float[] twin = null;
		double[] twinPredictions = null;
		try (SlicePredictor predictor = new SlicePredictor(TinyModel.write(folder.resolve("model"), true), context.service(
			BackboneService.class), Device.cpu())) {
			for (String name : orders.keySet()) {
				boolean fromAbove = orders.get(name).fromAbove();
				PatientVolumes volumes = opener.open(cohort.patient(name).orElseThrow(), true);
				float[] tensors = tensors(volumes.channels());
				if (twin == null) twin = tensors;
				assertArrayEquals(twin, tensors, name);

				SliceRange range = new TumourSlices().select(volumes);
				assertEquals(fromAbove ? TUMOUR_FROM_ABOVE : TUMOUR, range, name);

				List<SlicePrediction> predicted = predictor.predict(volumes, range, "", () -> {});
				double[] byLpsSlice = new double[SHAPE[2]];
				for (SlicePrediction each : predicted)
					byLpsSlice[fromAbove ? SHAPE[2] - 1 - each.slice() : each.slice()] = each.pHgg();
				if (twinPredictions == null) twinPredictions = byLpsSlice;
				assertArrayEquals(twinPredictions, byLpsSlice, TOLERANCE, name);
			}
		}
		assertPredictionsDiffer(twinPredictions);
	}

	/** Control: slices taken as the file stores them are the twin's for the twin alone. */
	@Test
	void storedSlicesDiffer() throws Exception {
		int equal = 0;
		float[] twin = null;
		for (String name : writePatients().keySet()) {
			List<RandomAccessibleInterval<FloatType>> stored = new ArrayList<>();
			for (Sequence sequence : Sequence.values())
				stored.add(new NiftiVolumeOpener().open(file(name, sequence.word())).voxels());
			float[] tensors = tensors(stored);
			if (twin == null) twin = tensors;
			if (Arrays.equals(twin, tensors)) equal++;
		}
		assertEquals(1, equal);
	}

	/** Control: were slices numbered against the axis, each slice would have another prediction. */
	private static void assertPredictionsDiffer(double[] byLpsSlice) {
		for (int slice = TUMOUR.first(); slice < TUMOUR.last(); slice++)
			for (int other = slice + 1; other <= TUMOUR.last(); other++)
				assertTrue(Math.abs(byLpsSlice[slice] - byLpsSlice[other]) > 100 * TOLERANCE, Arrays.toString(byLpsSlice));
	}

	/** The tensors of the tumour's slices, counted along the third axis. */
	private static float[] tensors(List<RandomAccessibleInterval<FloatType>> channels) {
		SliceTensor tensor = new SliceTensor(TinyModel.SIZE);
		int length = tensor.length(channels.size());
		float[] values = new float[TUMOUR.count() * length];
		for (int i = 0; i < TUMOUR.count(); i++)
			tensor.write(channels, TUMOUR.first() + i, values, i * length);
		return values;
	}

	/** The orders by the patients' names, which are the axes' letters; the twin comes first. */
	private Map<String, Order> writePatients() throws IOException {
		Map<String, Order> orders = new TreeMap<>((a, b) -> a.equals(b) ? 0 : a.equals("LPS") ? -1 : b.equals("LPS") ? 1 : a
			.compareTo(b));
		for (int[] lpsAxis : PERMUTATIONS)
			for (int flips = 0; flips < FLIPS; flips++) {
				Order order = new Order(lpsAxis, flips);
				String name = "";
				for (int q = 0; q < AXES; q++)
					name += (order.flipped(q) ? "RAI" : "LPS").charAt(lpsAxis[q]);
				orders.put(name, order);
				for (Sequence sequence : Sequence.values())
					PatientFiles.write(file(name, sequence.word()), order.affine(), order.shape(), at -> intensity(sequence, order
						.lps(at)));
				PatientFiles.write(file(name, "seg"), order.affine(), order.shape(), at -> segmented(order.lps(at)) ? 4 : 0);
				assertEquals(name, new NiftiVolumeOpener().open(file(name, "seg")).orientation().toString());
			}
		return orders;
	}

	private static int intensity(Sequence sequence, int[] lps) {
		return 1 + (7 * lps[0] + 13 * lps[1] * lps[1] + 29 * lps[2] * (2 + sequence.ordinal()) + 5 * sequence.ordinal()) % 97;
	}

	private static boolean segmented(int[] lps) {
		return lps[0] == 2 && (lps[2] == TUMOUR.first() || lps[2] == TUMOUR.last());
	}

	private Path file(String patient, String word) throws IOException {
		return Files.createDirectories(folder.resolve("cohort").resolve(patient)).resolve(patient + "_" + word + ".nii");
	}
}
