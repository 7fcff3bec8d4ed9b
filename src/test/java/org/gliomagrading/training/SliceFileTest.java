package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SliceFileTest {

	@TempDir
	private Path folder;

	@Test
	void readsInAnyOrder() throws Exception {
		try (SliceFile slices = new SliceFile(folder, 2)) {
			slices.add(new float[] { 1, 2 }, true, 0);
			slices.add(new float[] { 3, 4 }, false, 0);
			slices.add(new float[] { 5, 6 }, true, 1);
			float[] read = new float[4];
			slices.read(new int[] { 2, 1 }, read);
			assertArrayEquals(new float[] { 5, 6, 3, 4 }, read);
			assertTrue(slices.isHigh(2));
			assertFalse(slices.isHigh(1));
			assertEquals(2, slices.countHigh());
			assertEquals(0, slices.patient(1));
			assertEquals(1, slices.patient(2));
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(0, files.count(), "the file goes with it");
		}
	}

	@Test
	void truncatedSlicesAreReplaced() throws Exception {
		try (SliceFile slices = new SliceFile(folder, 1)) {
			slices.add(new float[] { 1 }, true, 0);
			slices.add(new float[] { 2 }, true, 0);
			slices.truncate(1);
			assertEquals(1, slices.countHigh());
			assertArrayEquals(new int[] { 0 }, slices.order());
			slices.add(new float[] { 3 }, false, 2);
			float[] read = new float[2];
			slices.read(slices.order(), read);
			assertArrayEquals(new float[] { 1, 3 }, read);
			assertFalse(slices.isHigh(1));
			assertEquals(2, slices.patient(1));
		}
	}
}
