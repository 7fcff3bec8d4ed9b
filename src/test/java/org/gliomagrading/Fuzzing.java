package org.gliomagrading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of Jazzer in a Java machine of its own.
 *
 * @param process the run
 * @param logFile what it prints
 */
public record Fuzzing(Process process, Path logFile) {

	/** libFuzzer's exit status for a crash, and for a file that takes too long. */
	public static final int CRASH = 77;
	public static final int TIMEOUT = 70;

	/**
	 * Starts a run; the test is skipped where Jazzer has no driver for the system.
	 *
	 * @param target a class with {@code fuzzerTestOneInput}; its package is instrumented
	 * @param temporary a folder for the log
	 * @param found a folder for files that bring something new; those that something is wrong with are put beside it
	 * @param seeds a folder of files to begin with
	 * @param options further options
	 */
	public static Fuzzing start(Class<?> target, Path temporary, Path found, Path seeds, String... options)
		throws IOException
	{
		assumeTrue(hasDriver(), "Jazzer has no driver for this system");
		Files.createDirectories(found);
		Path log = Files.createTempFile(temporary, target.getSimpleName(), ".log");
		String classes = target.getPackageName() + ".*";
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR", "-cp", System
				.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
			"com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(), "--instrumentation_includes=" + classes,
			"--custom_hook_includes=" + classes, "--reproducer_path=" + temporary, "-artifact_prefix=" + found.resolveSibling(
				"found-")));
		// Linux counts the peak of the process that starts another as that one's own, and tests of networks take gigabytes: no
		// bound on resident memory; Java's heap has one
		line.add("-rss_limit_mb=0");
		line.addAll(List.of(options));
		line.add(found.toString());
		line.add(seeds.toAbsolutePath().toString());
		return new Fuzzing(new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	/** @return what the run has printed */
	public String log() {
		try {
			return Files.readString(logFile);
		}
		catch (IOException e) {
			return e.toString();
		}
	}

	/** It ends with a finding. */
	public void assertFound(int status, String what) throws InterruptedException {
		assertEquals(status, process.waitFor(), this::log);
		assertTrue(log().contains(what), this::log);
	}

	/** It ends without a finding, after so many runs at least, in which it saw so many places of the code. */
	public void assertNothingFound(long runs, int coverage) throws InterruptedException {
		assertEquals(0, process.waitFor(), this::log);
		assertTrue(number("Done (\\d+) runs") >= runs, this::log);
		assertTrue(number("DONE +cov: (\\d+)") > coverage, () -> "little of the reader was run: " + log());
	}

	private long number(String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(log());
		assertTrue(matcher.find(), this::log);
		return Long.parseLong(matcher.group(1));
	}

	private static boolean hasDriver() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
		String library = system.contains("win") ? "windows_%s/jazzer_driver.dll" : system.contains("mac")
			? "macos_%s/libjazzer_driver.dylib" : "linux_%s/libjazzer_driver.so";
		return Fuzzing.class.getResource("/com/code_intelligence/jazzer/driver/jazzer_driver_" + String.format(library,
			processor)) != null;
	}
}
