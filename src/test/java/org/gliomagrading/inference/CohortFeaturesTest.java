package org.gliomagrading.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceSelector;
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

class CohortFeaturesTest {

	private static final int SIZE = TinyModel.SIZE;
	private static final int SLICES = 20;

	@TempDir
	private Path folder;

	private Context context;
	private PatientOpener opener;
	private GradingModel model;
	private SliceFeatures features;
	private Path file;

	@BeforeEach
	void open() throws Exception {
		context = new Context(BackboneService.class, VolumeService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
		model = TinyModel.write(folder.resolve("model"), false);
		features = new SliceFeatures(model, context.service(BackboneService.class), Device.cpu());
		file = folder.resolve("features.csv");
		for (String id : List.of("A", "B"))
			for (String kind : List.of("t1ce", "t2", "flair", "seg"))
				PatientFiles.write(Files.createDirectories(folder.resolve("cohort").resolve(id)).resolve(id + "_" + kind +
					".nii.gz"), PatientFiles.lps(), new long[] { 12, 10, SLICES }, at -> (int) ((at[0] * (at[2] + 3) + at[1] * at[1] *
						(kind.length() + id.charAt(0) + at[2] % 7)) % (23 + at[2])));
	}

	@AfterEach
	void close() {
		features.close();
		opener.close();
		context.dispose();
	}

	/** Against the same network run slice by slice: the batches, their order, and the decimals. A head is not needed. */
	@Test
	void featuresAreTheNetworks() throws Exception {
		Map<String, SliceRange> ranges = Map.of("A", new SliceRange(1, 18), "B", new SliceRange(4, 4));
		Map<String, SliceRange> written = write(new SliceRanges(ranges), Progress.NONE);
		assertEquals(ranges, written);
		List<String> lines = Files.readAllLines(file);
		assertEquals(1 + 19, lines.size());
		assertTrue(lines.get(0).startsWith("patient,slice,f0,f1,f2,") && lines.get(0).endsWith(",f1279"));
		List<float[]> expected = new ArrayList<>();
		try (GradingNetwork network = model.network(context.service(BackboneService.class), Device.cpu())) {
			for (Patient patient : cohort().patients())
				for (int slice = ranges.get(patient.id()).first(); slice <= ranges.get(patient.id()).last(); slice++) {
					float[] image = new float[3 * SIZE * SIZE];
					var volumes = opener.open(patient, false);
					new SliceTensor(SIZE).write(volumes.channels(), slice, image, 0);
					try (NDManager manager = network.manager().newSubManager()) {
						expected.add(network.features(manager.create(image, new Shape(1, 3, SIZE, SIZE)), false).toFloatArray());
					}
					String[] cells = lines.get(expected.size()).split(",");
					assertEquals(patient.id() + " " + slice, cells[0] + " " + cells[1]);
				}
		}
		for (int row = 0; row < expected.size(); row++) {
			float[] actual = values(lines.get(row + 1));
			float largest = 0;
			for (float value : expected.get(row))
				largest = Math.max(largest, value);
			assertArrayEquals(expected.get(row), actual, 1e-5f * largest, "row " + row);
			if (row > 0) assertFalse(Arrays.equals(actual, values(lines.get(row))), "equal slices would hide a mistake");
		}
	}

	@Test
	void badPatientsHaveNoRows() throws Exception {
		Files.write(folder.resolve("cohort/A/A_flair.nii.gz"), new byte[] { 9 });
		assertEquals(List.of("B"), List.copyOf(write(new TumourSlices(), Progress.NONE).keySet()));
		assertTrue(Files.readAllLines(file).stream().skip(1).allMatch(line -> line.startsWith("B,")));
	}

	@Test
	void anEarlyEndLeavesNoTable() throws Exception {
		assertThrows(CancellationException.class, () -> write(new TumourSlices(), (done, total, what) -> {
			if (done == 1) throw new CancellationException();
		}));
		CohortFeatures all = new CohortFeatures(opener, new TumourSlices(), features);
		assertThrows(InputException.class, () -> all.write(cohort(), file, passed -> {
			throw new InputException("nobody can be used");
		}, Progress.NONE));
		try (var files = Files.list(folder)) {
			assertEquals(List.of("cohort", "model"), files.map(each -> each.getFileName().toString()).sorted().toList());
		}
	}

	private Map<String, SliceRange> write(SliceSelector selector, Progress progress) throws Exception {
		return new CohortFeatures(opener, selector, features).write(cohort(), file, passed -> {
			// all the same here
		}, progress);
	}

	private Cohort cohort() throws Exception {
		return new CohortReader(notice -> {}).read(folder.resolve("cohort"));
	}

	private static float[] values(String line) {
		String[] cells = line.split(",");
		float[] values = new float[cells.length - 2];
		for (int i = 0; i < values.length; i++)
			values[i] = Float.parseFloat(cells[i + 2]);
		return values;
	}
}
