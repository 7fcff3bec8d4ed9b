package org.gliomagrading.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

class PhantomCohortWriterTest {

	@TempDir
	Path folder;

	@Test
	void layoutIsThatOfBrats2020() throws IOException {
		Path output = folder.resolve("new/cohort");
		List<String> steps = new ArrayList<>();
		new PhantomCohortWriter(plan(output, 2, 1, 5)).write((done, total, what) -> steps.add(done + "/" + total));
		assertEquals(List.of("0/3", "1/3", "2/3", "3/3"), steps);

		List<String> expected = new ArrayList<>(List.of("name_mapping.csv", "phantoms.json"));
		for (String id : List.of("Phantom_001", "Phantom_002", "Phantom_003"))
			for (String kind : List.of("flair", "seg", "t1", "t1ce", "t2"))
				expected.add(id + "/" + id + "_" + kind + ".nii.gz");
		assertEquals(expected.stream().sorted().toList(), List.copyOf(contents(output).keySet()));
		List<String> mapping = Files.readAllLines(output.resolve("name_mapping.csv"));
		assertEquals("Grade,BraTS_2017_subject_ID,BraTS_2018_subject_ID,TCGA_TCIA_subject_ID,BraTS_2019_subject_ID," +
			"BraTS_2020_subject_ID", mapping.get(0));
		for (String line : mapping.subList(1, 4))
			assertTrue(line.matches("[HL]GG,NA,NA,NA,BraTS19_PHANTOM0[1-6]_AA[ABC]_1,Phantom_00[123]"), line);

		Cohort cohort = new CohortReader(notice -> {
			throw new AssertionError(notice);
		}).read(output);
		assertEquals(3, cohort.patients().size());
		assertTrue(cohort.patients().stream().allMatch(p -> p.eligible() && p.synthetic() && p.segmentation().isPresent()));
		assertEquals(2, cohort.patients().stream().map(Patient::grade).filter(g -> g.equals(Optional.of(
			Grade.HGG))).count());
	}

	@Test
	void filesAreWhatTheySay() throws IOException {
		new PhantomCohortWriter(plan(folder, 1, 1, 6)).write(Progress.NONE);
		Set<Short> labels = new TreeSet<>();
		for (String id : List.of("Phantom_001", "Phantom_002")) {
			boolean[] brain = null;
			for (String kind : List.of("t1ce", "t2", "flair", "t1", "seg")) {
				NiftiImage image = NiftiReader.read(folder.resolve(id).resolve(id + "_" + kind + ".nii.gz"));
				NiftiHeader header = image.header();
				assertEquals(NiftiType.INT16, header.type());
				assertEquals("synthetic phantom", header.description());
				assertArrayEquals(new long[] { 52, 40, 32 }, header.shape());
				assertArrayEquals(new double[] { 4, 5, 5 }, header.spacing());
				assertArrayEquals(new double[][] { { -4, 0, 0, 0 }, { 0, -5, 0, 195 }, { 0, 0, 5, 0 }, { 0, 0, 0, 1 } }, header
					.affine());
				short[] voxels = voxels(image);
				boolean[] here = new boolean[voxels.length];
				for (int i = 0; i < voxels.length; i++)
					here[i] = voxels[i] > 0;
				if (brain == null) brain = here;
				if (kind.equals("seg")) checkLabels(voxels, brain, labels);
				else assertArrayEquals(brain, here, kind);
			}
			assertFalse(brain[0]);
			assertTrue(brain[(16 * 40 + 20) * 52 + 15]);
		}
		assertEquals(Set.of((short) 0, (short) 1, (short) 2, (short) 4), labels);
	}

	private static void checkLabels(short[] labels, boolean[] brain, Set<Short> found) {
		int tumour = 0;
		for (int i = 0; i < labels.length; i++) {
			found.add(labels[i]);
			if (labels[i] > 0) tumour++;
			assertTrue(labels[i] == 0 || brain[i]);
		}
		assertTrue(tumour > 100, tumour + " voxels");
	}

	@Test
	void bytesDependOnTheSeedAloneAndNotOnThreads() throws IOException {
		new PhantomCohortWriter(plan(folder.resolve("a"), 2, 2, 7)).write(Progress.NONE, 1);
		new PhantomCohortWriter(plan(folder.resolve("b"), 2, 2, 7)).write(Progress.NONE, 3);
		new PhantomCohortWriter(plan(folder.resolve("c"), 2, 2, 8)).write(Progress.NONE, 3);
		Map<String, Integer> first = contents(folder.resolve("a"));
		assertEquals(first, contents(folder.resolve("b")));
		contents(folder.resolve("c")).forEach((name, hash) -> assertNotEquals(first.get(name), hash, name));
		assertEquals(22, first.values().stream().distinct().count(), "no two files are alike");
	}

	/** Of two patients alike in grade, centre and standing, seed and number each make another brain, tumour and scan. */
	@Test
	void seedAndNumberMakeThePatient() {
		Grid grid = new Grid(40, 40, 31, 5, 5, 5);
		PhantomImages first = new PhantomPatient(1, Grade.HGG, 1, 0.5).phantom(1).render(grid);
		assertArrayEquals(first.of(0), new PhantomPatient(1, Grade.HGG, 1, 0.5).phantom(1).render(grid).of(0));
		for (PhantomImages other : List.of(new PhantomPatient(1, Grade.HGG, 1, 0.5).phantom(2).render(grid),
			new PhantomPatient(2, Grade.HGG, 1, 0.5).phantom(1).render(grid)))
		{
			assertFalse(Arrays.equals(first.labels(), other.labels()));
			for (int c = 0; c < Contrast.values().length; c++)
				assertFalse(Arrays.equals(first.of(c), other.of(c)));
		}
	}

	@Test
	void cancelledCohortHasNoMappingAndCanBeMadeAgain() throws IOException {
		PhantomCohortWriter writer = new PhantomCohortWriter(plan(folder, 2, 1, 9));
		writer.write(Progress.NONE);
		assertThrows(CancellationException.class, () -> writer.write((done, total, what) -> {
			if (done == 1) throw new CancellationException();
		}));
		assertFalse(Files.exists(folder.resolve("name_mapping.csv")));
		assertFalse(Files.exists(folder.resolve(PhantomSettings.FILE_NAME)));
		assertTrue(contents(folder).keySet().stream().noneMatch(name -> name.endsWith(".tmp")));
		writer.write(Progress.NONE);
		assertTrue(Files.exists(folder.resolve("name_mapping.csv")));
	}

	@Test
	void anotherCohortIsNotMixedIn() throws IOException {
		new PhantomCohortWriter(plan(folder, 2, 1, 9)).write(Progress.NONE);
		Map<String, Integer> before = contents(folder);
		PhantomCohortWriter smaller = new PhantomCohortWriter(plan(folder, 1, 1, 9));
		String message = assertThrows(InputException.class, () -> smaller.write(Progress.NONE)).getMessage();
		assertTrue(message.contains("Phantom_003") && message.contains("choose an empty folder"), message);
		Files.writeString(folder.resolve("cohort.csv"), "patient\n");
		PhantomCohortWriter same = new PhantomCohortWriter(plan(folder, 2, 1, 9));
		assertThrows(InputException.class, () -> same.write(Progress.NONE));
		Files.delete(folder.resolve("cohort.csv"));
		assertEquals(before, contents(folder));
	}

	@Test
	void outputThatIsAFileIsRefused() throws IOException {
		Path file = Files.writeString(folder.resolve("file"), "text");
		PhantomCohortWriter writer = new PhantomCohortWriter(plan(file, 1, 0, 1));
		String message = assertThrows(InputException.class, () -> writer.write(Progress.NONE)).getMessage();
		assertTrue(message.contains(file.toString()), message);
	}

	private static PhantomPlan plan(Path output, int high, int low, long seed) {
		return new PhantomPlan(output, high, low, seed, new int[] { 52, 40, 32 }, new double[] { 4, 5, 5 });
	}

	private static short[] voxels(NiftiImage image) {
		short[] voxels = new short[Math.toIntExact(Views.flatIterable(image.stored()).size())];
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(image.stored()))
			voxels[i++] = (short) voxel.getRealDouble();
		return voxels;
	}

	/** Each file's name with a hash of its content after decompression. */
	private static Map<String, Integer> contents(Path folder) throws IOException {
		Map<String, Integer> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				boolean zipped = file.toString().endsWith(".gz");
				try (InputStream in = zipped ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file)) {
					contents.put(folder.relativize(file).toString().replace('\\', '/'), Arrays.hashCode(in.readAllBytes()));
				}
			}
		}
		return contents;
	}
}
