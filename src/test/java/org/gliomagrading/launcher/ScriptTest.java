package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/glioma}, in a project of its own with stand-ins for Maven and Java that say how they were called. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {

	private static final String BUILDING = "Building Glioma Grading in ";

	@TempDir
	private Path temporary;
	private Path project;
	private Path bin;

	@BeforeEach
	void makeProject() throws IOException {
		project = temporary.toRealPath().resolve("a project");
		bin = temporary.toRealPath().resolve("bin");
		Files.createDirectories(project.resolve("scripts"));
		Files.createDirectories(project.resolve("src/main/java"));
		Files.writeString(project.resolve("pom.xml"), "<project/>");
		for (String name : List.of("glioma", "environment"))
			Files.copy(Path.of("scripts", name), project.resolve("scripts").resolve(name));
		tool("java", "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.15\"' >&2; exit 0; }\n" +
			"for arg; do echo \"[$arg]\"; done; exit 7");
		tool("mvn", "mkdir -p target/app; echo built by maven; touch target/glioma-grading-1.jar target/app/ij.jar");
	}

	@Test
	void buildsOnFirstUseAlone() throws Exception {
		Result first = run(List.of(project + "/scripts/glioma", "grade-patients", "input=my data", "note=a,b"));
		assertEquals(7, first.status);
		assertTrue(first.err.startsWith(BUILDING + project), first.err);
		assertTrue(first.out.endsWith("[-cp]\n[" + project +
			"/target/app/*]\n[org.gliomagrading.launcher.Launcher]\n[grade-patients]\n[input=my data]\n[note=a,b]\n"),
			first.out);
		assertTrue(first.out.contains("[-Dglioma.terminal=false]\n"), first.out);
		assertTrue(Files.exists(project.resolve("target/app/glioma-grading-1.jar")));
		Files.delete(bin.resolve("mvn"));
		Result second = run(List.of(project + "/scripts/glioma", "help"));
		assertEquals("", second.err);
	}

	@Test
	void buildsAgainWhenTheSourcesChanged() throws Exception {
		run(List.of(project + "/scripts/glioma"));
		Path source = project.resolve("src/main/java/A.java");
		Files.writeString(source, "class A {}");
		Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
		assertTrue(run(List.of(project + "/scripts/glioma")).err.startsWith(BUILDING));
	}

	@Test
	void startsFromAnywhereAndThroughLinks() throws Exception {
		Path link = temporary.toRealPath().resolve("glioma link");
		Files.createSymbolicLink(link, Path.of("a project/scripts/glioma"));
		Result result = run(List.of(link.toString(), "help"));
		assertTrue(result.out.contains("[" + project + "/target/app/*]"), result.out + result.err);
	}

	@Test
	void failedBuildIsShownAndTriedAgain() throws Exception {
		tool("mvn", "echo '[ERROR] no network'; exit 1");
		for (int i = 0; i < 2; i++) {
			Result result = run(List.of(project + "/scripts/glioma", "help"));
			assertEquals(1, result.status);
			assertEquals("", result.out);
			assertTrue(result.err.endsWith("[ERROR] no network\nError: the build failed; Maven's output stands above\n"),
				result.err);
		}
	}

	@Test
	void missingToolsAreNamed() throws Exception {
		Files.delete(bin.resolve("mvn"));
		assertEquals("Error: there is no 'mvn'; install Maven, which builds Glioma Grading on first use\n", run(List.of(
			project + "/scripts/glioma")).err);
		tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
		Result old = run(List.of(project + "/scripts/glioma"));
		assertEquals("Error: 'java' is Java 11; install Java 17 or newer (a JDK), or set JAVA_HOME to its folder\n", old.err);
		assertEquals(1, old.status);
	}

	private void tool(String name, String body) throws IOException {
		Files.createDirectories(bin);
		Path file = bin.resolve(name);
		Files.writeString(file, "#!/bin/sh\n" + body + "\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private record Result(int status, String out, String err) {
	}

	/** Runs the script with the stand-ins and the system's basic tools, but without Maven and Java. */
	private Result run(List<String> command) throws Exception {
		for (String name : List.of("cat", "cp", "dirname", "find", "head", "mkdir", "readlink", "rm", "sed", "sh", "touch"))
			tool(name, "PATH=/bin:/usr/bin; exec " + name + " \"$@\"");
		Path out = temporary.resolve("out.txt");
		Path err = temporary.resolve("err.txt");
		List<String> line = new ArrayList<>(command);
		line.add(0, "/bin/sh");
		ProcessBuilder builder = new ProcessBuilder(line).directory(temporary.toFile()).redirectOutput(out.toFile())
			.redirectError(err.toFile());
		builder.environment().put("PATH", bin.toString());
		builder.environment().remove("JAVA_HOME");
		builder.environment().remove("GLIOMA_JAVA_OPTS");
		int status = builder.start().waitFor();
		return new Result(status, Files.readString(out), Files.readString(err));
	}
}
