package org.gliomagrading.weights;

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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzing of the readers of weight files with Jazzer, from the files of the other tests, in Java machines of their own.
 * A file that a mistake was found with is among them, as {@code fuzzed-...}.
 * For a longer run: {@code -Dfuzz.seconds=600}; with {@code -Dfuzz.folder=DIR} what it finds is kept there.
 */
class WeightFuzzTest {

	private static final int SECONDS = Integer.getInteger("fuzz.seconds", 5);
	private static final int MAX_LENGTH = 12_000;

	/** libFuzzer's, for a crash. */
	private static final int CRASH = 77;

	/** Most runs until a mistake is found; a few hundred do. */
	private static final String RUNS = "-runs=100000";

	@TempDir
	private Path temporary;

	/** Nothing in our readers, and each of the mistakes in careless ones under the same checks. All run at once. */
	@Test
	@Timeout(value = 900, threadMode = ThreadMode.SEPARATE_THREAD)
	void fuzzingFindsMistakesOfOthersOnly() throws Exception {
		assumeTrue(hasDriver(), "Jazzer has no driver for this system");
		Path seeds = seeds();
		Fuzzing ours = fuzz(seeds, "ours", "-max_total_time=" + SECONDS);
		Fuzzing size = fuzz(seeds, "size", "--target_args=size", RUNS);
		Fuzzing type = fuzz(seeds, "type", "--target_args=type", RUNS);
		size.assertFound("bytes of memory");
		type.assertFound("ClassCastException");
		assertEquals(0, ours.process.waitFor(), ours::log);
		assertTrue(ours.number("Done (\\d+) runs") >= 10, ours::log); // a busy machine does little more than the seeds
		assertTrue(ours.number("DONE +cov: (\\d+)") > 300, () -> "little of the readers was run: " + ours.log());
	}

	/** The small files of the other tests. */
	private Path seeds() throws IOException {
		Path seeds = Files.createDirectory(temporary.resolve("seeds"));
		try (Stream<Path> files = Files.list(HostileWeights.FOLDER)) {
			for (Path file : files.sorted().toList())
				if (Files.size(file) < MAX_LENGTH && !file.toString().endsWith(".csv")) Files.copy(file, seeds.resolve(file
					.getFileName()));
		}
		return seeds;
	}

	private Fuzzing fuzz(Path seeds, String name, String... more) throws IOException {
		String kept = System.getProperty("fuzz.folder");
		Path found = kept == null ? temporary.resolve(name) : Path.of(kept, "weights-" + name).toAbsolutePath();
		Files.createDirectories(found);
		Path log = temporary.resolve(name + ".log");
		// Linux counts the peak of the process that starts another as that one's own, and tests of networks take gigabytes: no
		// bound on resident memory; Java's heap has one
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dslf4j.internal.verbosity=ERROR", "-cp",
			System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
			"com.code_intelligence.jazzer.Jazzer",
			"--target_class=" + WeightFuzz.class.getName(), "--instrumentation_includes=org.gliomagrading.weights.*",
			"--custom_hook_includes=org.gliomagrading.weights.*", "--reproducer_path=" + temporary, "-artifact_prefix=" + found
				.resolveSibling("found-"), "-max_len=" + MAX_LENGTH, "-rss_limit_mb=0", "-timeout=30"));
		line.addAll(List.of(more));
		line.add(found.toString());
		line.add(seeds.toString());
		return new Fuzzing(new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	private static boolean hasDriver() {
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
		String library = system.contains("win") ? "windows_%s/jazzer_driver.dll" : system.contains("mac")
			? "macos_%s/libjazzer_driver.dylib" : "linux_%s/libjazzer_driver.so";
		return WeightFuzzTest.class.getResource("/com/code_intelligence/jazzer/driver/jazzer_driver_" + String.format(library,
			processor)) != null;
	}

	private record Fuzzing(Process process, Path logFile) {

		String log() {
			try {
				return Files.readString(logFile);
			}
			catch (IOException e) {
				return e.toString();
			}
		}

		void assertFound(String what) throws InterruptedException {
			assertEquals(CRASH, process.waitFor(), this::log);
			assertTrue(log().contains(what), this::log);
		}

		long number(String pattern) {
			Matcher matcher = Pattern.compile(pattern).matcher(log());
			assertTrue(matcher.find(), this::log);
			return Long.parseLong(matcher.group(1));
		}
	}
}
