package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

class CohortPassTest {

	private static final long[] SHAPE = PatientFiles.SHAPE;

	@TempDir
	private Path folder;

	private Context context;
	private PatientOpener opener;

	@BeforeEach
	void start() {
		context = new Context(VolumeService.class);
		opener = new PatientOpener(context.service(VolumeService.class));
	}

	@AfterEach
	void stop() {
		opener.close();
		context.dispose();
	}

	@Test
	void volumesComeInTheOrderOfTheChannelsAndInLps() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		PatientFiles.writePatient(folder, "B", PatientFiles.lpi());

		PatientVolumes a = opener.open(read().patients().get(0), true);
		assertEquals(List.of(31f, 32f, 33f), values(a, 3));
		assertEquals(4f, a.segmentation().get().voxels().getAt(3, 0, 5).get());
		assertEquals(8, a.slices());
		assertFalse(a.axialReversed());
		assertEquals(3, a.lpsSlice(3));

		PatientVolumes b = opener.open(read().patients().get(1), false);
		assertEquals(Optional.empty(), b.segmentation());
		assertTrue(b.axialReversed());
		assertEquals(List.of(31f, 32f, 33f), values(b, b.lpsSlice(3)), "stored slice 3");
		assertEquals(List.of(41f, 42f, 43f), values(b, 3), "which is not the fourth from below");
		assertEquals(3, b.storedSlice(b.lpsSlice(3)));
	}

	@Test
	void filesOfOneGridMayBeStoredInDifferentOrientations() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		PatientFiles.write(patient.resolve("A_t2.nii.gz"), PatientFiles.lpi(), SHAPE, at -> (int) (7 - at[2]));

		PatientVolumes volumes = opener.open(read().patients().get(0), true);

		assertEquals(3f, volumes.sequences().get(Sequence.T2.ordinal()).voxels().getAt(0, 0, 3).get());
		assertEquals(3, volumes.storedSlice(3), "the first sequence's own number");
	}

	@Test
	void affinesMayDifferByAThousandth() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		double[][] affine = PatientFiles.lps();
		affine[0][3] += 0.0009;
		PatientFiles.write(patient.resolve("A_t2.nii.gz"), affine, SHAPE, at -> 1);
		assertEquals("A", opener.open(read().patients().get(0), true).patient().id());
		affine[0][3] += 0.0009;
		PatientFiles.write(patient.resolve("A_t2.nii.gz"), affine, SHAPE, at -> 1);
		assertTrue(reason("A").startsWith("the volumes are not on one grid: the affines of A_t1ce.nii.gz and A_t2.nii.gz " +
			"differ in row 1, column 4: "), reason("A"));
	}

	@Test
	void eachFailureIsAReasonAndStopsNobodyElse() throws IOException {
		for (String id : List.of("empty", "flat", "good1", "good2", "huge", "inf", "nan", "noseg", "segshape", "shape",
			"text", "truncated"))
			PatientFiles.writePatient(folder, id, PatientFiles.lps());
		Files.write(file("empty", "t2"), new byte[0]);
		PatientFiles.write(file("flat", "flair"), PatientFiles.lps(), SHAPE, at -> 0);
		Files.write(file("huge", "t1ce"), header2To40());
		Files.move(file("huge", "t1ce"), folder.resolve("huge/huge_t1ce.nii"));
		writeFloat(file("inf", "t2"), Float.NEGATIVE_INFINITY);
		writeFloat(file("nan", "t1ce"), Float.NaN);
		Files.delete(file("noseg", "seg"));
		PatientFiles.write(file("segshape", "seg"), PatientFiles.lps(), new long[] { 6, 5, 7 }, at -> 1);
		PatientFiles.write(file("shape", "flair"), PatientFiles.lps(), new long[] { 5, 6, 8 }, at -> 1);
		Files.delete(file("text", "t2"));
		Files.writeString(folder.resolve("text/text_t2.nii"), "This is no volume.\n".repeat(100));
		byte[] whole = Files.readAllBytes(file("truncated", "t2"));
		Files.write(file("truncated", "t2"), Arrays.copyOf(whole, whole.length - 20));

		List<String> seen = new ArrayList<>();
		Cohort checked = new CohortPass(opener, true).run(read(), volumes -> seen.add(volumes.patient().id()), Progress.NONE);

		assertEquals(List.of("good1", "good2"), seen);
		assertEquals(List.of("good1", "good2"), checked.eligible().stream().map(Patient::id).toList());
		assertEquals(12, checked.patients().size());
		assertReason(checked, "empty", "empty_t2.nii.gz: ");
		assertReason(checked, "flat", "flat_flair.nii.gz: is 0 in every voxel; export the volume again");
		assertReason(checked, "huge", "huge_t1ce.nii: ");
		assertReason(checked, "inf", "inf_t2.nii.gz: holds the value -Infinity");
		assertReason(checked, "nan", "nan_t1ce.nii.gz: holds the value NaN");
		assertReason(checked, "noseg", "the segmentation is missing; ");
		assertReason(checked, "segshape", "the volumes are not on one grid: segshape_t1ce.nii.gz has 6 x 5 x 8 voxels, " +
			"segshape_seg.nii.gz has 6 x 5 x 7; resample them to one");
		assertReason(checked, "shape", "the volumes are not on one grid: shape_t1ce.nii.gz has 6 x 5 x 8 voxels, " +
			"shape_flair.nii.gz has 5 x 6 x 8; resample them to one");
		assertReason(checked, "text", "text_t2.nii: ");
		assertReason(checked, "truncated", "truncated_t2.nii.gz: ");
	}

	/** Opened ahead or not, each patient comes once, with the own volumes, and those that fail are told alike. */
	@Test
	void openedAheadIsTheSame() throws IOException {
		List<String> ids = List.of("A", "bad1", "B", "bad2", "bad3", "C", "D", "bad4");
		for (int i = 0; i < ids.size(); i++) {
			int number = i;
			Path patient = PatientFiles.writePatient(folder, ids.get(i), PatientFiles.lps());
			for (String sequence : List.of("t1ce", "t2", "flair"))
				PatientFiles.write(patient.resolve(ids.get(i) + "_" + sequence + ".nii.gz"), PatientFiles.lps(), SHAPE, at -> 10 + number);
			if (ids.get(i).startsWith("bad")) Files.write(file(ids.get(i), "t2"), new byte[] { 1 });
		}
		List<List<String>> seen = new ArrayList<>();
		List<List<String>> reasons = new ArrayList<>();
		for (CohortPass pass : List.of(new CohortPass(opener, true), new CohortPass(opener, true).ahead())) {
			List<String> each = new ArrayList<>();
			Cohort checked = pass.run(read(), volumes -> {
				if (volumes.patient().id().equals("C")) throw new InputException("refused by the task");
				each.add(volumes.patient().id() + values(volumes, 0));
			}, Progress.NONE);
			seen.add(each);
			reasons.add(checked.patients().stream().map(patient -> patient.id() + ": " + patient.reason()).toList());
		}
		assertEquals(List.of("A[10.0, 10.0, 10.0]", "B[12.0, 12.0, 12.0]", "D[16.0, 16.0, 16.0]"), seen.get(0));
		assertEquals(seen.get(0), seen.get(1));
		assertEquals(reasons.get(0), reasons.get(1));
		assertEquals(5, reasons.get(0).stream().filter(reason -> !reason.endsWith(": ")).count());
	}

	/** Where the memory fails with two patients open, it may do with one; who fails alone is left out. */
	@Test
	void whoDoesNotFitBesideTheNextIsTriedAlone() throws IOException {
		for (String id : List.of("A", "B", "C"))
			PatientFiles.writePatient(folder, id, PatientFiles.lps());
		List<String> seen = new ArrayList<>();
		CohortPass.Task task = volumes -> {
			String id = volumes.patient().id();
			seen.add(id);
			if (id.equals("A") && seen.size() == 1 || id.equals("B")) throw new OutOfMemoryError("made up");
		};
		Cohort checked = new CohortPass(opener, true).ahead().run(read(), task, Progress.NONE);
		assertEquals(List.of("A", "A", "B", "B", "C"), seen);
		assertEquals(List.of("A", "C"), checked.eligible().stream().map(Patient::id).toList());
		assertReason(checked, "B", "does not fit into memory");
		seen.clear();
		checked = new CohortPass(opener, true).run(read(), task, Progress.NONE);
		assertEquals(List.of("A", "B", "C"), seen);
		assertEquals(List.of("C"), checked.eligible().stream().map(Patient::id).toList());
	}

	/** A volume that stores one number everywhere is 0 where the scaling makes 0 of it; stored zeros need not be. */
	@Test
	void zeroIsJudgedAfterScaling() throws IOException {
		NiftiHeader header = NiftiHeader.of(NiftiType.INT16, SHAPE, PatientFiles.lps());
		PatientFiles.writePatient(folder, "flat", PatientFiles.lps());
		PatientFiles.write(file("flat", "flair"), header.withScaling(0.5, -3), at -> 6);
		PatientFiles.writePatient(folder, "raised", PatientFiles.lps());
		PatientFiles.write(file("raised", "flair"), header.withScaling(0.5, -3), at -> 0);
		Cohort checked = new CohortPass(opener, true).run(read(), volumes -> {}, Progress.NONE);
		assertReason(checked, "flat", "flat_flair.nii.gz: is 0 in every voxel; export the volume again");
		assertEquals(List.of("raised"), checked.eligible().stream().map(Patient::id).toList());
	}

	@Test
	void withoutNeedASegmentationIsNotLookedAt() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Files.writeString(file("A", "seg"), "broken");
		assertTrue(new CohortPass(opener, false).run(read(), volumes -> {}, Progress.NONE).patients().get(0).eligible());
		assertFalse(new CohortPass(opener, true).run(read(), volumes -> {}, Progress.NONE).patients().get(0).eligible());
	}

	@Test
	void whatTheTaskRefusesIsExcludedAndWhatWasExcludedIsNotOpened() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		PatientFiles.writePatient(folder, "B", PatientFiles.lps());
		PatientFiles.writePatient(folder, "C", PatientFiles.lps());
		Cohort cohort = new Cohort(read().patients().stream().map(patient -> patient.id().equals("B") ? patient.excluded(
			"moved") : patient).toList());
		List<String> steps = new ArrayList<>();

		Cohort done = new CohortPass(opener, true).run(cohort, volumes -> {
			if (volumes.patient().id().equals("A")) throw new InputException("not this one");
		}, (finished, total, what) -> steps.add(finished + "/" + total + " " + what));

		assertEquals(List.of("not this one", "moved", ""), done.patients().stream().map(Patient::reason).toList());
		assertEquals(List.of("0/2 A", "1/2 C", "2/2 "), steps);
	}

	/** The error is a real one: no Java array can be so long. */
	@Test
	void whoDoesNotFitIntoMemoryIsExcludedAndStopsNobodyElse() throws IOException {
		for (String id : List.of("A", "B", "C"))
			PatientFiles.writePatient(folder, id, PatientFiles.lps());
		List<Integer> lengths = new ArrayList<>();

		Cohort done = new CohortPass(opener, true).run(read(), volumes -> lengths.add(new float[volumes.patient().id().equals(
			"B") ? Integer.MAX_VALUE : 1].length), Progress.NONE);

		assertEquals(List.of(1, 1), lengths);
		assertEquals(List.of("A", "C"), done.eligible().stream().map(Patient::id).toList());
		assertReason(done, "B", "does not fit into memory; give Java more (-Xmx), or ");
	}

	/** Control: only a lack of memory is the patient's; a fault of the program ends the batch. */
	@Test
	void otherErrorsAreNotReasons() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Cohort cohort = read();
		assertThrows(StackOverflowError.class, () -> new CohortPass(opener, true).run(cohort, volumes -> {
			throw new StackOverflowError();
		}, Progress.NONE));
	}

	@Test
	void theUserCanStopIt() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		PatientFiles.writePatient(folder, "B", PatientFiles.lps());
		Cohort cohort = read();
		List<String> seen = new ArrayList<>();
		assertThrows(CancellationException.class, () -> new CohortPass(opener, false).run(cohort, volumes -> seen.add(volumes
			.patient().id()), (finished, total, what) -> {
				if (finished == 1) throw new CancellationException();
			}));
		assertEquals(List.of("A"), seen);
	}

	private Cohort read() throws InputException {
		return new CohortReader(notice -> {}).read(folder);
	}

	private String reason(String id) throws InputException {
		return new CohortPass(opener, true).run(read(), volumes -> {}, Progress.NONE).patient(id).get().reason();
	}

	private Path file(String id, String word) {
		return folder.resolve(id).resolve(id + "_" + word + ".nii.gz");
	}

	private static void assertReason(Cohort cohort, String id, String start) {
		String reason = cohort.patient(id).get().reason();
		assertTrue(reason.startsWith(start), reason);
		assertEquals(1, reason.lines().count(), reason);
		assertFalse(reason.contains("Exception"), reason);
	}

	private static List<Float> values(PatientVolumes volumes, int lpsSlice) {
		return volumes.channels().stream().map(channel -> channel.getAt(0, 0, lpsSlice).get()).toList();
	}

	private static void writeFloat(Path file, float odd) throws IOException {
		ArrayImg<FloatType, ?> voxels = ArrayImgs.floats(SHAPE);
		voxels.forEach(voxel -> voxel.set(1));
		voxels.getAt(1, 2, 3).set(odd);
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.FLOAT32, SHAPE, PatientFiles.lps()), voxels);
	}

	/** @return a small file whose header claims 2^14 x 2^13 x 2^13 voxels; dim starts at byte 40 */
	private byte[] header2To40() throws IOException {
		Path small = folder.resolve("small.nii");
		PatientFiles.write(small, PatientFiles.lps(), SHAPE, at -> 1);
		byte[] bytes = Files.readAllBytes(small);
		ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(42, (short) (1 << 14)).putShort(44, (short) (1 << 13))
			.putShort(46, (short) (1 << 13));
		return bytes;
	}
}
