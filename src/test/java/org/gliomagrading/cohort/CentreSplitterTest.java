package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;

class CentreSplitterTest {

	/** By hand: 20 HGG and 10 LGG by 6 and 6 want 12 + 6, 4 + 2, 4 + 2, which just these centres make. */
	private static final List<Patient> EXACT = patients("A 7 6", "B 5 0", "C 4 1", "D 0 1", "E 3 2", "F 1 0");

	/** Those of centres A (10 + 2) and B (2 + 10), and two without a centre: 14 + 12. */
	private static final List<Patient> TWO = patients("A 10 2", "B 2 10", " 2 0");

	@Test
	void wholeCentresMakeTheNumbersWhereTheyCan() throws InputException {
		for (int seed = 0; seed < 5; seed++) {
			PlannedSplit planned = new CentreSplitter(share("6"), share("6"), seed).splits(new Cohort(EXACT)).get(0);
			assertEquals("train 12 HGG + 6 LGG (wanted 12 + 6), centres: 2; validation 4 HGG + 2 LGG (wanted 4 + 2), centres: 2; " +
				"test 4 HGG + 2 LGG (wanted 4 + 2), centres: 2", planned.summary());
			assertEquals(List.of(), planned.warnings());
			assertKeptTogether(planned);
			assertEquals(Map.of("A", Subset.TRAIN, "B", Subset.TRAIN), subsets(planned, Set.of("A", "B")));
		}
		PlannedSplit byPatient = new Splitter(share("6"), share("6"), 1).splits(new Cohort(EXACT)).get(0);
		assertThrows(AssertionError.class, () -> assertKeptTogether(byPatient), "control: patients alone part centres");
	}

	/** By hand: test=2 wants 1 + 1, train 13 + 11; nearest are the two without a centre, or one of them. */
	@Test
	void aPatientWithoutACentreIsAGroupOfItsOwn() throws InputException {
		PlannedSplit planned = new CentreSplitter(share("2"), share("0"), 1).splits(new Cohort(TWO)).get(0);
		assertEquals("train 13 HGG + 12 LGG (wanted 13 + 11), centres: 2; validation 0 HGG + 0 LGG (wanted 0 + 0), centres: 0; " +
			"test 1 HGG + 0 LGG (wanted 1 + 1), centres: 0", planned.summary());
		assertEquals(List.of("test has no LGG patient: specificity or recall, and the AUC, cannot be told from it"), planned
			.warnings());
		assertEquals("[[split.csv, train, 13, 12, 13.0, 11.0, A B, 1], [split.csv, validation, 0, 0, 0.0, 0.0, , 0], " +
			"[split.csv, test, 1, 0, 1.0, 1.0, , 1]]", PlannedSplit.table(List.of("split.csv"), List.of(planned)).rows()
				.toString());
	}

	/** By hand: 10 HGG and 6 LGG by 4 want 3 + 1 in test; 2 + 2 and 4 + 0 are as near. */
	@Test
	void ofEquallyNearSplitsOneWithBothGradesIsTaken() throws InputException {
		for (int seed = 0; seed < 20; seed++)
			assertTrue(new CentreSplitter(share("4"), share("0"), seed).splits(new Cohort(patients("A 2 2", "B 2 2", "C 2 2",
				"D 4 0"))).get(0).summary().endsWith("test 2 HGG + 2 LGG (wanted 3 + 1), centres: 1"));
	}

	@Test
	void theOrderOfThePatientsDoesNotMatterTheSeedDoes() throws InputException {
		List<Patient> patients = new ArrayList<>(patients("A 3 3", "B 3 3", "C 3 3", "D 3 3", "E 3 3"));
		Split split = new CentreSplitter(share("6"), share("6"), 1).splits(new Cohort(patients)).get(0).split();
		Collections.reverse(patients);
		assertEquals(split, new CentreSplitter(share("6"), share("6"), 1).splits(new Cohort(patients)).get(0).split());
		Set<Split> others = new HashSet<>();
		for (int seed = 0; seed < 40; seed++)
			others.add(new CentreSplitter(share("6"), share("6"), seed).splits(new Cohort(patients)).get(0).split());
		assertTrue(others.size() > 10, others.size() + " of 20 possible");
	}

	@Test
	void eachPatientIsTestedOnce() throws InputException {
		List<Patient> patients = patients("A 20 0", "B 6 7", "C 9 1", "D 0 6", "E 3 2", "F 4 4", " 5 3");
		for (boolean byCentre : new boolean[] { false, true }) {
			List<PlannedSplit> splits = new CrossValidation(4, share("0.25"), byCentre, 3).splits(new Cohort(patients));
			assertEquals(4, splits.size());
			Map<String, Integer> tested = new TreeMap<>();
			for (PlannedSplit planned : splits) {
				assertEquals(patients.size(), planned.split().assignments().size());
				assertEquals(patients.size(), planned.split().assignments().stream().map(Split.Assignment::patient).distinct()
					.count());
				planned.split().assignments().stream().filter(each -> each.subset() == Subset.TEST).forEach(each -> tested.merge(
					each.patient(), 1, Integer::sum));
				if (byCentre) assertKeptTogether(planned);
				else assertThrows(AssertionError.class, () -> assertKeptTogether(planned));
				assertEquals(47.0 / 4, planned.wanted().get(Subset.TEST).get(Grade.HGG));
			}
			assertEquals(patients.size(), tested.size());
			assertEquals(Set.of(1), Set.copyOf(tested.values()));
		}
	}

	/** By hand: 47 HGG and 23 LGG in 4 folds: 18, 18, 17 and 17 patients; a quarter of the rest validates. */
	@Test
	void foldsByPatientHaveEachGradesShare() throws InputException {
		List<PlannedSplit> splits = new CrossValidation(4, share("0.25"), false, 3).splits(new Cohort(patients("A 47 23")));
		assertEquals(List.of("12 HGG + 6 LGG (wanted 11.75 + 5.75)", "12 HGG + 6 LGG (wanted 11.75 + 5.75)",
			"12 HGG + 5 LGG (wanted 11.75 + 5.75)", "11 HGG + 6 LGG (wanted 11.75 + 5.75)"), splits.stream().map(each -> each
				.summary().replaceAll(".*test |, centres: 1$", "")).toList());
		// 52 are left of the first: 35 + 17, of which 13 validate: 8.75 and 4.25
		assertTrue(splits.get(0).summary().contains("validation 9 HGG + 4 LGG (wanted 9 + 4)"), splits.get(0).summary());
		List<PlannedSplit> other = new CrossValidation(4, share("0.25"), false, 4).splits(new Cohort(patients("A 47 23")));
		assertNotEquals(splits.get(0).split(), other.get(0).split());
	}

	@Test
	void whatCannotBeSplitIsRefused() {
		assertRefused("The patients come from 2 centres, too few for 3 subsets without a centre in two; split without " +
			"group=centre, or add patients of other centres", () -> new CentreSplitter(share("0.2"), share("0.2"), 1).splits(
				new Cohort(patients("A 5 5", "B 5 5"))));
		assertRefused("No patient is left to train on; make test and validation smaller, or add patients",
			() -> new CentreSplitter(share("10"), share("0"), 1).splits(new Cohort(patients("A 5 5"))));
		assertRefused("folds is 1; give 2 or more, or 0 for one split", () -> new CrossValidation(1, share("0"), false, 1));
		assertRefused("folds is 5, but there are only 4 patients; give fewer folds", () -> new CrossValidation(5, share("0"),
			false, 1).splits(new Cohort(patients("A 2 2"))));
		assertRefused("folds is 3, but there are only 2 centres; give fewer folds", () -> new CrossValidation(3, share("0"),
			true, 1).splits(new Cohort(patients("A 2 2", "B 2 2"))));
		assertRefused("No patient can be split: none is eligible and has a grade; give the grades in name_mapping.csv or " +
			"cohort.csv", () -> new CentreSplitter(share("0"), share("0"), 1).splits(new Cohort(List.of())));
	}

	/** A fold that takes all LGG leaves none to learn from; whoever keeps centres together may have to live with it. */
	@Test
	void oneGradeAloneIsTold() throws InputException {
		List<PlannedSplit> splits = new CrossValidation(2, share("0"), true, 1).splits(new Cohort(patients("A 6 0",
			"B 0 4")));
		assertEquals(4, splits.stream().mapToInt(each -> each.warnings().size()).sum());
		assertTrue(splits.stream().anyMatch(each -> each.warnings().contains(
			"train has no LGG patient: nothing can be learned from it")));
	}

	@Test
	void aCentreThatMakesFoldsUnevenIsTold() throws InputException {
		List<PlannedSplit> splits = new CrossValidation(3, share("0"), true, 1).splits(new Cohort(patients("Large 20 10",
			"B 3 2", "C 3 2", "D 2 3", "E 4 1")));
		assertEquals(List.of("test has 30 patients in place of about 17: centre Large alone has 30 and is kept together"),
			splits.stream().flatMap(each -> each.warnings().stream()).toList());
		assertEquals(List.of(), new CrossValidation(3, share("0"), true, 1).splits(new Cohort(patients("Large 6 3", "B 3 2",
			"C 3 2", "D 2 3", "E 4 1"))).stream().flatMap(each -> each.warnings().stream()).toList(), "9 for 9.67");
	}

	private interface Refused {

		void run() throws InputException;
	}

	private static void assertRefused(String message, Refused refused) {
		assertEquals(message, assertThrows(InputException.class, refused::run).getMessage());
	}

	private static void assertKeptTogether(PlannedSplit planned) {
		Map<String, Subset> subsets = new HashMap<>();
		for (Split.Assignment each : planned.split().assignments())
			if (!each.centre().isEmpty()) assertEquals(each.subset(), subsets.computeIfAbsent(each.centre(), centre -> each
				.subset()), each.centre());
	}

	private static Map<String, Subset> subsets(PlannedSplit planned, Set<String> centres) {
		return planned.split().assignments().stream().filter(each -> centres.contains(each.centre())).collect(Collectors.toMap(
			Split.Assignment::centre, Split.Assignment::subset, (a, b) -> a));
	}

	/** @param centres each its name and numbers of HGG and LGG */
	private static List<Patient> patients(String... centres) {
		List<Patient> patients = new ArrayList<>();
		for (String text : centres) {
			String[] parts = text.split(" ");
			for (int grade = 0; grade < 2; grade++)
				for (int i = 0; i < Integer.parseInt(parts[1 + grade]); i++)
					patients.add(new Patient(parts[0] + Grade.values()[grade] + i, parts[0], Optional.of(Grade.values()[grade]), Map
						.of(), Optional.empty(), ""));
		}
		assertEquals(patients.size(), new TreeSet<>(patients.stream().map(Patient::id).toList()).size());
		return patients;
	}

	private static Share share(String text) throws InputException {
		return Share.parse("share", text);
	}
}
