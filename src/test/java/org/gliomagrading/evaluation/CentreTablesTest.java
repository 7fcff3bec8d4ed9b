package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentreTablesTest {

	private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 1);
	private static final List<String> NUMBERS = List.of("n", "tp", "fp", "fn", "tn", "f1", "mcc", "auc", "brier");

	@Test
	void rulesAndMetricsWithinCentresAreThoseOfScikitLearn() throws IOException {
		List<PatientPrediction> predictions = PatientPredictions.read(CsvFile.source(resource("centres-predictions.csv")));
		List<Map<String, String>> rows = rows(CentreTables.patients(predictions, "", Set.of("C", "G"), BOOTSTRAP).get()
			.metrics());
		List<Map<String, String>> expected = CsvFile.source(resource("centres-expected.csv")).read(List.of(), row -> {
			Map<String, String> cells = new HashMap<>();
			for (String column : List.of("centre", "model", "strategy"))
				cells.put(column, row.text(column));
			NUMBERS.forEach(column -> cells.put(column, row.text(column)));
			return cells;
		});
		assertEquals(expected.size(), rows.stream().filter(row -> !row.get("strategy").equals("everyone_hgg")).count());
		for (Map<String, String> wanted : expected) {
			Map<String, String> row = rows.stream().filter(each -> List.of("centre", "model", "strategy").stream().allMatch(
				column -> each.get(column).equals(wanted.get(column)))).findFirst().orElseThrow();
			for (String column : NUMBERS)
				assertEquals(number(wanted.get(column)), number(row.get(column)), 1e-12, wanted + " " + column);
		}
		// control: what a rule learned from everybody, validation and test too, would score
		Map<String, String> learned = expected.get(0);
		List<PatientPrediction> all = predictions.stream().filter(p -> !p.subset().equals("test")).map(p -> subset(p, "train"))
			.toList();
		List<PatientPrediction> wrong = new ArrayList<>(all);
		predictions.stream().filter(p -> p.subset().equals("test")).forEach(wrong::add);
		assertTrue(Math.abs(number(learned.get("brier")) - number(rows(CentreTables.patients(wrong, "", Set.of(), BOOTSTRAP)
			.get().metrics()).get(0).get("brier"))) > 1e-4);
	}

	/** By hand: train A 3 + 0, B 0 + 2, none without a centre; test A 1 + 1, B 1 + 1, C 0 + 1, without a centre 1 + 0. */
	@Test
	void aSmallTableByHand() throws InputException {
		List<PatientPrediction> predictions = new ArrayList<>();
		for (String text : List.of("A1 A HGG train .9", "A2 A HGG train .9", "A3 A HGG train .9", "B1 B LGG train .1",
			"B2 B LGG train .1", "A4 A HGG test .4", "A5 A LGG test .3", "B3 B HGG test .6", "B4 B LGG test .7",
			"C1 C LGG test .2", "X1 - HGG test .8"))
			predictions.add(prediction("m", text.split(" ")));
		CentreTables tables = CentreTables.patients(predictions, "", Set.of("B"), BOOTSTRAP).get();
		assertEquals(List.of( //
			List.of("", "", "train", "A", 3, 3, 0, 0, 1.0, ""), //
			List.of("", "", "train", "B", 2, 0, 2, 0, 0.0, ""), //
			List.of("", "", "test", "A", 2, 1, 1, 0, 0.5, "both grades"), //
			List.of("", "", "test", "B", 2, 1, 1, 0, 0.5, "both grades"), //
			List.of("", "", "test", "C", 1, 0, 1, 0, 0.0, ""), //
			List.of("", "", "test", "", 1, 1, 0, 0, 1.0, "centre unknown")), tables.centres().rows());
		List<Map<String, String>> rows = rows(tables.metrics());
		// learned: A is HGG, B is LGG, C and the one without a centre are HGG, as 3 of 5 are: right are A4, X1 and B4
		assertEquals("centre_only 6 2 2 1 1", counts(rows.get(0)));
		// in sample: A and B 0.5, so HGG; C LGG; without: 3 of 6, HGG
		assertEquals("centre_only_in_sample 6 3 2 0 1", counts(rows.get(1)));
		assertEquals("", rows.get(1).get("recall_lo"));
		assertEquals("low_grade_centres 6 2 2 1 1", counts(rows.get(2)));
		assertEquals("", rows.get(2).get("brier"));
		assertEquals("everyone_hgg 6 3 3 0 0", counts(rows.get(3)));
		assertEquals(List.of("A soft 2 0 0 1 1", "A everyone_hgg 2 1 1 0 0", "B soft 2 1 1 0 0", "B everyone_hgg 2 1 1 0 0"),
			rows.subList(4, rows.size()).stream().map(row -> row.get("centre") + " " + counts(row)).toList());
		assertTrue(rows.get(0).get("note").startsWith("learned from the train patients"));
		assertTrue(rows.get(1).get("note").startsWith("no intervals: learned from the very patients"));
	}

	/**
	 * The rule on BraTS 2019 as it is quoted: of 259 HGG none, of 76 LGG 65 come from the four centres, so that F1 is
	 * 518/529. How many come from each centre plays no part and is made up here.
	 */
	@Test
	void theQuotedRuleHasTheQuotedF1() throws InputException {
		List<CentrePatient> patients = new ArrayList<>();
		add(patients, "CBICA", 229, 0);
		add(patients, "2013", 20, 10);
		add(patients, "TMC", 10, 1);
		for (String centre : List.of("TCIA09", "TCIA10", "TCIA12", "TCIA13"))
			add(patients, centre, 0, centre.equals("TCIA09") ? 17 : 16);
		List<Map<String, String>> rows = rows(CentreTables.people(patients, "", Set.of("TCIA09", "TCIA10", "TCIA12",
			"TCIA13"), BOOTSTRAP).get().metrics());
		assertEquals(List.of("centre_only_in_sample 335 259 11 0 65", "low_grade_centres 335 259 11 0 65",
			"everyone_hgg 335 259 76 0 0"), rows.stream().map(CentreTablesTest::counts).toList());
		assertEquals(518 / 529.0, number(rows.get(1).get("f1")), 1e-15);
	}

	@Test
	void modelsOfOtherPatientsAreKeptApart() throws InputException {
		List<PatientPrediction> predictions = new ArrayList<>(List.of(prediction("m", "A1", "A", "HGG", "test", ".9"),
			prediction("m", "A2", "A", "LGG", "test", ".1"), prediction("k", "A1", "A", "HGG", "test", ".4"), prediction("k",
				"A2", "A", "LGG", "test", ".1")));
		assertEquals(List.of(""), models(predictions));
		predictions.add(prediction("k", "A3", "A", "HGG", "test", ".4"));
		assertEquals(List.of("m", "k"), models(predictions));
	}

	@Test
	void aPatientsSlicesCountOnceAndWithoutCentresThereIsNothing() throws InputException {
		List<SlicePrediction> slices = IntStream.range(0, 6).mapToObj(i -> new SlicePrediction("m", "1", i < 3 ? "P" : "Q",
			"A", Optional.of(i < 3 ? Grade.HGG : Grade.LGG), "", i, 0.6)).toList();
		CentreTables tables = CentreTables.slices(slices, "", Set.of(), BOOTSTRAP).get();
		assertEquals(List.of(List.of("", "", "", "A", 2, 1, 1, 0, 0.5, "both grades")), tables.centres().rows());
		assertEquals(List.of("centre_only_in_sample 2 1 1 0 0", "everyone_hgg 2 1 1 0 0", " 6 3 3 0 0",
			"everyone_hgg 6 3 3 0 0"), rows(tables.metrics()).stream().map(CentreTablesTest::counts).toList());
		assertTrue(CentreTables.patients(List.of(prediction("m", "A1", "-", "HGG", "test", ".9")), "", Set.of(), BOOTSTRAP)
			.isEmpty());
	}

	@Test
	void cohortsAndSplitsAreRead(@TempDir Path folder) throws IOException {
		Path file = folder.resolve("cohort.csv");
		Files.writeString(file, "patient,centre,grade,t1ce,eligible\nA,C,HGG,a,true\nB,C,NA,a,true\nD,E,LGG,a,false\n");
		assertTrue(CentrePatient.areColumns(CsvFile.source(file).columns()));
		assertEquals(List.of(new CentrePatient("A", "C", Optional.of(Grade.HGG), ""), new CentrePatient("B", "C", Optional
			.empty(), "")), CentrePatient.read(CsvFile.source(file)));
		Files.writeString(file, "patient,centre,grade,subset\nA,C,GBM,Test\n");
		assertThrows(InputException.class, () -> CentrePatient.read(CsvFile.source(file)));
		Files.writeString(file, "patient,centre,grade,subset\nA,C,LGG,Test\n");
		assertEquals("test", CentrePatient.read(CsvFile.source(file)).get(0).subset());
		for (String columns : List.of("patient,centre,grade,subset,p_hgg", "patient,centre,grade", "patient,grade,subset"))
			assertEquals(false, CentrePatient.areColumns(List.of(columns.split(","))), columns);
	}

	private static List<Object> models(List<PatientPrediction> predictions) throws InputException {
		return CentreTables.patients(predictions, "", Set.of(), BOOTSTRAP).get().centres().rows().stream().map(row -> row.get(
			0)).toList();
	}

	private static void add(List<CentrePatient> patients, String centre, int high, int low) {
		for (int i = 0; i < high + low; i++)
			patients.add(new CentrePatient(centre + i, centre, Optional.of(i < high ? Grade.HGG : Grade.LGG), ""));
	}

	/** @param cells patient, centre (- for none), grade, subset, P(HGG) */
	private static PatientPrediction prediction(String model, String... cells) {
		double p = Double.parseDouble(cells[4]);
		return new PatientPrediction(model, "1", cells[0], cells[1].replace("-", ""), Grade.of(cells[2]), cells[3], "soft", 0,
			p, 0.5, Grade.called(p, 0.5));
	}

	private static PatientPrediction subset(PatientPrediction p, String subset) {
		return new PatientPrediction(p.model(), p.seed(), p.patient(), p.centre(), p.grade(), subset, p.strategy(), p
			.slices(), p.pHgg(), p.threshold(), p.predicted());
	}

	private static String counts(Map<String, String> row) {
		return List.of("strategy", "n", "tp", "fp", "fn", "tn").stream().map(row::get).collect(Collectors.joining(" "));
	}

	private static double number(String text) {
		return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
	}

	private static List<Map<String, String>> rows(Table table) {
		return table.rows().stream().map(row -> IntStream.range(0, row.size()).boxed().collect(Collectors.toMap(i -> table
			.columns().get(i), i -> row.get(i).equals(Double.NaN) ? "" : row.get(i).toString()))).toList();
	}

	private static Path resource(String name) {
		return Path.of("src/test/resources/evaluation", name);
	}
}
