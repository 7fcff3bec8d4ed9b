package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.Fuzzing;
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
		Fuzzing ownHeader = fuzz(HeaderFuzz.class, "header", LIMIT, "-max_total_time=" + SECONDS);
		Fuzzing ownGzip = fuzz(GzipFuzz.class, "gzip", LIMIT, "-max_total_time=" + SECONDS);
		Fuzzing header = fuzz(CarelessFuzz.class, "header", LIMIT, "--target_args=size bounds", "--keep_going=2", RUNS);
		Fuzzing gzip = fuzz(CarelessFuzz.class, "gzip", LIMIT, "--target_args=trailer", RUNS);
		Fuzzing endless = fuzz(CarelessFuzz.class, "header", 3, "--target_args=loop", RUNS);
		header.assertFound(Fuzzing.CRASH, "bytes of memory");
		header.assertFound(Fuzzing.CRASH, "IndexOutOfBounds");
		gzip.assertFound(Fuzzing.CRASH, "bytes of memory");
		endless.assertFound(Fuzzing.TIMEOUT, "CarelessFuzz.passExtensions");
		// a busy machine does little more than the seeds
		ownHeader.assertNothingFound(files(CORPUS.resolve("header")).size(), 500);
		ownGzip.assertNothingFound(files(CORPUS.resolve("gzip")).size(), 500);
	}

	/** Starts Jazzer on the corpus. */
	private Fuzzing fuzz(Class<?> target, String corpus, int limit, String... more) throws IOException {
		String kept = System.getProperty("fuzz.folder");
		Path found = kept == null ? Files.createTempDirectory(temporary, corpus) : Path.of(kept, corpus).toAbsolutePath();
		List<String> options = new ArrayList<>(List.of("-max_len=4096", "-timeout=" + limit));
		options.addAll(List.of(more));
		return Fuzzing.start(target, temporary, found, CORPUS.resolve(corpus), options.toArray(String[]::new));
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.sorted().toList();
		}
	}
}
