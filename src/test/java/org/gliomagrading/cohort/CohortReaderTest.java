package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortReaderTest {

	private static final String MAPPING_HEADER =
		"Grade,BraTS_2017_subject_ID,BraTS_2018_subject_ID,TCGA_TCIA_subject_ID,BraTS_2019_subject_ID,BraTS_2020_subject_ID\n";

	@TempDir
	private Path folder;

	private final List<String> notices = new ArrayList<>();

	@Test
	void bratsLayoutGivesGradesCentresAndFiles() throws IOException {
		for (String id : List.of("BraTS20_Training_002", "BraTS20_Training_001", "BraTS20_Training_003"))
			PatientFiles.touchPatient(folder, id);
		Files.createDirectories(folder.resolve("notes"));
		mapping("HGG,Brats17_CBICA_AAB_1,Brats18_CBICA_AAB_1,NA,BraTS19_CBICA_AAB_1,BraTS20_Training_001\n" +
			"LGG,NA,NA,NA,NA,BraTS20_Training_002\n" + "LGG,NA,NA,NA,BraTS19_2013_1_1,BraTS20_Training_003\n" +
			"HGG,Brats17_X,NA,NA,NA,NA\n");

		Cohort cohort = read();

		assertEquals(List.of("BraTS20_Training_001", "BraTS20_Training_002", "BraTS20_Training_003"), ids(cohort));
		assertEquals(List.of("CBICA", "", "2013"), cohort.patients().stream().map(Patient::centre).toList());
		assertEquals(List.of(Optional.of(Grade.HGG), Optional.of(Grade.LGG), Optional.of(Grade.LGG)), cohort.patients()
			.stream().map(Patient::grade).toList());
		Patient first = cohort.patients().get(0);
		assertTrue(first.eligible());
		Path files = folder.resolve("BraTS20_Training_001");
		assertEquals(files.resolve("BraTS20_Training_001_t1ce.nii"), first.images().get(Sequence.T1CE));
		assertEquals(files.resolve("BraTS20_Training_001_t2.nii"), first.images().get(Sequence.T2));
		assertEquals(files.resolve("BraTS20_Training_001_flair.nii"), first.images().get(Sequence.FLAIR));
		assertEquals(Optional.of(files.resolve("BraTS20_Training_001_seg.nii")), first.segmentation());
		assertEquals(List.of(), notices);
	}

	@Test
	void patientsAreThoseWhoStandInTheTableAndThoseWithVolumes() throws IOException {
		PatientFiles.touchPatient(folder, "Phantom_001");
		PatientFiles.touchPatient(folder, "Unlisted");
		PatientFiles.touch(folder, "Phantom_002");
		mapping("HGG,NA,NA,NA,Phantom_PHANTOM01_001_1,Phantom_001\n" + "LGG,NA,NA,NA,NA,Phantom_002\n" +
			"LGG,NA,NA,NA,NA,Phantom_003\n");

		Cohort cohort = read();

		assertEquals(List.of("Phantom_001", "Phantom_002", "Phantom_003", "Unlisted"), ids(cohort));
		assertTrue(cohort.patients().get(0).synthetic());
		assertEquals("t1ce is missing: expected Phantom_002_t1ce.nii or .nii.gz in its folder; " +
			"t2 is missing: expected Phantom_002_t2.nii or .nii.gz in its folder; " +
			"flair is missing: expected Phantom_002_flair.nii or .nii.gz in its folder", cohort.patients().get(1).reason());
		assertEquals("folder missing: name_mapping.csv names the patient, but there is no folder Phantom_003", cohort
			.patients().get(2).reason());
		assertEquals(Optional.of(Grade.LGG), cohort.patients().get(2).grade());
		assertTrue(cohort.patients().get(3).eligible());
		assertEquals(Optional.empty(), cohort.patients().get(3).grade());
		assertEquals("", cohort.patients().get(3).centre());
	}

	@Test
	void aGradeThatIsNeitherExcludesThePatientAlone() throws IOException {
		PatientFiles.touchPatient(folder, "A");
		PatientFiles.touchPatient(folder, "B");
		PatientFiles.touchPatient(folder, "C");
		mapping("GBM,NA,NA,NA,NA,A\n" + "hgg,NA,NA,NA,NA,B\n" + "NA,NA,NA,NA,NA,C\n");

		Cohort cohort = read();

		assertEquals(List.of("grade 'GBM' is neither HGG nor LGG", "", ""), reasons(cohort));
		assertEquals(List.of(Optional.empty(), Optional.of(Grade.HGG), Optional.empty()), cohort.patients().stream().map(
			Patient::grade).toList());
	}

	@Test
	void withoutATableFoldersWithVolumesArePatients() throws IOException {
		PatientFiles.touch(folder, "B", "scan_T1CE.nii.gz", "scan_T2.nii.gz", "scan_FLAIR.nii.gz", "._scan_t2.nii.gz");
		PatientFiles.touch(folder, "A", "x_t1ce.nii.gz", "x_flair.nii.gz");
		PatientFiles.touch(folder, "results", "metrics.csv");

		Cohort cohort = read();

		assertEquals(List.of("A", "B"), ids(cohort));
		assertEquals(List.of("t2 is missing: expected A_t2.nii or .nii.gz in its folder", ""), reasons(cohort));
		assertEquals(Optional.empty(), cohort.patients().get(1).segmentation());
		assertEquals("scan_T2.nii.gz", cohort.patients().get(1).images().get(Sequence.T2).getFileName().toString());
	}

	@Test
	void theStraySegmentationOfBraTSIsTakenWithANotice() throws IOException {
		Path patient = PatientFiles.touch(folder, "BraTS20_Training_355", "BraTS20_Training_355_t1ce.nii",
			"BraTS20_Training_355_t2.nii", "BraTS20_Training_355_flair.nii", "W39_1998.09.19_Segm.nii");

		assertEquals(Optional.of(patient.resolve("W39_1998.09.19_Segm.nii")), read().patients().get(0).segmentation());
		assertEquals(List.of("BraTS20_Training_355: W39_1998.09.19_Segm.nii is taken as its segmentation"), notices);
	}

	@Test
	void ofACompressedAndAPlainFileThePlainOneIsTakenWithANotice() throws IOException {
		Path patient = PatientFiles.touchPatient(folder, "A");
		Files.createFile(patient.resolve("A_t2.nii.gz"));

		Patient read = read().patients().get(0);

		assertTrue(read.eligible());
		assertEquals(patient.resolve("A_t2.nii"), read.images().get(Sequence.T2));
		assertEquals(List.of("A: of A_t2.nii and A_t2.nii.gz the first is taken"), notices);
	}

	@Test
	void twoFilesOfOneSequenceExcludeUnlessOneIsCalledAfterTheFolder() throws IOException {
		Path patient = PatientFiles.touchPatient(folder, "A");
		Files.createFile(patient.resolve("other_t2.nii"));
		PatientFiles.touch(folder, "B", "x_t1ce.nii", "x_t2.nii", "y_t2.nii", "x_flair.nii");

		Cohort cohort = read();

		assertEquals(patient.resolve("A_t2.nii"), cohort.patients().get(0).images().get(Sequence.T2));
		assertEquals(List.of("", "t2 could be x_t2.nii and y_t2.nii; keep one, or name it in a cohort.csv"), reasons(cohort));
	}

	@Test
	void linkedFoldersAndFilesAreFollowedButNotFolderedVolumes() throws IOException {
		Path store = Files.createDirectories(folder.resolve("store"));
		Path cohort = Files.createDirectories(folder.resolve("cohort"));
		PatientFiles.touchPatient(store, "A");
		Files.createSymbolicLink(cohort.resolve("A"), store.resolve("A"));
		PatientFiles.touchPatient(cohort, "B");
		Files.delete(cohort.resolve("B/B_t2.nii"));
		Files.createDirectory(cohort.resolve("B/B_t2.nii"));

		assertEquals(List.of("", "t2 is missing: expected B_t2.nii or .nii.gz in its folder"), reasons(new CohortReader(
			notices::add).read(cohort)));
	}

	@Test
	void aCohortTableInTheFolderGoesBeforeTheFolders() throws IOException {
		PatientFiles.touchPatient(folder, "A");
		PatientFiles.touchPatient(folder, "B");
		Files.writeString(folder.resolve("cohort.csv"), "patient,t1ce,t2,flair\n" +
			"only,A/A_t1ce.nii,A/A_t2.nii,A/A_flair.nii\n");

		assertEquals(List.of("only"), ids(read()));
		assertEquals(List.of("The patients are those of " + folder.resolve("cohort.csv")), notices);
		assertEquals(List.of("only"), ids(new CohortReader(notices::add).read(folder.resolve("cohort.csv"))));
	}

	@Test
	void whatHoldsNoPatientIsRefusedInOneLine() throws IOException {
		String expected = "expected is a folder that holds a folder for each patient with its files *_t1ce, *_t2 and " +
			"*_flair (.nii or .nii.gz), or a cohort.csv";
		Path none = folder.resolve("none");
		assertRefused(none, none + ": no such file or folder; " + expected);
		Path empty = Files.createDirectories(folder.resolve("empty"));
		assertRefused(empty, empty + ": is an empty folder; " + expected);
		Path other = Files.createDirectories(folder.resolve("other/sub")).getParent();
		Files.createFile(other.resolve("readme.txt"));
		assertRefused(other, other + ": holds no patient; " + expected);
		Path patient = PatientFiles.touchPatient(folder, "A");
		assertRefused(patient, patient + ": holds volumes, but no folder of a patient; give the folder above it, or put " +
			"each patient's files into a folder of its own");
		Path listed = Files.createDirectories(folder.resolve("listed"));
		Files.writeString(listed.resolve("name_mapping.csv"), "Grade,BraTS_2020_subject_ID\nHGG,A\n");
		assertRefused(listed, listed + ": holds no patient; " + expected);
	}

	@Test
	void aBrokenNameMappingIsRefused() throws IOException {
		PatientFiles.touchPatient(folder, "A");
		Path table = folder.resolve("name_mapping.csv");
		Files.writeString(table, "grade,BraTS_2020_subject_ID\nHGG,A\n");
		assertTrue(assertThrows(InputException.class, this::read).getMessage().startsWith(table + ": has no column 'Grade'"));
		mapping("HGG,NA,NA,NA,NA,A\n" + "LGG,NA,NA,NA,NA,A\n");
		assertEquals(table +
			": in line 3, column 'BraTS_2020_subject_ID' names 'A' a second time; keep one row", assertThrows(
				InputException.class, this::read).getMessage());
	}

	@Test
	void aNameInTheTableNeverLeavesTheFolder() throws IOException {
		Path inside = Files.createDirectories(folder.resolve("inside"));
		PatientFiles.touchPatient(folder, "A");
		PatientFiles.touchPatient(inside, "B");
		Files.writeString(inside.resolve("name_mapping.csv"), "Grade,BraTS_2020_subject_ID\nHGG,../A\nHGG,B\n");

		Cohort cohort = new CohortReader(notices::add).read(inside);

		assertFalse(cohort.patient("../A").get().eligible());
		assertTrue(cohort.patient("B").get().eligible());
	}

	@Test
	void whatCannotBeListedIsToldInWords() throws IOException {
		Path file = Files.createFile(folder.resolve("file"));
		assertEquals(file + ": cannot be listed (not a folder); check that it is a folder that you may read", assertThrows(
			InputException.class, () -> PatientFolder.list(file)).getMessage());
	}

	private Cohort read() throws InputException {
		return new CohortReader(notices::add).read(folder);
	}

	private void mapping(String rows) throws IOException {
		Files.writeString(folder.resolve("name_mapping.csv"), MAPPING_HEADER + rows);
	}

	private void assertRefused(Path input, String message) {
		assertEquals(message, assertThrows(InputException.class, () -> new CohortReader(notices::add).read(input))
			.getMessage());
	}

	private static List<String> ids(Cohort cohort) {
		return cohort.patients().stream().map(Patient::id).toList();
	}

	private static List<String> reasons(Cohort cohort) {
		return cohort.patients().stream().map(Patient::reason).toList();
	}
}
