package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortFileTest {

	private static final String IMAGES = "../data/A/A_t1ce.nii,../data/A/A_t2.nii,../data/A/A_flair.nii";

	@TempDir
	private Path temporary;

	private Path folder;
	private Path table;

	@BeforeEach
	void makeFolders() throws IOException {
		folder = temporary.toRealPath();
		table = Files.createDirectories(folder.resolve("out")).resolve("cohort.csv");
		PatientFiles.touchPatient(folder.resolve("data"), "A");
	}

	@Test
	void pathsAreRelativeToTheTable() throws IOException {
		PatientFiles.touch(folder.resolve("data"), "B, \"the second\"", "B_t2.nii");
		Cohort cohort = new CohortReader(notice -> {}).read(folder.resolve("data"));
		CohortFile.write(cohort, table);

		assertEquals(List.of("patient,centre,grade,t1ce,t2,flair,seg,eligible,reason", //
			"A,,," + IMAGES + ",../data/A/A_seg.nii,true,", //
			"\"B, \"\"the second\"\"\",,,,\"../data/B, \"\"the second\"\"/B_t2.nii\",,,false," +
				"\"t1ce is missing: expected B, \"\"the second\"\"_t1ce.nii or .nii.gz in its folder; " +
				"flair is missing: expected B, \"\"the second\"\"_flair.nii or .nii.gz in its folder\""), Files.readAllLines(
					table));
	}

	@Test
	void whatIsWrittenIsReadBack() throws IOException {
		Path a = folder.resolve("data/A");
		Map<Sequence, Path> images = Map.of(Sequence.T1CE, a.resolve("A_t1ce.nii"), Sequence.T2, a.resolve("A_t2.nii"),
			Sequence.FLAIR, a.resolve("A_flair.nii"));
		Cohort cohort = new Cohort(List.of(new Patient("p2", "C, 1", Optional.of(Grade.LGG), images, Optional.of(a.resolve(
			"A_seg.nii")), ""), new Patient("p1", "", Optional.empty(), images, Optional.empty(), "a reason; \"quoted\""),
			new Patient("p3", "PHANTOM01", Optional.of(Grade.HGG), Map.of(Sequence.T2, a.resolve("A_t2.nii")), Optional.empty(),
				"t1ce is missing")));
		CohortFile.write(cohort, table);
		assertEquals(cohort, CohortFile.read(table));
	}

	@Test
	void pathsHoldAlsoWhereTheTableIsReachedByALink() throws IOException {
		Path deep = Files.createDirectories(folder.resolve("deep/er/out"));
		Path link = Files.createSymbolicLink(folder.resolve("link"), deep);
		Cohort cohort = new CohortReader(notice -> {}).read(folder.resolve("data"));
		CohortFile.write(cohort, link.resolve("cohort.csv"));

		assertTrue(Files.readString(deep.resolve("cohort.csv")).contains(",../../../data/A/A_t1ce.nii,"));
		assertEquals(cohort, CohortFile.read(link.resolve("cohort.csv")));
		assertEquals(cohort, CohortFile.read(deep.resolve("cohort.csv")));
	}

	@Test
	void onlyThePatientAndTheSequencesAreNeeded() throws IOException {
		Files.writeString(table, "flair,t2,t1ce,patient,note\n" + //
			"../data/A/A_flair.nii,../data/A/A_t2.nii," + folder.resolve("data/A/A_t1ce.nii") + ",x,fine\n");
		Patient patient = CohortFile.read(table).patients().get(0);
		assertTrue(patient.eligible());
		assertEquals(folder.resolve("data/A/A_t1ce.nii"), patient.images().get(Sequence.T1CE));
		assertEquals(folder.resolve("data/A/A_flair.nii"), patient.images().get(Sequence.FLAIR));
		assertEquals(Optional.empty(), patient.segmentation());
	}

	@Test
	void patientsWhoCannotBeUsedHaveTheReason() throws IOException {
		Files.writeString(table, "patient,grade,t1ce,t2,flair,seg,eligible,reason\n" + //
			"a,," + IMAGES + ",,FALSE,moved\n" + //
			"b,," + IMAGES + ",,false,\n" + //
			"c,," + IMAGES + ",,,moved\n" + //
			"d,GBM," + IMAGES + ",,true,\n" + //
			"e,," + IMAGES + ",gone.nii,,\n" + //
			"f,,../data/A/A_t1ce.nii,,../data,,,\n");
		assertEquals(List.of("moved", "excluded in the cohort table", "moved", "grade 'GBM' is neither HGG nor LGG",
			"seg is missing: there is no file gone.nii",
			"t2 is missing: column 't2' is empty; flair is missing: ../data is not a file"), CohortFile.read(table).patients()
				.stream().map(Patient::reason).toList());
	}

	@Test
	void aTableThatCannotBeUsedIsRefused() throws IOException {
		assertRefused("patient,t1ce,t2\nA,a,b\n", ": has no column 'flair'; its columns are: patient, t1ce, t2; needed are: " +
			"patient, t1ce, t2, flair");
		assertRefused("patient,t1ce,t2,flair\n", ": holds no patient; add a row for each");
		assertRefused("patient,t1ce,t2,flair\nA," + IMAGES + "\nA," + IMAGES + "\n",
			": in line 3, column 'patient' names 'A' a second time; keep one row");
		assertRefused("patient,t1ce,t2,flair\n," + IMAGES + "\n", ": in line 2, column 'patient' is empty; fill it in");
		assertRefused("patient,t1ce,t2,flair,eligible\nA," + IMAGES + ",maybe\n",
			": in line 2, column 'eligible' is 'maybe'; write true or false, or leave it empty");
		assertRefused("patient,t1ce,t2,flair,eligible,reason\nA," + IMAGES + ",true,moved\n",
			": in line 2, column 'eligible' is true, but there is a reason; empty the reason or write false");
		assertRefused("patient,t1ce,t2,flair\nA,a\0b,b,c\n", ": in line 2, column 't1ce' is not the name of a file");
	}

	@Test
	void exclusionsStayWithTheUsersReason() throws IOException {
		Cohort cohort = new Cohort(List.of(PatientFiles.patient("A", Optional.empty()), PatientFiles.patient("B", Optional
			.empty()).excluded("t2 is missing"), PatientFiles.patient("C", Optional.empty()), PatientFiles.patient("D", Optional
				.empty()).excluded("t1ce is missing")));
		Path file = folder.resolve("exclude.csv");
		Files.writeString(file, "patient,reason\nB,moved\nC,\n");
		assertEquals(List.of("", "moved", "excluded by exclude.csv", "t1ce is missing"), Exclusions.apply(file, cohort)
			.patients().stream().map(Patient::reason).toList());
	}

	@Test
	void anExclusionOfNobodyIsRefused() throws IOException {
		Cohort cohort = new Cohort(List.of(PatientFiles.patient("A", Optional.empty())));
		Path file = folder.resolve("exclude.csv");
		Files.writeString(file, "patient,reason\na,moved\n");
		assertEquals(file + ": in line 2, column 'patient' is 'a', which the cohort does not have; correct the name or " +
			"remove the row", assertThrows(InputException.class, () -> Exclusions.apply(file, cohort)).getMessage());
		Files.writeString(file, "patient,reason\nA,moved\nA,moved again\n");
		assertThrows(InputException.class, () -> Exclusions.apply(file, cohort));
	}

	private void assertRefused(String text, String problem) throws IOException {
		Files.writeString(table, text);
		assertEquals(table + problem, assertThrows(InputException.class, () -> CohortFile.read(table)).getMessage());
	}
}
