package org.gliomagrading.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.function.ToIntFunction;

import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

class TumourSlicesTest {

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
	void goesFromTheFirstToTheLastLabelledSlice() throws Exception {
		assertEquals(new SliceRange(2, 5), select(header(), at -> at[0] == 3 && (at[2] == 2 || at[2] == 5) ? 1 : 0));
		assertEquals(new SliceRange(7, 7), select(header(), at -> at[0] == 5 && at[1] == 4 && at[2] == 7 ? -1 : 0));
		assertEquals(new SliceRange(0, 7), select(header(), at -> 1));
	}

	/** As programs store labels that subtract an offset: 3 is 0, and 0 is not. */
	@Test
	void labelsAreJudgedAfterScaling() throws Exception {
		NiftiHeader scaled = header().withScaling(1, -3);
		assertEquals(new SliceRange(2, 5), select(scaled, at -> at[0] == 3 && (at[2] == 2 || at[2] == 5) ? 4 : 3));
		assertEquals(new SliceRange(4, 4), select(scaled, at -> at[0] == 3 && at[2] == 4 ? 0 : 3));
		assertEquals(new SliceRange(0, 7), select(scaled, at -> 0));
		assertEmpty(scaled, 3);
	}

	@Test
	void emptySegmentationIsRefused() throws Exception {
		assertEmpty(header(), 0);
	}

	private void assertEmpty(NiftiHeader header, int stored) {
		String message = assertThrows(InputException.class, () -> select(header, at -> stored)).getMessage();
		assertTrue(message.startsWith("A_seg.nii.gz: the segmentation is empty (0 in every voxel); "), message);
	}

	private static NiftiHeader header() {
		return NiftiHeader.of(NiftiType.INT16, PatientFiles.SHAPE, PatientFiles.lps());
	}

	private SliceRange select(NiftiHeader segmentation, ToIntFunction<long[]> stored) throws Exception {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		PatientFiles.write(patient.resolve("A_seg.nii.gz"), segmentation, stored);
		return new TumourSlices().select(opener.open(new CohortReader(notice -> {}).read(folder).patients().get(0), true));
	}
}
