package org.gliomagrading.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.launcher.Launcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small study, run in one go, is held against the same study stopped, changed, and run in parts. */
class StudyTest {

	private static final List<String> ALL = List.of("epoch Head/seed-1", "predicting Head/seed-1", "epoch Head/seed-2",
		"predicting Head/seed-2", "epoch Whole/seed-1", "predicting Whole/seed-1", "epoch Whole/seed-2",
		"predicting Whole/seed-2");

	@TempDir
	private static Path temporary;
	private static StudyFiles files;
	private static TreeMap<String, String> whole;

	@BeforeAll
	static void runTheWholeStudy() throws Exception {
		files = new StudyFiles(temporary);
		files.run("whole");
		assertEquals(ALL, files.work());
		whole = files.results("whole");
	}

	@AfterAll
	static void close() {
		files.close();
	}

	@BeforeEach
	void asItWas() throws Exception {
		files.write(StudyFiles.STUDY);
	}

	@Test
	void aFailingModelIsARowAndStopsNobody() throws Exception {
		files.run("failing", "Absent", "Head");
		List<RunRow> rows = RunRow.read(files.path("failing"));
		assertEquals(List.of("Head FINISHED", "Head FINISHED", "Whole WAITING", "Whole WAITING", "Absent FAILED"), rows.stream()
			.map(row -> row.model() + " " + row.state()).toList());
		assertTrue(rows.get(4).reason().contains("no-such-model: is no model folder"), rows.toString());
		assertTrue(files.warnings().stream().anyMatch(line -> line.startsWith("runs/Absent/trained failed: ")), files.warnings()
			.toString());
		assertEquals("random", rows.get(0).weights());
		String message = assertThrows(InputException.class, () -> files.run("none", "Absent")).getMessage();
		assertTrue(message.contains("no model of the study is finished; the first that failed is Absent: "), message);
		assertTrue(assertThrows(InputException.class, () -> files.run("none", "Other")).getMessage().contains(
			"no model 'Other'; its models are: Head, Whole, Absent"));
	}

	@Test
	void tablesHoldWhatTheStudyReports() throws Exception {
		Table results = files.run("whole");
		assertEquals(List.of(), files.work(), "nothing is done twice");
		assertFalse(files.checked());
		StudyFiles.assertSame(whole, files.results("whole"));
		assertEquals(List.of("model", "seed", "strategy", "accuracy", "precision", "recall", "specificity", "f1", "f1_lo", "f1_hi",
			"auc", "auc_lo", "auc_hi", "train_f1", "validation_f1", "note"), results.columns());
		assertEquals(9, results.rows().size());
		assertEquals(List.of("", "", "everyone_hgg"), results.rows().get(8).subList(0, 3));
		// the same numbers as evaluate-predictions finds for train patients
		List<String> train = CsvFile.read(files.path("whole/metrics.csv"), List.of("f1"), row -> row.text("level").equals(
			"patient") && row.text("subset").equals("train") && !row.text("strategy").equals("everyone_hgg") ? row.text("f1") : "")
			.stream().filter(f1 -> !f1.isEmpty()).toList();
		assertEquals(train, results.rows().subList(0, 8).stream().map(row -> row.get(13).toString().replaceFirst("\\.0$", ""))
			.toList());
		assertEquals(4, CsvFile.read(files.path("whole/efficiency.csv"), List.of("seconds_per_patient"), row -> row.number(
			"seconds_per_patient") > 0 && row.number("parameters") > 2e6 ? 1 : 0).stream().mapToInt(x -> x).sum());
		assertEquals(List.of("HGG t1ce test 2", "HGG t2 test 2", "HGG flair test 2", "LGG t1ce test 2", "LGG t2 test 2",
			"LGG flair test 2"), CsvFile.read(files.path("whole/examples/examples.csv"), List.of("file"), row -> row.text("grade") +
				" " + row.text("sequence") + " " + row.text("subset") + " " + row.text("slice")));
		assertTrue(Files.readString(files.path("whole/study.json")).contains("\"synthetic\": true"));
	}

	@Test
	void whatChangesIsDoneAgainAndNothingElse() throws Exception {
		Path folder = files.path("changed");
		files.run("changed", "Head");
		files.write(StudyFiles.STUDY.replace("\"soft\"", "\"soft\", \"top(2)\""));
		files.run("changed", "Head");
		assertEquals(List.of(), files.work(), "a fusion needs no network");
		assertTrue(Files.readString(folder.resolve("results.csv")).contains("top(2)"));
		files.write(StudyFiles.STUDY.replace("\"soft\"", "\"soft\", \"learned_attention(2)\""));
		files.run("changed", "Head");
		assertEquals(List.of(), files.work(), "features are extracted, nothing is trained or predicted");
		assertTrue(Files.readString(folder.resolve("results.csv")).contains("learned_attention(2)"));

		files.write(StudyFiles.STUDY.replace("{\"trainable\": \"head\"}", "{\"trainable\": \"head\", \"batchSize\": 4}"));
		files.run("changed", "Head");
		assertEquals(ALL.subList(0, 4), files.work(), "another batch");

		Path tested = files.path("cohort/Patient_10/Patient_10_t2.nii.gz");
		byte[] kept = Files.readAllBytes(tested);
		Files.copy(files.path("cohort/Patient_08/Patient_08_t2.nii.gz"), tested, StandardCopyOption.REPLACE_EXISTING);
		try {
			files.run("changed", "Head");
			assertEquals(List.of("predicting Head/seed-1", "predicting Head/seed-2"), files.work(), "nothing was learned from it");
			assertTrue(files.checked());
		}
		finally {
			Files.write(tested, kept);
		}
		files.run("changed", "Head");
		Files.writeString(folder.resolve("runs/Head/seed-2/slice-predictions.csv"), "patient,p_hgg\nPatient_00,1\n");
		files.run("changed", "Head");
		assertEquals(List.of("predicting Head/seed-2"), files.work(), "somebody changed a result");
	}

	/** By the user, in the midst of a training and of predicting. */
	@Test
	void whatIsStoppedGoesOnAndComesToTheSame() throws Exception {
		for (String place : List.of("runs/Head/seed-1: predicting Patient_03", "runs/Whole/seed-1: epoch 2"))
			assertThrows(CancellationException.class, () -> files.run("stopped", (done, total, what) -> {
				if (what.startsWith(place)) throw new CancellationException();
			}));
		files.run("stopped");
		StudyFiles.assertSame(whole, files.results("stopped"));
	}

	/** A training that was stopped is not gone on with by another plan: it begins anew. */
	@Test
	void whatIsStoppedIsNotMixedWithAnotherPlan() throws Exception {
		files.write(StudyFiles.STUDY.replace("\"learningRate\": 0.01", "\"learningRate\": 0.02"));
		assertThrows(CancellationException.class, () -> files.run("mixed", (done, total, what) -> {
			if (what.startsWith("runs/Whole/seed-1: epoch 2")) throw new CancellationException();
		}));
		assertTrue(Files.exists(files.path("mixed/runs/Whole/seed-1/model/checkpoint.json")));
		files.write(StudyFiles.STUDY);
		files.run("mixed");
		StudyFiles.assertSame(whole, files.results("mixed"));
	}

	/** By force: the process gets no chance to tidy up. */
	@Test
	void whatIsKilledGoesOnAndComesToTheSame() throws Exception {
		Path checkpoint = files.path("killed/runs/Whole/seed-1/model/checkpoint.json");
		Process process = new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
			"-cp", System.getProperty("java.class.path"), Launcher.class.getName(), "compare-models", "study=" + files.path(
				"study.json"), "output=" + files.path("killed")).redirectErrorStream(true).redirectOutput(files.path("killed.log")
					.toFile()).start();
		try {
			long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
			while (!Files.exists(checkpoint) && process.isAlive() && System.nanoTime() < end)
				Thread.sleep(5);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertTrue(Files.exists(checkpoint) && !Files.exists(checkpoint.resolveSibling("model.json")), "killed in the midst of it; " +
			Files.readString(files.path("killed.log")));
		files.run("killed");
		assertEquals("epoch Whole/seed-1", files.work().get(0));
		StudyFiles.assertSame(whole, files.results("killed"));
	}

	@Test
	void partsMakeTheWhole() throws Exception {
		files.run("part-1", "Head", "Absent");
		files.write(StudyFiles.STUDY.replaceFirst("(?m)^.*\"Head\".*$", ""));
		files.run("part-2");
		files.merge("merged", "part-1", "part-2");
		StudyFiles.assertSame(whole, files.results("merged"));
		files.write(StudyFiles.STUDY);
		files.run("merged");
		assertEquals(List.of(), files.work(), "the whole knows its parts' work");
	}

	@Test
	void partsOfDifferentStudiesAreRefused() throws Exception {
		files.run("one", "Head");
		files.write(StudyFiles.STUDY.replace("\"soft\"", "\"attention\""));
		files.run("other", "Head");
		assertRefused("has another fusions than", "one", "other");
		files.write(StudyFiles.STUDY.replace("\"learningRate\": 0.01", "\"learningRate\": 0.02"));
		files.run("other", "Head");
		assertRefused("has another model of the name 'Head'", "one", "other");
		assertRefused("is no study's folder", "one", "cohort");
		Files.writeString(files.path("one/runs/Head/seed-1/slice-predictions.csv"), "patient,p_hgg\nPatient_00,1\n");
		assertRefused("is not whole", "one");
		assertNotEquals(whole, files.results("one"));
	}

	private void assertRefused(String part, String... parts) {
		String message = assertThrows(InputException.class, () -> files.merge("refused", parts)).getMessage();
		assertTrue(message.contains(part) && !message.contains("\n"), message);
	}

	@Test
	void pathsInAForeignTableLeadNowhere() throws IOException {
		files.run("foreign", "Head");
		Path table = files.path("foreign/runs.csv");
		Files.writeString(table, Files.readString(table).replace("runs/Head/seed-1", "../whole/runs/Head/seed-1"));
		files.merge("merged-foreign", "foreign");
		assertEquals(List.of("WAITING", "FINISHED"), RunRow.read(files.path("merged-foreign")).stream().limit(2).map(row -> row
			.state().name()).toList());
	}
}
