package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
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

	private int run(String terminal, String... args) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Djava.util.prefs.userRoot=" + folder, "-Dglioma.terminal=" + terminal, "-cp", System.getProperty(
				"surefire.test.class.path", System.getProperty("java.class.path")), Launcher.class.getName()));
		line.addAll(List.of(args));
		return new ProcessBuilder(line).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err")
			.toFile()).start().waitFor();
	}

	private String read(String name) throws IOException {
		return Files.readString(folder.resolve(name));
	}
}
