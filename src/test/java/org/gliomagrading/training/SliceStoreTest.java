package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceStoreTest {

	private static final int LENGTH = 2;
	private static final int BYTES = LENGTH * Float.BYTES;

	@TempDir
	private Path folder;

	private final List<String> again = new ArrayList<>();

	@Test
	void readsInAnyOrder() throws Exception {
		try (SliceStore slices = GradedSlices.store(folder, LENGTH)) {
			GradedSlices.add(slices, true, new float[] { 1, 2 });
			GradedSlices.add(slices, false, new float[] { 3, 4 }, new float[] { 5, 6 });
			float[] read = new float[4];
			slices.read(new int[] { 2, 1 }, read);
			assertArrayEquals(new float[] { 5, 6, 3, 4 }, read);
			assertTrue(slices.isHigh(0));
			assertFalse(slices.isHigh(1));
			assertEquals(1, slices.countHigh());
			assertEquals(0, slices.patient(0));
			assertEquals(1, slices.patient(2));
		}
		assertEquals(0, files(), "the file goes with it");
	}

	@Test
	void forgottenSlicesAreReplaced() throws Exception {
		try (SliceStore slices = GradedSlices.store(folder, LENGTH)) {
			GradedSlices.add(slices, true, new float[] { 1, 1 });
			GradedSlices.add(slices, true, new float[] { 2, 2 }, new float[] { 3, 3 });
			slices.forget();
			assertEquals(1, slices.countHigh());
			assertArrayEquals(new int[] { 0 }, slices.order());
			GradedSlices.add(slices, false, new float[] { 4, 4 });
			float[] read = new float[4];
			slices.read(slices.order(), read);
			assertArrayEquals(new float[] { 1, 1, 4, 4 }, read);
			assertFalse(slices.isHigh(1));
			assertEquals(1, slices.patient(1));
		}
	}

	/** Wherever slices are kept, the same numbers are read; only those for which there is no room are made again. */
	@ParameterizedTest
	@CsvSource({ "9,0", "0,9", "3,9", "3,2", "2,0", "0,4", "0,0" })
	void roomIsKeptAndEachSliceIsThere(int inMemory, int onDisk) throws Exception {
		CacheSpace space = new CacheSpace(inMemory * BYTES + 1, onDisk * BYTES + 1);
		try (SliceStore slices = store(space); SliceStore others = store(space)) {
			fill(slices, "P", 6);
			fill(others, "Q", 3);
			slices.forget();
			add(slices, "P", 5);
			int room = Math.min(9, inMemory + onDisk);
			assertEquals(room, slices.kept() + others.kept());
			check(slices, "P", 6, Math.min(6, room));
			check(others, "Q", 3, Math.max(0, room - 6));
		}
	}

	/** Memory goes first, and needs no file. */
	@Test
	void memoryNeedsNoFile() throws Exception {
		Path missing = folder.resolve("missing");
		try (SliceStore slices = GradedSlices.store(missing, LENGTH, new CacheSpace(BYTES, BYTES))) {
			GradedSlices.add(slices, true, new float[] { 1, 1 });
			String message = assertThrows(InputException.class, () -> GradedSlices.add(slices, true, new float[] { 2, 2 }))
				.getMessage();
			assertEquals(missing + ": the slices for training cannot be kept there (no such file or folder); free space, lower " +
				"cacheDisk, or choose another output folder", message);
		}
	}

	@Test
	void aFileThatCannotBeReadIsTold() throws Exception {
		SliceStore slices = GradedSlices.store(folder, LENGTH);
		GradedSlices.add(slices, true, new float[] { 1, 1 });
		slices.read(new int[] { 0 }, new float[LENGTH]);
		slices.close();
		String message = assertThrows(InputException.class, () -> slices.read(new int[] { 0 }, new float[LENGTH])).getMessage();
		assertTrue(message.startsWith(folder + ": the slices that were kept there cannot be read back (") && message.endsWith(
			"); see that the disk works and go on with resume=true"), message);
	}

	/** Where the machine has less memory than was allowed, slices go to the disk. */
	@Test
	void lessMemoryThanAllowedIsNoError() {
		CacheSpace space = new CacheSpace(Long.MAX_VALUE, 0);
		assertTrue(space.takeMemory(BYTES).isPresent());
		assertTrue(space.takeMemory(1L << 60).isEmpty());
		assertTrue(space.takeMemory(BYTES).isEmpty());
	}

	private SliceStore store(CacheSpace space) {
		return new SliceStore(folder, LENGTH, space, (patient, positions, targets) -> {
			for (int i = 0; i < positions.length; i++) {
				again.add(patient.id() + " " + positions[i]);
				targets[i] = fill(targets[i], Integer.parseInt(patient.id().substring(1)) * 2 + positions[i]);
			}
		});
	}

	private static float[] fill(float[] target, int value) {
		Arrays.fill(target, value);
		return target;
	}

	/** Patients of two slices, the last perhaps of one. */
	private void fill(SliceStore slices, String name, int count) throws IOException {
		for (int i = 0; i < count; i += 2) {
			slices.begin(GradedSlices.patient(name + i / 2, true));
			slices.add(new float[] { i, i });
			if (i + 1 < count) slices.add(new float[] { i + 1, i + 1 });
		}
	}

	private static void add(SliceStore slices, String name, int last) throws IOException {
		slices.begin(GradedSlices.patient(name + last / 2, true));
		for (int i = last - last % 2; i <= last; i++)
			slices.add(new float[] { i, i });
	}

	private void check(SliceStore slices, String name, int count, int kept) throws IOException {
		again.clear();
		int[] order = slices.order();
		assertEquals(count, order.length);
		int[] turned = new int[count];
		for (int i = 0; i < count; i++)
			turned[i] = order[count - 1 - i];
		float[] read = new float[count * LENGTH];
		slices.read(turned, read);
		for (int i = 0; i < read.length; i++)
			assertEquals(count - 1 - i / LENGTH, read[i], name + " " + i);
		List<String> expected = new ArrayList<>();
		for (int i = kept; i < count; i++)
			expected.add(name + i / 2 + " " + i % 2);
		assertEquals(expected, again.stream().sorted().toList());
	}

	private long files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}
}
