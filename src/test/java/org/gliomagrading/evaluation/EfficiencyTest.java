package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EfficiencyTest {

	@TempDir
	private Path folder;

	/** By hand: of two HGG and two LGG, P .9, .4 and .6, .1: F1 1/2, three of four pairs in order. */
	@Test
	void metricsStandBesideTheirCosts() throws IOException {
		List<PatientPrediction> predictions = new ArrayList<>();
		for (String model : List.of("a 1", "a 2", "b 1"))
			for (double p : new double[] { 0.9, 0.4, 0.6, 0.1 })
				predictions.add(new PatientPrediction(model.substring(0, 1), model.substring(2), "P" + p, "PHANTOM", Optional.of(
					p == 0.9 || p == 0.4 ? Grade.HGG : Grade.LGG), "test", "soft", 0, p, 0.5, Grade.called(p, 0.5)));
		List<Metrics> metrics = Evaluation.patients(predictions, "", new Bootstrap(50, 1));
		Path file = write("seconds_per_patient,model,seed,device,parameters,peak_memory_mb\n" +
			"0.5,a,1,cpu,100,\n0.25,a,1,gpu,100,2000\n2,a,,cpu,300,1\n9,c,1,cpu,1,1\n");
		Table table = EfficiencyMetrics.table(metrics, Efficiency.read(CsvFile.source(file)));
		List<String> costs = table.rows().stream().map(row -> String.join(" ", row.subList(0, 6).stream().map(Object::toString)
			.toList()) + " " + row.get(20)).toList();
		assertEquals(List.of("a 1 cpu 100.0 0.5 NaN synthetic", "a 1 gpu 100.0 0.25 2000.0 synthetic",
			"a 1 cpu 300.0 2.0 1.0 synthetic", "   NaN NaN NaN synthetic", "a 2 cpu 300.0 2.0 1.0 synthetic",
			"b 1  NaN NaN NaN synthetic; cost unknown"), costs);
		List<Object> everyone = table.rows().get(3);
		assertEquals("everyone_hgg", everyone.get(8));
		assertEquals(List.of(2 / 3., Double.NaN, Double.NaN, 0., Double.NaN, Double.NaN, 0.5), everyone.subList(11, 18));
		for (List<Object> row : table.rows()) {
			if (row == everyone) continue;
			assertEquals(List.of("test", "patient", "soft", 0.5, 4), row.subList(6, 11));
			assertEquals(0.5, (double) row.get(11), 1e-15);
			assertEquals(0.5, (double) row.get(14), 1e-15, "specificity");
			assertEquals(0.75, (double) row.get(17), 1e-15);
			for (int metric : new int[] { 11, 14, 17 })
				assertTrue((double) row.get(metric + 1) < (double) row.get(metric) && (double) row.get(metric) < (double) row.get(
					metric + 2), row.toString());
		}
	}

	@Test
	void whatIsNoCostIsRefused() throws IOException {
		assertRefused("model,parameters\na,-1\n", "is -1; it must be 0 or more, or empty");
		assertRefused("model,seconds_per_patient\na,fast\n", "fast");
		assertRefused("model,device\na,cpu\na,cpu\n", "names 'a' a second time");
		assertRefused("name\na\n", "has no column 'model'");
	}

	private void assertRefused(String text, String part) throws IOException {
		Path file = write(text);
		String message = assertThrows(InputException.class, () -> Efficiency.read(CsvFile.source(file))).getMessage();
		assertTrue(message.contains(part) && message.startsWith(file.toString()), message);
	}

	private Path write(String text) throws IOException {
		return Files.writeString(folder.resolve("efficiency.csv"), text);
	}
}
