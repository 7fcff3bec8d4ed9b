package org.gliomagrading.slice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortPass;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

class SliceRangesTest {

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
	void theTumourIsFromItsFirstToItsLastStoredSlice() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		assertEquals(new SliceRange(2, 5), new TumourSlices().select(open()));
	}

	@Test
	void theNumbersAreThoseOfTheFileAlsoWhereItRunsDownwards() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lpi());
		segment(patient, PatientFiles.lpi(), 1, 4);
		PatientVolumes volumes = open();

		SliceRange range = new TumourSlices().select(volumes);

		assertEquals(new SliceRange(1, 4), range);
		assertEquals(6, volumes.lpsSlice(range.first()), "in LPS, 8 slices: 7 - 1");
	}

	@Test
	void aTumourMayReachBothEndsOrFillOneSlice() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		segment(patient, PatientFiles.lps(), 0, 7);
		assertEquals(new SliceRange(0, 7), new TumourSlices().select(open()));
		segment(patient, PatientFiles.lps(), 3, 3);
		assertEquals(new SliceRange(3, 3), new TumourSlices().select(open()));
		assertEquals(1, new TumourSlices().select(open()).count());
	}

	@Test
	void anEmptySegmentationIsAReason() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		segment(patient, PatientFiles.lps(), -1, -1);
		PatientFiles.writePatient(folder, "B", PatientFiles.lps());
		Cohort cohort = new CohortReader(notice -> {}).read(folder);

		Cohort checked = new CohortPass(opener, true).run(cohort, new TumourSlices()::select, Progress.NONE);

		assertEquals("A_seg.nii.gz: the segmentation is empty (0 in every voxel); segment the tumour, or give a table of " +
			"slices", checked.patient("A").get().reason());
		assertTrue(checked.patient("B").get().eligible());
	}

	@Test
	void aTableReplacesTheSegmentation() throws IOException {
		Path patient = PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Files.delete(patient.resolve("A_seg.nii.gz"));
		SliceSelector table = new SliceRanges(Map.of("A", new SliceRange(6, 7)));
		assertFalse(table.needsSegmentation());
		PatientVolumes volumes = opener.open(new CohortReader(notice -> {}).read(folder).patients().get(0), table
			.needsSegmentation());
		assertEquals(new SliceRange(6, 7), table.select(volumes));
		assertEquals("the table of slices gives 6 to 8, but the volumes have the slices 0 to 7; correct the row", assertThrows(
			InputException.class, () -> new SliceRanges(Map.of("A", new SliceRange(6, 8))).select(volumes)).getMessage());
		assertEquals("the table of slices has no row for this patient; add one", assertThrows(InputException.class,
			() -> new SliceRanges(Map.of("a", new SliceRange(6, 7))).select(volumes)).getMessage());
	}

	@Test
	void whatIsWrittenIsReadBack() throws IOException {
		SliceRanges ranges = new SliceRanges(Map.of("B", new SliceRange(0, 0), "A", new SliceRange(40, 107)));
		Path file = folder.resolve("slices.csv");
		CsvFile.write(file, ranges.table());
		assertEquals(List.of("patient,first,last,count", "A,40,107,68", "B,0,0,1"), Files.readAllLines(file));
		assertEquals(ranges, SliceRanges.read(file));
		Files.writeString(file, "last,patient,first\n107,A,40\n0,B,0\n");
		assertEquals(ranges, SliceRanges.read(file));
	}

	@Test
	void aTableThatCannotBeUsedIsRefused() throws IOException {
		assertRefused("patient,first,last\nA,5,4\n", ": in line 2, column 'last' is 4, which is before first, 5");
		assertRefused("patient,first,last\nA,-1,4\n", ": in line 2, column 'first' is -1; slices are counted from 0");
		assertRefused("patient,first,last\nA,1.5,4\n", ": in line 2, column 'first' is '1.5', not a whole number");
		assertRefused("patient,first,last\nA,1,\n", ": in line 2, column 'last' is empty; fill it in");
		assertRefused("patient,first,last,count\nA,1,4,3\n", ": in line 2, column 'count' is 3, but 1 to 4 are 4 slices");
		assertRefused("patient,first,last\nA,1,4\nA,1,4\n",
			": in line 3, column 'patient' names 'A' a second time; keep one row");
		assertRefused("patient,first\nA,1\n",
			": has no column 'last'; its columns are: patient, first; needed are: patient, first, last");
		assertRefused("patient,first,last\n", ": holds no patient; add a row for each");
	}

	private PatientVolumes open() throws InputException {
		return opener.open(new CohortReader(notice -> {}).read(folder).patients().get(0), true);
	}

	private static void segment(Path patient, double[][] affine, int first, int last) throws IOException {
		PatientFiles.write(patient.resolve("A_seg.nii.gz"), affine, PatientFiles.SHAPE, at -> at[1] == 2 && (at[2] == first ||
			at[2] == last) ? 1 : 0);
	}

	private void assertRefused(String text, String problem) throws IOException {
		Path file = folder.resolve("slices.csv");
		Files.writeString(file, text);
		assertEquals(file + problem, assertThrows(InputException.class, () -> SliceRanges.read(file)).getMessage());
	}
}
