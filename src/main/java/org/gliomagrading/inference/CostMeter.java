package org.gliomagrading.inference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gliomagrading.network.PyTorch;

/**
 * Measures what predictions cost. The time for a patient is the median over the patients, so that the first one, for whom
 * everything is warmed up, does not count for all. Memory is the resident memory of this process at its highest, which
 * Linux alone tells.
 */
public final class CostMeter {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final Path RESET = Path.of("/proc/self/clear_refs");

	/** Makes Linux forget how much memory the process once had (proc(5)). */
	private static final String RESET_PEAK = "5";

	private static final double BYTES_PER_KB = 1024;
	private static final double BYTES_PER_MB = 1e6;
	private static final double NANOSECONDS = 1e9;

	private final List<Double> seconds = new ArrayList<>();
	private long begun;

	/** Begins to measure, forgetting what the process did before. */
	CostMeter() {
		PyTorch.releaseMemory();
		try {
			Files.writeString(RESET, RESET_PEAK, StandardCharsets.US_ASCII);
		}
		catch (IOException e) {
			// no Linux, or not allowed: the peak is that of the whole process then, or unknown
		}
	}

	/** A patient is begun. */
	void begin() {
		begun = System.nanoTime();
	}

	/** The patient is done. */
	void end() {
		seconds.add((System.nanoTime() - begun) / NANOSECONDS);
	}

	/** @return the median over the patients; NaN without any */
	double secondsPerPatient() {
		return median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
	}

	static double median(double[] values) {
		if (values.length == 0) return Double.NaN;
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	/** @return in MB (a million bytes); NaN where the system does not tell */
	public static double peakMemoryMb() {
		try {
			return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream().filter(line -> line.startsWith("VmHWM:"))
				.mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KB / BYTES_PER_MB).findFirst().orElse(
					Double.NaN);
		}
		catch (IOException e) {
			return Double.NaN;
		}
	}
}
