package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fuzzing of the reader with Jazzer, in Java machines of their own. For a longer run: {@code -Dfuzz.seconds=600}; with
 * {@code -Dfuzz.folder=DIR} what it finds is kept there.
 */
class NiftiFuzzTest {

	private static final Path RESOURCES = Path.of("src/test/resources/org/gliomagrading/nifti");
	private static final Path CORPUS = RESOURCES.resolve("fuzz");
	private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);

	/** libFuzzer's, for a crash and for a file that takes too long. */
	private static final int CRASH = 77;
	private static final int TIMEOUT = 70;

	/** Seconds for one file; many times what one takes, so that a busy machine is not taken for a hang. */
	private static final int LIMIT = 30;

	/** Most runs until a mistake is found; a few hundred do. */
	private static final String RUNS = "-runs=100000";

	@TempDir
	Path temporary;

	/** What long runs have found, and every file that a mistake was found with. */
	@ParameterizedTest
	@ValueSource(strings = { "header", "gzip" })
	@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
	void corpusIsReadOrRefused(String name) throws IOException {
		List<Path> files = files(CORPUS.resolve(name));
		assertTrue(files.size() > 50, files.size() + " files");
		for (Path file : files)
			try {
				if (name.equals("gzip")) GzipFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
				else HeaderFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
			}
			catch (Throwable e) {
				throw new AssertionError(file + ": " + e, e);
			}
	}

	/** Nothing in our reader, and each of the mistakes in careless ones under the same checks. All run at once. */
	@Test
	void fuzzingFindsMistakesOfOthersOnly() throws Exception {
		List<Fuzzing> ours = List.of(fuzz(HeaderFuzz.class, "header", LIMIT, "-max_total_time=" + SECONDS), fuzz(GzipFuzz.class,
			"gzip", LIMIT, "-max_total_time=" + SECONDS));
		Fuzzing header = fuzz(CarelessFuzz.class, "header", LIMIT, "--target_args=size bounds", "--keep_going=2", RUNS);
		Fuzzing gzip = fuzz(CarelessFuzz.class, "gzip", LIMIT, "--target_args=trailer", RUNS);
		Fuzzing endless = fuzz(CarelessFuzz.class, "header", 3, "--target_args=loop", RUNS);
		header.assertFound(CRASH, "bytes of memory");
		header.assertFound(CRASH, "IndexOutOfBounds");
		gzip.assertFound(CRASH, "bytes of memory");
		endless.assertFound(TIMEOUT, "CarelessFuzz.passExtensions");
		for (Fuzzing fuzzing : ours) {
			assertEquals(0, fuzzing.process.waitFor(), fuzzing::log);
			long seeds = files(CORPUS.resolve(fuzzing.name)).size();
			assertTrue(fuzzing.number("Done (\\d+) runs") >= seeds, fuzzing::log); // a busy machine does little more
			assertTrue(fuzzing.number("DONE +cov: (\\d+)") > 500, () -> "little of the reader was run: " + fuzzing.log());
		}
	}

	/** Starts Jazzer on the corpus. */
	private Fuzzing fuzz(Class<?> target, String corpus, int limit, String... more) throws IOException {
		assumeTrue(hasDriver(), "Jazzer has no driver for this system");
		String kept = System.getProperty("fuzz.folder");
		Path found = kept == null ? Files.createTempDirectory(temporary, corpus) : Path.of(kept, corpus).toAbsolutePath();
		Path log = Files.createTempFile(temporary, corpus, ".log");
		Files.createDirectories(found);
		// Linux counts the peak of the process that starts another as that one's own, and tests of networks take gigabytes: no
		// bound on resident memory; Java's heap has one
		List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
			"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
			"com.code_intelligence.jazzer.Jazzer", "--target_class=" + target.getName(),
			"--instrumentation_includes=org.gliomagrading.nifti.*", "--custom_hook_includes=org.gliomagrading.nifti.*",
			"--reproducer_path=" + temporary, "-artifact_prefix=" + found.resolveSibling("found-"), "-max_len=4096", "-rss_limit_mb=0",
			"-timeout=" + limit));
		line.addAll(List.of(more));
		line.add(found.toString());
		line.add(CORPUS.resolve(corpus).toAbsolutePath().toString());
		return new Fuzzing(corpus, new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	private static boolean hasDriver() {
		String system = System.getProperty("os.name").toLowerCase();
		String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
		String library = system.contains("win") ? "windows_%s/jazzer_driver.dll" : system.contains("mac")
			? "macos_%s/libjazzer_driver.dylib" : "linux_%s/libjazzer_driver.so";
		String driver = "/com/code_intelligence/jazzer/driver/jazzer_driver_" + String.format(library, processor);
		return NiftiFuzzTest.class.getResource(driver) != null;
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
	}

	private record Fuzzing(String name, Process process, Path logFile) {

		String log() {
			try {
				return Files.readString(logFile);
			}
			catch (IOException e) {
				return e.toString();
			}
		}

		void assertFound(int status, String what) throws InterruptedException {
			assertEquals(status, process.waitFor(), this::log);
			assertTrue(log().contains(what), this::log);
		}

		long number(String pattern) {
			Matcher matcher = Pattern.compile(pattern).matcher(log());
			assertTrue(matcher.find(), this::log);
			return Long.parseLong(matcher.group(1));
		}
	}
}
