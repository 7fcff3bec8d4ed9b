package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.AttentionFusion;
import org.gliomagrading.fusion.FusionStrategy;
import org.gliomagrading.fusion.MajorityVoting;
import org.gliomagrading.fusion.SoftVoting;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.ThresholdSearch;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The rows of comparisons.csv and calibration.csv: who is compared with whom, against SciPy and statsmodels. */
class ComparisonsTest {

	private static final Bootstrap FEW = new Bootstrap(200, 1);

	private static List<PatientPrediction> predictions() throws IOException, URISyntaxException {
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		strategies.put("soft", new SoftVoting());
		strategies.put("majority", new MajorityVoting());
		strategies.put("attention", new AttentionFusion());
		return new Aggregation(strategies, 0.55).patients(SlicePredictions.read(CsvFile.source(Path.of(ComparisonsTest.class
			.getResource("/evaluation/slice-predictions.csv").toURI()))));
	}

	private static JsonArray reference() throws IOException {
		return reference("tables");
	}

	private static JsonArray reference(String part) throws IOException {
		try (Reader reader = new InputStreamReader(ComparisonsTest.class.getResourceAsStream("/statistics/" + part +
			".json"), StandardCharsets.UTF_8))
		{
			return JsonParser.parseReader(reader).getAsJsonArray();
		}
	}

	/** The rows that fit, as cells by column. */
	private static List<Map<String, String>> rows(Table table, Predicate<Map<String, String>> fits) throws InputException {
		return table.source("the table").read(List.of(), (TableRow row) -> {
			Map<String, String> cells = new LinkedHashMap<>();
			table.columns().forEach(column -> cells.put(column, row.text(column)));
			return cells;
		}).stream().filter(fits).toList();
	}

	private static double p(Table table, String test, Predicate<Map<String, String>> fits) throws InputException {
		List<Map<String, String>> rows = rows(table, row -> row.get("test").equals(test) && fits.test(row));
		assertEquals(1, rows.size(), test + ": " + rows);
		return Double.parseDouble(rows.get(0).get("p"));
	}

	@Test
	void testsAreThoseOfScipyAndStatsmodels() throws IOException, URISyntaxException {
		Table table = Comparisons.table(predictions(), "train", ThresholdSearch.YOUDEN, FEW);
		JsonArray reference = reference();
		for (int i = 0; i < 3; i++) {
			JsonObject o = reference.get(i).getAsJsonObject();
			Predicate<Map<String, String>> model = row -> row.get("first_model").equals(o.get("model").getAsString()) && row
				.get("first_seed").equals(o.get("seed").getAsString());
			assertEquals(o.get("cochran_q").getAsDouble(), p(table, "cochran_q", model), 1e-9);
			for (String pair : o.getAsJsonObject("mcnemar").keySet()) {
				String[] fusions = pair.split("/");
				assertEquals(o.getAsJsonObject("mcnemar").get(pair).getAsDouble(), p(table, "mcnemar", row -> model.test(row) &&
					row.get("first_strategy").equals(fusions[0]) && row.get("second_strategy").equals(fusions[1])), 1e-9, pair);
			}
		}
		JsonObject over = reference.get(3).getAsJsonObject();
		Predicate<Map<String, String>> f1 = row -> row.get("metric").equals("f1");
		assertEquals(over.get("friedman").getAsDouble(), p(table, "friedman_tie_corrected", f1), 1e-9);
		assertNotEquals(over.get("friedman").getAsDouble(), p(table, "friedman_tie_corrected", row -> row.get("metric").equals(
			"auc")), 1e-6, "control: another metric");
		assertEquals(over.get("nemenyi").getAsDouble(), p(table, "nemenyi", f1.and(row -> row.get("first_strategy").equals(
			"soft") && row.get("second_strategy").equals("majority"))), 1e-6);
		List<Double> holm = new ArrayList<>();
		for (Map<String, String> row : rows(table, row -> row.get("test").equals("wilcoxon") && f1.test(row))) {
			assertEquals("3", row.get("family"));
			holm.add(Double.parseDouble(row.get("p_holm")));
		}
		assertEquals(3, holm.size());
		for (int i = 0; i < 3; i++)
			assertEquals(over.getAsJsonArray("holm").get(i).getAsDouble(), holm.get(i), 1e-9);
	}

	/** Differences of two models: over 10 seeds, our limits have NumPy's mean, which they would not without pairs. */
	@Test
	void differencesAreDrawnAsPairs() throws IOException {
		JsonObject o = reference("differences_by_seeds").get(0).getAsJsonObject();
		List<PatientPrediction> predictions = new ArrayList<>();
		for (String model : List.of("first", "second"))
			for (int i = 0; i < o.getAsJsonArray(model).size(); i++)
				predictions.add(patient(model, "soft", "test", i, i < o.get("highs").getAsInt(), o.getAsJsonArray(model).get(i)
					.getAsDouble()));
		int seeds = 10;
		for (String metric : List.of("f1", "auc")) {
			int place = metric.equals("f1") ? 0 : 1;
			double[] sums = new double[2];
			for (int seed = 1; seed <= seeds; seed++) {
				Table table = Comparisons.table(predictions, "test", ThresholdSearch.F1, new Bootstrap(Bootstrap.DRAWS, seed));
				Map<String, String> row = rows(table, r -> r.get("test").equals("bootstrap") && r.get("metric").equals(metric))
					.get(0);
				assertEquals(o.getAsJsonArray("difference").get(place).getAsDouble(), Double.parseDouble(row.get(
					"difference")), 1e-12);
				sums[0] += Double.parseDouble(row.get("difference_lo"));
				sums[1] += Double.parseDouble(row.get("difference_hi"));
			}
			for (int side = 0; side < 2; side++) {
				double mean = cell(o, "mean", place, side);
				double error = 3 * cell(o, "sd", place, side) * Math.sqrt(1.0 / seeds + 1 / 30.0);
				assertEquals(mean, sums[side] / seeds, error, metric);
				assertTrue(Math.abs(cell(o, "unpaired", place, side) - mean) > 3 * error, "control: without pairs");
			}
		}
	}

	private static double cell(JsonObject o, String name, int row, int column) {
		return o.getAsJsonArray(name).get(row).getAsJsonArray().get(column).getAsDouble();
	}

	@Test
	void calibrationIsThatOfStatsmodels() throws IOException, URISyntaxException {
		Table table = CalibrationTables.patients(predictions(), "train", false, FEW).calibration();
		JsonArray reference = reference();
		for (int i = 0; i < 3; i++) {
			JsonObject o = reference.get(i).getAsJsonObject();
			for (String strategy : o.getAsJsonObject("calibration").keySet()) {
				Map<String, String> row = rows(table, r -> r.get("model").equals(o.get("model").getAsString()) && r.get("seed")
					.equals(o.get("seed").getAsString()) && r.get("strategy").equals(strategy)).get(0);
				JsonArray line = o.getAsJsonObject("calibration").getAsJsonArray(strategy);
				double slope = line.get(1).getAsDouble();
				assertEquals(line.get(0).getAsDouble(), Double.parseDouble(row.get("intercept")), 1e-6 * Math.max(1, slope));
				assertEquals(slope, Double.parseDouble(row.get("slope")), 1e-6 * Math.max(1, slope));
			}
		}
	}

	@Test
	void majorityVotingHasNoCalibration() throws IOException, URISyntaxException {
		CalibrationTables tables = CalibrationTables.patients(predictions(), "all", true, FEW);
		List<Map<String, String>> majority = rows(tables.calibration(), row -> row.get("strategy").equals("majority"));
		assertEquals(9, majority.size());
		for (Map<String, String> row : majority) {
			assertEquals("empty: the results are no probabilities", row.get("note"));
			for (String column : List.of("brier", "calibration_error", "slope", "intercept", "in_the_large"))
				assertEquals("", row.get(column), column);
		}
		for (Table curve : List.of(tables.reliability(), tables.decisions())) {
			assertEquals(List.of(), rows(curve, row -> row.get("strategy").equals("majority")));
			assertFalse(rows(curve, row -> row.get("strategy").equals("soft")).isEmpty());
		}
	}

	@Test
	void temperatureComesFromValidation() throws IOException, URISyntaxException {
		Table table = CalibrationTables.patients(predictions(), "test", true, FEW).calibration();
		List<Map<String, String>> scaled = rows(table, row -> row.get("scaling").equals("temperature"));
		assertEquals(6, scaled.size(), "three models, soft and attention");
		assertTrue(scaled.stream().anyMatch(row -> !row.get("temperature").isEmpty()));
		for (Map<String, String> row : scaled)
			assertEquals(row.get("temperature").isEmpty(), row.get("note").contains("no temperature: "), row.toString());
		Table none = CalibrationTables.patients(predictions().stream().filter(p -> p.subset().equals("test")).toList(), "test",
			true, FEW).calibration();
		assertEquals(6, rows(none, row -> row.get("note").equals("no temperature: no validation cases")).size());
	}

	private static PatientPrediction patient(String model, String strategy, String subset, int i, boolean high,
		double p)
	{
		return new PatientPrediction(model, "1", subset + i, "", Optional.of(high ? Grade.HGG : Grade.LGG), subset, strategy, 1,
			p, 0.5, Grade.called(p, 0.5));
	}

	/** One fusion is the other with all results moved up: at its own threshold it calls the same. */
	private static List<PatientPrediction> shifted() {
		double[] p = { 0.45, 0.4, 0.6, 0.3, 0.2, 0.35, 0.1, 0.3 };
		boolean[] high = { true, true, true, true, false, false, false, false };
		List<PatientPrediction> predictions = new ArrayList<>();
		for (String subset : List.of("validation", "test"))
			for (int i = 0; i < p.length; i++) {
				predictions.add(patient("A", "soft", subset, i, high[i], p[i]));
				predictions.add(patient("A", "attention", subset, i, high[i], p[i] + 0.2));
			}
		return predictions;
	}

	@Test
	void aMereShiftOfTheThresholdShows() throws InputException {
		Table table = Comparisons.table(shifted(), "", ThresholdSearch.YOUDEN, FEW);
		List<Map<String, String>> accuracy = rows(table, row -> row.get("test").equals("bootstrap") && row.get("metric")
			.equals("accuracy"));
		assertEquals(List.of("given", "validation"), accuracy.stream().map(row -> row.get("thresholds")).toList());
		assertNotEquals("0", accuracy.get(0).get("difference"));
		assertEquals("0", accuracy.get(1).get("difference"));
		assertEquals("all draws agree", accuracy.get(1).get("note"));
		List<Map<String, String>> auc = rows(table, row -> row.get("test").equals("delong"));
		assertEquals("1", auc.get(0).get("p"), "the same order of the patients");
		assertEquals(1, auc.size());
	}

	@Test
	void ownThresholdsAreFoundOnValidationAlone() throws InputException {
		List<PatientPrediction> called = OwnThresholds.apply(shifted(), ThresholdSearch.YOUDEN);
		assertEquals(32, called.size());
		// 0.35 to 0.4 parts three HGG from all LGG
		assertTrue(called.stream().filter(p -> p.strategy().equals("soft")).allMatch(p -> p.threshold() == 0.375));
		assertTrue(called.stream().allMatch(p -> p.predicted() == Grade.called(p.pHgg(), p.threshold())));
		List<PatientPrediction> test = shifted().stream().filter(p -> p.subset().equals("test")).toList();
		assertEquals("Model 'A' has no validation patients of both grades, from which a threshold could be found; give " +
			"predictions for all subsets, or set the threshold", assertThrows(InputException.class, () -> OwnThresholds.apply(
				test, ThresholdSearch.F1)).getMessage());
	}

	@Test
	void otherPatientsAreNotCompared() throws InputException {
		List<PatientPrediction> predictions = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			predictions.add(patient("A", "soft", "test", i, i < 2, 0.3 + 0.1 * i));
			predictions.add(patient("B", "soft", "test", i + 1, i < 2, 0.3 + 0.1 * i));
			predictions.add(patient("C", "soft", "test", i, i < 2, 0.1 + 0.2 * i));
			predictions.add(patient("D", "soft", "test", i, i < 3, 0.1 + 0.2 * i));
		}
		Table table = Comparisons.table(predictions, "test", ThresholdSearch.F1, FEW);
		for (String other : List.of("B", "D"))
			assertEquals(List.of("not the same patients, or with other grades"), rows(table, row -> row.get("first_model").equals("A") &&
				row.get("second_model").equals(other)).stream().map(row -> row.get("note")).toList());
		assertTrue(rows(table, row -> row.get("first_model").equals("A") && row.get("second_model").equals("C")).size() > 10);
	}

	/** 5 HGG and 2 LGG with so many of the 10 pairs in order. */
	private static List<PatientPrediction> withAuc(String model, String strategy, int tenths) {
		List<PatientPrediction> patients = new ArrayList<>(List.of(patient(model, strategy, "test", 5, false, 0.4), patient(
			model, strategy, "test", 6, false, 0.6)));
		for (int i = 0; i < 5; i++)
			patients.add(patient(model, strategy, "test", i, true, 0.3 + 0.2 * Math.max(0, Math.min(2, tenths - 2 * i))));
		return patients;
	}

	/** Differences 0.1, 0.1 and -0.1 have one rank, though not in binary: 4 of 8 assignments of signs reach the sum. */
	@Test
	void equalDifferencesShareTheirRanks() throws InputException {
		List<PatientPrediction> predictions = new ArrayList<>();
		int[][] tenths = { { 8, 7 }, { 9, 8 }, { 3, 4 } };
		for (int i = 0; i < tenths.length; i++) {
			predictions.addAll(withAuc("M" + i, "soft", tenths[i][0]));
			predictions.addAll(withAuc("M" + i, "majority", tenths[i][1]));
		}
		assertNotEquals(0.8 - 0.7, 0.9 - 0.8);
		Table table = Comparisons.table(predictions, "test", ThresholdSearch.F1, FEW);
		Map<String, String> row = rows(table, r -> r.get("test").equals("wilcoxon") && r.get("metric").equals("auc")).get(0);
		assertEquals("4", row.get("statistic"));
		assertEquals("1", row.get("p"));
	}

	/** Two fusions at three thresholds are three pairs, not the fifteen of six rules. */
	@Test
	void ofSeveralThresholdsEqualOnesAreCompared() throws InputException {
		List<PatientPrediction> predictions = new ArrayList<>();
		for (double threshold : new double[] { 0.3, 0.5, 0.7 })
			for (PatientPrediction p : shifted())
				predictions.add(new PatientPrediction(p.model(), p.seed(), p.patient(), p.centre(), p.grade(), p.subset(), p
					.strategy(), 1, p.pHgg(), threshold, Grade.called(p.pHgg(), threshold)));
		Table table = Comparisons.table(predictions, "test", ThresholdSearch.F1, FEW);
		List<Map<String, String>> given = rows(table, row -> row.get("test").equals("mcnemar") && row.get("thresholds").equals(
			"given"));
		assertEquals(List.of("0.3/0.3", "0.5/0.5", "0.7/0.7"), given.stream().map(row -> row.get("first_threshold") + "/" +
			row.get("second_threshold")).toList());
		assertEquals(1, rows(table, row -> row.get("test").equals("mcnemar") && row.get("thresholds").equals("validation"))
			.size());
	}

	/** All of one cohort's phantoms: each row says so. */
	@Test
	void syntheticPatientsAreToldInEachRow() throws InputException {
		List<PatientPrediction> phantoms = shifted().stream().map(p -> new PatientPrediction(p.model(), p.seed(), p.patient(),
			"PHANTOM01", p.grade(), p.subset(), p.strategy(), 1, p.pHgg(), 0.5, p.predicted())).toList();
		CalibrationTables calibration = CalibrationTables.patients(phantoms, "", true, FEW);
		for (Table table : List.of(Comparisons.table(phantoms, "", ThresholdSearch.F1, FEW), calibration.calibration(),
			calibration.reliability(), calibration.decisions()))
		{
			assertFalse(table.rows().isEmpty());
			assertEquals(List.of(), rows(table, row -> !row.get("note").startsWith("synthetic")));
		}
	}
}
