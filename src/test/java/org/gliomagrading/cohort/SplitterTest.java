package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitterTest {

	/** Hand-worked; the first two are the study's cohort. */
	@ParameterizedTest
	@CsvSource({ //
		"281, 76, 0.2, 0.2, 180+49, 45+12, 56+15", //
		"281, 76, 108, 0.2, 157+43, 39+10, 85+23", //
		"50, 50, 0.29, 0, 35+36, 0+0, 15+14", // 29 places, 14.5 each: the one left over to HGG
		"5, 3, 0.2, 0.2, 3+3, 1+0, 1+0", // 1 of 8: 0.625 and 0.375; 1 of 7: 4/7 and 3/7
		"3, 5, 0.2, 0.2, 3+3, 0+1, 0+1", //
		"10, 10, 0, 4, 8+8, 2+2, 0+0", //
		"10, 2, .5, 0.0, 5+1, 0+0, 5+1" })
	void gradesKeepTheirProportion(int high, int low, String test, String validation, String train, String stop,
		String tested) throws InputException
	{
		Split split = split(cohort(high, low), test, validation, 7);
		assertEquals(List.of(train, stop, tested), List.of(numbers(split, Subset.TRAIN), numbers(split, Subset.VALIDATION),
			numbers(split, Subset.TEST)));
		assertEquals(high + low, split.assignments().stream().map(Split.Assignment::patient).distinct().count());
	}

	@Test
	void sharesAreRoundedDownInDecimals() throws InputException {
		assertEquals(29, Share.parse("test", "0.29").of(100));
		assertEquals(28, (int) (0.29 * 100), "the binary product, which must not be used");
		assertEquals(57, Share.parse("test", "0.57").of(100));
		assertEquals(7, Share.parse("test", "0.7").of(10));
		assertEquals(71, Share.parse("test", " 0.2 ").of(357));
		assertEquals(108, Share.parse("test", "108").of(357));
		assertEquals(1, Share.parse("test", "1").of(357));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-1", "-0.2", "1.0", "1.5", "20%", "0,2", "1e2", "0.", "NaN", "12345678901", "two" })
	void whatIsNoShareIsRefused(String text) {
		assertEquals("test is '" + text +
			"'; give a fraction below 1 such as 0.2, or a whole number of patients such as 108", assertThrows(
				InputException.class, () -> Share.parse("test", text)).getMessage());
	}

	@Test
	void sharesThatCannotBeMadeAreRefused() {
		assertRefused("test is 9, but there are only 8 patients to take them from; give fewer", 4, 4, "9", "0");
		assertRefused("validation is 5, but there are only 4 patients to take them from; give fewer", 4, 4, "4", "5");
		assertRefused("test is 0.2, which of 4 patients is none; give a number of patients, or 0", 2, 2, "0.2", "0");
		assertRefused("No LGG patient is left to train on; make test and validation smaller, or add patients", 5, 0, "1",
			"1");
		assertRefused("No HGG patient is left to train on; make test and validation smaller, or add patients", 4, 4, "4",
			"4");
		assertRefused("No patient can be split: none is eligible and has a grade; give the grades in name_mapping.csv or " +
			"cohort.csv", 0, 0, "0", "0");
	}

	@Test
	void theShuffleIsTheSpecifiedOne() throws InputException {
		List<String> high = new ArrayList<>(cohort(9, 0).patients().stream().map(Patient::id).toList());
		Collections.shuffle(high, new Random(42));
		Split split = split(cohort(9, 4), "3", "3", 42);
		// of 13: 2.08 and 0.92 in test, then of 10 left 2.1 and 0.9 in validation
		for (int i = 0; i < high.size(); i++)
			assertEquals(Optional.of(i < 2 ? Subset.TEST : i < 4 ? Subset.VALIDATION : Subset.TRAIN), split.subset(high.get(
				i)), high.get(i));
	}

	@Test
	void theOrderOfThePatientsDoesNotMatterTheSeedDoes() throws InputException {
		List<Patient> patients = new ArrayList<>(cohort(30, 20).patients());
		Split split = split(new Cohort(patients), "0.2", "0.2", 1);
		Collections.reverse(patients);
		assertEquals(split, split(new Cohort(patients), "0.2", "0.2", 1));
		assertNotEquals(split, split(new Cohort(patients), "0.2", "0.2", 2));
	}

	@Test
	void onlyEligiblePatientsWithAGradeAreSplit() throws InputException {
		List<Patient> patients = new ArrayList<>(cohort(4, 4).patients());
		patients.add(PatientFiles.patient("excluded", Optional.of(Grade.HGG)).excluded("t2 is missing"));
		patients.add(PatientFiles.patient("ungraded", Optional.empty()));
		Cohort cohort = new Cohort(patients);

		Split split = split(cohort, "2", "2", 1);

		assertEquals(8, split.assignments().size());
		assertEquals(Optional.empty(), split.subset("excluded"));
		assertEquals(Optional.empty(), split.subset("ungraded"));
		assertEquals(List.of("excluded: t2 is missing", "ungraded: no grade"), Splitter.leftOut(cohort).stream().map(
			patient -> patient.id() + ": " + patient.reason()).toList());
	}

	@Test
	void aSplitIsReadBack(@TempDir Path folder) throws IOException {
		Split split = split(cohort(5, 3), "2", "2", 3);
		Path file = folder.resolve("split.csv");
		CsvFile.write(file, split.table());
		assertEquals("patient,centre,grade,subset", Files.readAllLines(file).get(0));
		assertEquals("HGG_000,C1,HGG," + split.subset("HGG_000").get().word(), Files.readAllLines(file).get(1));
		assertEquals(split, Split.read(file));
	}

	@Test
	void aSplitThatCannotBeUsedIsRefused(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("split.csv");
		assertRefused(file, "patient,subset\nA,test\nB,train\nA,train\n",
			": in line 4, column 'patient' names 'A' a second time; keep one row");
		assertRefused(file, "patient,subset\nA,testing\n",
			": in line 2, column 'subset' is 'testing'; write train, validation or test");
		assertRefused(file, "patient,subset\nA,\n", ": in line 2, column 'subset' is ''; write train, validation or test");
		assertRefused(file, "patient,grade,subset\nA,GBM,test\n",
			": in line 2, column 'grade' is 'GBM', neither HGG nor LGG");
		assertRefused(file, "patient,grade\nA,HGG\n",
			": has no column 'subset'; its columns are: patient, grade; needed are: patient, subset");
		assertRefused(file, "patient,subset\n", ": holds no patient; split a cohort again");
	}

	@Test
	void theSubsetsPatientsAreThoseOfTheCohort() throws IOException {
		List<Patient> patients = new ArrayList<>(cohort(4, 4).patients());
		Split split = split(new Cohort(patients), "2", "2", 3);
		assertEquals(4, split.patients(Subset.TRAIN, new Cohort(patients)).size());
		assertEquals(2, split.patients(Subset.TEST, new Cohort(patients)).size());
		String tested = split.patients(Subset.TEST, new Cohort(patients)).get(0).id();

		patients.replaceAll(patient -> patient.id().equals(tested) ? patient.excluded("broken") : patient);
		assertEquals(1, split.patients(Subset.TEST, new Cohort(patients)).size());

		Cohort fewer = new Cohort(patients.subList(1, 8));
		assertThrows(InputException.class, () -> split.patients(Subset.TRAIN, fewer));
		patients.replaceAll(patient -> PatientFiles.patient(patient.id(), Optional.of(Grade.HGG)));
		assertThrows(InputException.class, () -> split.patients(Subset.TRAIN, new Cohort(patients)));
	}

	private static void assertRefused(Path file, String text, String problem) throws IOException {
		Files.writeString(file, text);
		assertEquals(file + problem, assertThrows(InputException.class, () -> Split.read(file)).getMessage());
	}

	private static void assertRefused(String message, int high, int low, String test, String validation) {
		assertEquals(message, assertThrows(InputException.class, () -> split(cohort(high, low), test, validation, 1))
			.getMessage());
	}

	private static Split split(Cohort cohort, String test, String validation, long seed) throws InputException {
		return new Splitter(Share.parse("test", test), Share.parse("validation", validation), seed).split(cohort);
	}

	private static Cohort cohort(int high, int low) {
		List<Patient> patients = new ArrayList<>();
		for (Grade grade : Grade.values())
			for (int i = 0; i < (grade == Grade.HGG ? high : low); i++)
				patients.add(new Patient(String.format("%s_%03d", grade, i), "C1", Optional.of(grade), java.util.Map.of(), Optional
					.empty(), ""));
		return new Cohort(patients);
	}

	private static String numbers(Split split, Subset subset) {
		long high = split.assignments().stream().filter(each -> each.subset() == subset && each.grade().get() == Grade.HGG)
			.count();
		long low = split.assignments().stream().filter(each -> each.subset() == subset && each.grade().get() == Grade.LGG)
			.count();
		return high + "+" + low;
	}
}
