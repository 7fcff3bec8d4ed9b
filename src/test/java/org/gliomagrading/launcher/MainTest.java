package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.model.GradingModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a program of its own: its streams, its exit status, and what it leaves behind. */
class MainTest {

	@TempDir
	private Path folder;

	@Test
	void streamsAndStatusAreKeptApart() throws Exception {
		assertEquals(0, run("true", "echo-parameters", "input=a", "count=2"));
		assertEquals("input,count,threshold,seed,resume,subset,note,exclude\na,2,0.5,1,false,test,,none\n", read("out"));
		assertTrue(read("err").endsWith("went well\n"), read("err"));
		assertEquals(0, run("false", "echo-parameters", "input=a", "count=2", "fail=noise"));
		assertEquals(2, read("out").lines().count(), read("out"));
		assertEquals("some library's chatter\n", read("err"));

		assertEquals(1, run("false", "echo-parameters", "input=a", "count=20"));
		assertEquals("", read("out"));
		assertEquals("Error: count=20 cannot be; it must be 1 to 10\n", read("err"));
	}

	@Test
	void thePreferencesOfTheUserAreLeftAlone() throws Exception {
		assertEquals(0, run("false", "echo-parameters", "input=a", "count=2", "threshold=0.25"));
		assertEquals("", read("err"));
		assertFalse(Files.exists(folder.resolve(".java")));
	}

	/** The signal that Ctrl-C and clusters send: the best epoch so far is kept, and said to be. */
	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Java ends processes there without a signal")
	@Timeout(300)
	void aSignalCancels() throws Exception {
		Path cohort = folder.resolve("cohort");
		StringBuilder split = new StringBuilder("patient,grade,subset\n");
		StringBuilder grades = new StringBuilder("Grade,BraTS_2020_subject_ID\n");
		for (String id : List.of("H1", "H2", "L1", "L2")) {
			PatientFiles.writePatient(cohort, id, PatientFiles.lps());
			grades.append(id.charAt(0)).append("GG,").append(id).append('\n');
			split.append(id + "," + id.charAt(0) + "GG," + (id.endsWith("1") ? "train" : "validation") + "\n");
		}
		Files.writeString(cohort.resolve("name_mapping.csv"), grades);
		Path model = folder.resolve("model");
		Process training = start("false", "train-model", "input=" + cohort, "split=" + Files.writeString(folder.resolve("split.csv"),
			split), "start=MobileNetV2", "inputSize=32", "epochs=100000", "patience=100000", "device=cpu", "output=" + model);
		while (training.isAlive() && !Files.exists(model.resolve("checkpoint.json")))
			Thread.sleep(50);
		training.destroy();
		assertEquals(128 + 15, training.waitFor(), read("err"));
		assertTrue(read("err").contains("Warning: Stopped: the best epoch so far, "), read("err"));
		assertTrue(read("err").endsWith("Error: stopped before the end\n"), read("err"));
		GradingModel.read(model);
	}

	private int run(String terminal, String... args) throws IOException, InterruptedException {
		return start(terminal, args).waitFor();
	}

	private Process start(String terminal, String... args) throws IOException {
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Djava.util.prefs.userRoot=" + folder, "-Dglioma.terminal=" + terminal, "-cp", System.getProperty(
				"surefire.test.class.path", System.getProperty("java.class.path")), Launcher.class.getName()));
		line.addAll(List.of(args));
		return new ProcessBuilder(line).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err")
			.toFile()).start();
	}

	private String read(String name) throws IOException {
		return Files.readString(folder.resolve(name));
	}
}
