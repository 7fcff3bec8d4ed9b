package org.gliomagrading.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.slice.SliceSelector;
import org.gliomagrading.slice.TumourSlices;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.Volume;
import org.gliomagrading.volume.VolumeOpener;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.service.AbstractService;

import ai.djl.Device;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Only the slices asked for become floats, each voxel once. Every voxel of a sequence stores a number of its own (from 0),
 * and every conversion is noted, from the opening of the files to the prediction.
 */
class ConvertedSlicesTest {

	private static final long[] SHAPE = PatientFiles.SHAPE;
	private static final int PLANE = (int) (SHAPE[0] * SHAPE[1]);

	/** As {@link PatientFiles} segments it, numbered as stored. */
	private static final SliceRange TUMOUR = new SliceRange(2, 5);

	@TempDir
	private Path folder;

	private static Context context;
	private static SlicePredictor predictor;

	private final Watch watch = new Watch();
	private PatientOpener opener;

	/** The product's opener; notes which stored number of which file is converted how often. */
	private static final class Watch extends AbstractService implements VolumeService {

		private final Map<String, Map<Integer, Integer>> files = new ConcurrentHashMap<>();

		/** @return what was converted of each file: the stored numbers from..to, how often each */
		Map<String, String> conversions() {
			Map<String, String> conversions = new TreeMap<>();
			files.forEach((file, counts) -> conversions.put(file, runs(new TreeMap<>(counts))));
			return conversions;
		}

		private static String runs(NavigableMap<Integer, Integer> counts) {
			StringJoiner runs = new StringJoiner(", ");
			for (Integer from = counts.isEmpty() ? null : counts.firstKey(); from != null;) {
				int to = from;
				while (counts.get(from).equals(counts.get(to + 1)))
					to++;
				runs.add(from + ".." + to + " x " + counts.get(from));
				from = counts.higherKey(to);
			}
			return runs.toString();
		}

		@Override
		public VolumeOpener opener(Path file) {
			Map<Integer, Integer> counts = new ConcurrentHashMap<>();
			files.put(file.getFileName().toString(), counts);
			return new NiftiVolumeOpener() {

				@Override
				protected IntensityConverter converter(NiftiHeader header) {
					return new Noting(super.converter(header), stored -> counts.merge(stored, 1, Integer::sum));
				}
			};
		}

		@Override
		public Volume open(Path file) throws IOException {
			return opener(file).open(file);
		}
	}

	private record Noting(IntensityConverter product, Consumer<Integer> note) implements IntensityConverter {

		@Override
		public void convert(RealType<?> stored, FloatType intensity) {
			note.accept((int) stored.getRealDouble());
			product.convert(stored, intensity);
		}

		@Override
		public boolean isZero(RealType<?> stored) {
			return product.isZero(stored);
		}

		@Override
		public boolean isFinite(RealType<?> stored) {
			return product.isFinite(stored);
		}
	}

	@BeforeAll
	static void startModel(@TempDir Path model) throws IOException {
		context = new Context(BackboneService.class);
		predictor = new SlicePredictor(TinyModel.write(model.resolve("model"), true), context.service(BackboneService.class),
			Device.cpu());
	}

	@AfterAll
	static void stopModel() {
		predictor.close();
		context.dispose();
	}

	@BeforeEach
	void start() {
		opener = new PatientOpener(watch);
	}

	@AfterEach
	void stop() {
		opener.close();
	}

	/** Of files that need no search for infinity, and of those that do: floats, and integers with a steep scaling. */
	@ParameterizedTest
	@CsvSource({ "INT16, 1, 0", "INT16, 0.5, -3", "INT16, 1e35, 0", "UINT64, 1e20, 1", "FLOAT32, 1, 0", "FLOAT32, 2, 5",
		"FLOAT64, 1, 0", "FLOAT64, -1e30, 0" })
	void onlyTheTumoursSlicesAreConverted(NiftiType type, double slope, double inter) throws Exception {
		for (double[][] affine : new double[][][] { PatientFiles.lps(), PatientFiles.lpi() }) {
			predict(cohort(NiftiHeader.of(type, SHAPE, affine).withScaling(slope, inter)), new TumourSlices());
			Map<String, String> expected = expected(TUMOUR);
			expected.put("A_seg.nii.gz", "");
			assertEquals(expected, watch.conversions());
		}
	}

	@Test
	void onlyTheSlicesOfTheTableAreConverted() throws Exception {
		SliceRange range = new SliceRange(6, 6);
		predict(cohort(NiftiHeader.of(NiftiType.FLOAT32, SHAPE, PatientFiles.lps())), new SliceRanges(Map.of("A", range)));
		assertEquals(expected(range), watch.conversions());
	}

	/** Control: a look at a volume's floats, as a check could take it, is noted. */
	@Test
	void anotherLookIsNoticed() throws Exception {
		PatientVolumes volumes = opener.open(cohort(NiftiHeader.of(NiftiType.INT16, SHAPE, PatientFiles.lps())).patients()
			.get(0), true);
		assertEquals(Set.of(""), Set.copyOf(watch.conversions().values()), "opening converts nothing");
		Views.flatIterable(volumes.channels().get(0)).forEach(FloatType::get);
		volumes.channels().get(1).getAt(2, 0, 0).get();
		volumes.segmentation().get().voxels().getAt(3, 0, 0).get();
		assertEquals(Map.of("A_t1ce.nii.gz", "0..239 x 1", "A_t2.nii.gz", "2..2 x 1", "A_flair.nii.gz", "", "A_seg.nii.gz",
			"0..0 x 1"), watch.conversions());
	}

	private void predict(Cohort cohort, SliceSelector selector) {
		CohortPredictor.Result result = new CohortPredictor(opener, selector, predictor).predict(cohort, id -> "",
			Progress.NONE);
		assertEquals("", result.cohort().patients().get(0).reason());
	}

	/** One patient; each voxel of a sequence stores its place in the file. */
	private Cohort cohort(NiftiHeader header) throws IOException {
		Path input = Files.createDirectories(folder.resolve("cohort"));
		Path patient = PatientFiles.writePatient(input, "A", header.affine());
		for (Sequence sequence : Sequence.values())
			PatientFiles.write(patient.resolve("A_" + sequence.word() + ".nii.gz"), header, at -> (int) (at[0] + SHAPE[0] *
				at[1] + PLANE * at[2]));
		return new CohortReader(notice -> {}).read(input);
	}

	/** @return each voxel of the slices once, for each sequence */
	private static Map<String, String> expected(SliceRange range) {
		Map<String, String> expected = new TreeMap<>();
		for (Sequence sequence : Sequence.values())
			expected.put("A_" + sequence.word() + ".nii.gz", range.first() * PLANE + ".." + ((range.last() + 1) * PLANE - 1) +
				" x 1");
		return expected;
	}
}
