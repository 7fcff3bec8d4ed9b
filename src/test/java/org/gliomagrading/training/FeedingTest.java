package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a training's slices are kept does not change what is learned. */
class FeedingTest {

	@TempDir
	private Path folder;

	private Path cohort;
	private final List<String> warnings = new ArrayList<>();

	@BeforeEach
	void writeCohort() throws Exception {
		cohort = folder.resolve("cohort");
		StripedCohort.write(cohort);
	}

	/** 60 slices of 12,288 bytes, or of 5,120 bytes of features: a megabyte holds them, half of it does not. */
	@ParameterizedTest
	@ValueSource(strings = { "all", "head" })
	void limitsOfTheCacheDoNotChangeTheWeights(String trainable) throws Exception {
		String onDisk = train("disk", trainable, CacheLimits.DEFAULT, Progress.NONE);
		assertEquals(onDisk, train("memory", trainable, new CacheLimits(1, 0), Progress.NONE));
		assertEquals(List.of(), again());
		assertEquals(onDisk, train("nowhere", trainable, new CacheLimits(0, 0), Progress.NONE));
		boolean pixels = trainable.equals("all");
		int bytes = pixels ? 12_288 : 5_120;
		String how = pixels ? "volumes are opened again" : "features are read again from the cache";
		assertEquals(List.of(lacking(48, "train", how, 48 * bytes), lacking(12, "validation", how, 12 * bytes)), again());
	}

	private static String lacking(int slices, String subset, String how, int bytes) {
		return String.format("%d of %d %s slices do not fit into cacheMemory and cacheDisk: their patients' %s for each batch, " +
			"which takes much longer; %.0f MB more would hold them", slices, slices, subset, how, bytes / 1e6);
	}

	/** A file that is there at the start and not later: one line, and the training can go on when it is back. */
	@Test
	void volumesThatVanishAreTold() throws Exception {
		String expected = train("whole", "all", new CacheLimits(0, 0), Progress.NONE);
		Path volume = cohort.resolve("Patient_03/Patient_03_t2.nii.gz");
		byte[] kept = Files.readAllBytes(volume);
		String message = assertThrows(InputException.class, () -> train("model", "all", new CacheLimits(0, 0), (done, total,
			what) -> {
			if (what.startsWith("epoch 2")) delete(volume);
		})).getMessage();
		assertTrue(message.startsWith("The slices of Patient_03, which were read before, cannot be read again: ") && message
			.endsWith("; mend that and go on with resume=true"), message);
		Files.write(volume, kept);
		assertEquals(expected, TrainingProcess.train(cohort, new RunFolder(folder.resolve("model"), true, Optional.empty(),
			CacheLimits.DEFAULT), TrainingProcess.plan("all"), Progress.NONE));
	}

	/** As many slices as before, but others: nothing but their place tells. */
	@Test
	void aTumourThatMovedIsTold() throws Exception {
		Path patient = cohort.resolve("Patient_03");
		Path moved = patient.resolve("moved.nii.gz");
		long[] shape = { StripedCohort.SIZE, StripedCohort.SIZE, 6 };
		Path segmentation = patient.resolve("Patient_03_seg.nii.gz");
		PatientFiles.write(segmentation, PatientFiles.lps(), shape, at -> at[2] < 5 ? 4 : 0);
		PatientFiles.write(moved, PatientFiles.lps(), shape, at -> at[2] > 0 ? 4 : 0);
		String message = assertThrows(InputException.class, () -> train("model", "all", new CacheLimits(0, 0), (done, total,
			what) -> {
			if (what.startsWith("epoch 1") && Files.exists(moved)) move(moved, segmentation);
		})).getMessage();
		assertTrue(message.contains("The slices of Patient_03,") && message.contains("the tumour is in other slices than before"),
			message);
	}

	private static void move(Path file, Path to) {
		try {
			Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private List<String> again() {
		return warnings.stream().filter(line -> line.contains("do not fit into")).toList();
	}

	private String train(String name, String trainable, CacheLimits limits, Progress progress) throws Exception {
		return TrainingProcess.train(cohort, new RunFolder(folder.resolve(name), false, Optional.empty(), limits), TrainingProcess
			.plan(trainable), progress, warnings::add);
	}
}
