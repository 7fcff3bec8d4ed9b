package org.gliomagrading.weights;

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

/**
 * Fuzzing of the readers of weight files with Jazzer, from the files of the other tests, in Java machines of their own.
 * A file that a mistake was found with is among them, as {@code fuzzed-...}.
 * For a longer run: {@code -Dfuzz.seconds=600}; with {@code -Dfuzz.folder=DIR} what it finds is kept there.
 */
class WeightFuzzTest {

	private static final int SECONDS = Integer.getInteger("fuzz.seconds", 5);
	private static final int MAX_LENGTH = 12_000;

	/** Most runs until a mistake is found; a few hundred do. */
	private static final String RUNS = "-runs=100000";

	@TempDir
	private Path temporary;

	/** Nothing in our readers, and each of the mistakes in careless ones under the same checks. All run at once. */
	@Test
	@Timeout(value = 900, threadMode = ThreadMode.SEPARATE_THREAD)
	void fuzzingFindsMistakesOfOthersOnly() throws Exception {
		Path seeds = seeds();
		Fuzzing ours = fuzz(seeds, "ours", "-max_total_time=" + SECONDS);
		Fuzzing size = fuzz(seeds, "size", "--target_args=size", RUNS);
		Fuzzing type = fuzz(seeds, "type", "--target_args=type", RUNS);
		size.assertFound(Fuzzing.CRASH, "bytes of memory");
		type.assertFound(Fuzzing.CRASH, "ClassCastException");
		ours.assertNothingFound(10, 300); // a busy machine does little more than the seeds
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
		List<String> options = new ArrayList<>(List.of("-max_len=" + MAX_LENGTH, "-timeout=30"));
		options.addAll(List.of(more));
		return Fuzzing.start(WeightFuzz.class, temporary, found, seeds, options.toArray(String[]::new));
	}
}
