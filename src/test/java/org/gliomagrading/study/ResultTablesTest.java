package org.gliomagrading.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Metric;
import org.junit.jupiter.api.Test;

class ResultTablesTest {

	private final List<PatientPrediction> predictions = new ArrayList<>();

	/** Three HGG and two LGG patients: the letters say how each is called. */
	private void add(String model, String seed, String strategy, String subset, String calls) {
		for (int i = 0; i < calls.length(); i++) {
			double p = calls.charAt(i) == 'H' ? 0.9 : 0.1;
			predictions.add(new PatientPrediction(model, seed, subset + i, "", Optional.of(i < 3 ? Grade.HGG : Grade.LGG), subset,
				strategy, 1, p, 0.5, Grade.called(p, 0.5)));
		}
	}

	private ResultTables tables() throws InputException {
		return new ResultTables(Evaluation.patients(predictions, Evaluation.ALL_SUBSETS, new Bootstrap(20, 1)), Metric.F1, Set.of("C"));
	}

	/** By hand. HHHLL: F1 1. HHHHL: 6/7. HHLLL: 4/5. HHLHL: 2/3. Everyone HGG: 3/4. */
	@Test
	void theBestIsChosenOnValidationAndReportedOnTest() throws Exception {
		for (String seed : List.of("1", "2")) {
			add("A", seed, "soft", "train", "HHHLL");
			add("A", seed, "soft", "validation", "HHHLL");
			add("A", seed, "soft", "test", seed.equals("1") ? "HHHHL" : "HHLHL");
			add("B", seed, "soft", "train", "HHHHL");
			add("B", seed, "soft", "validation", "HHLLL");
			add("B", seed, "soft", "test", "HHHLL");
		}
		Table best = tables().best();
		List<List<Object>> models = best.rows().stream().filter(row -> row.get(0).equals("model")).toList();
		assertEquals(List.of("validation", "f1", "A", "soft", 2), models.get(0).subList(1, 6));
		assertEquals(List.of("test", "f1", "B", "soft", 2), models.get(1).subList(1, 6));
		assertEquals((6 / 7. + 2 / 3.) / 2, cell(best, models.get(0), "f1"), 1e-15);
		assertEquals(Math.abs(6 / 7. - 2 / 3.) / Math.sqrt(2), cell(best, models.get(0), "f1_sd"), 1e-15);
		assertEquals(1, cell(best, models.get(0), "validation_f1"), 0);
		assertEquals("Best model and fusion, chosen by F1 on validation patients, reported on test patients", last(models.get(0)));
		assertTrue(last(models.get(1)).endsWith(
			"chosen by F1 on the very test patients that it is reported on: its figures are too good"), last(models.get(1)));
		assertEquals(7, best.rows().size(), "and a fusion of each model, both ways, and everyone_hgg");
		assertEquals(List.of("everyone_hgg", "", "", "", "everyone_hgg", 1), best.rows().get(6).subList(0, 6));
		assertEquals(0.75, cell(best, best.rows().get(6), "f1"), 0);
		assertEquals("The rule that calls every patient HGG", last(best.rows().get(6)));

		Table results = tables().results();
		assertEquals(5, results.rows().size());
		assertEquals(List.of("A", "2", "soft"), results.rows().get(2).subList(0, 3));
		assertEquals(1, cell(results, results.rows().get(2), "train_f1"), 0);
		assertEquals(2 / 3., cell(results, results.rows().get(2), "f1"), 1e-15);
		assertEquals(0.5, cell(results, results.rows().get(2), "specificity"), 0);
		assertEquals("everyone_hgg", results.rows().get(4).get(2));
		assertEquals(0.75, cell(results, results.rows().get(4), "f1"), 0);
		assertEquals(0, cell(results, results.rows().get(4), "specificity"), 0);

		Table means = tables().means();
		assertEquals(List.of("A", "B", ""), means.rows().stream().map(row -> row.get(0)).toList());
		assertEquals(0, cell(means, means.rows().get(1), "f1_sd"), 0);
		assertTrue(Double.isNaN(cell(means, means.rows().get(2), "f1_sd")));
	}

	/** C is said to be trained elsewhere: it never learned from the patients that this study calls train. */
	@Test
	void modelsTrainedElsewhereHaveNoTrainF1() throws Exception {
		for (String model : List.of("A", "C"))
			for (String subset : List.of("train", "validation", "test"))
				add(model, "1", "soft", subset, "HHHLL");
		Table results = tables().results();
		assertEquals(1, cell(results, results.rows().get(0), "train_f1"), 0);
		assertTrue(Double.isNaN(cell(results, results.rows().get(1), "train_f1")), "C");
		assertEquals(1, cell(results, results.rows().get(1), "validation_f1"), 0);
		assertTrue(Double.isNaN(cell(tables().means(), tables().means().rows().get(1), "train_f1")), "C");
	}

	/** With equal F1 the order of the results decides, by AUC; then the study's. */
	@Test
	void tiesGoToTheHigherAuc() throws Exception {
		for (String model : List.of("A", "B", "C"))
			for (String subset : List.of("validation", "test"))
				add(model, "1", "soft", subset, "HHHHL");
		predictions.replaceAll(p -> p.model().equals("A") || !p.patient().endsWith("3") ? p : new PatientPrediction(p.model(), p
			.seed(), p.patient(), "", p.grade(), p.subset(), p.strategy(), 1, 0.6, 0.5, Grade.HGG));
		Table best = tables().best();
		assertEquals("B", best.rows().get(0).get(3));
		assertTrue(Double.isNaN(cell(best, best.rows().get(0), "train_f1")));
	}

	@Test
	void withoutTestPatientsThereIsNothingToReport() {
		add("A", "1", "soft", "train", "HHHLL");
		String message = assertThrows(InputException.class, this::tables).getMessage();
		assertTrue(message.contains("has no test patient"), message);
	}

	private static double cell(Table table, List<Object> row, String column) {
		return (double) row.get(table.columns().indexOf(column));
	}

	private static String last(List<Object> row) {
		return row.get(row.size() - 1).toString();
	}
}
