package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BatchLoaderTest {

	private static final int SIZE = 3;
	private static final int LENGTH = 2 * SIZE * SIZE;

	@TempDir
	private Path folder;

	/** However long each takes, they come in their order, each with its own slices and random numbers. */
	@Test
	void batchesComeInTheirOrder() throws IOException {
		Random pauses = new Random(3);
		Augmentation turned = new Augmentation(true, 20, SIZE);
		try (SliceStore slices = slices(60, () -> pause(pauses.nextInt(4))); BatchLoader loader = new BatchLoader()) {
			List<float[]> expected = new ArrayList<>();
			Random seeds = new Random(5);
			for (int[] indices : batches(60, 7)) {
				float[] values = new float[indices.length * LENGTH];
				slices.read(indices, values);
				turned.apply(values, 2, new Random(seeds.nextLong()));
				expected.add(values);
			}
			for (int again = 0; again < 2; again++) {
				List<int[]> indices = new ArrayList<>();
				List<float[]> seen = new ArrayList<>();
				loader.run(batches(60, 7), new Batch.Maker(slices, turned, 1), new Random(5), () -> {}, batch -> {
					pause(pauses.nextInt(4));
					indices.add(batch.indices());
					seen.add(values(batch));
				});
				assertEquals(9, seen.size());
				for (int i = 0; i < seen.size(); i++) {
					assertArrayEquals(batches(60, 7).get(i), indices.get(i));
					assertArrayEquals(expected.get(i), seen.get(i));
				}
			}
		}
	}

	/** While the first is worked on the next is made; not all are. */
	@Test
	@Timeout(60)
	void nextOnesAreMadeMeanwhile() throws IOException {
		AtomicInteger made = new AtomicInteger();
		CountDownLatch second = new CountDownLatch(2);
		try (SliceStore slices = slices(40, () -> {
			made.incrementAndGet();
			second.countDown();
		}); BatchLoader loader = new BatchLoader()) {
			loader.run(batches(40, 1), new Batch.Maker(slices, Augmentation.none(SIZE), 1), new Random(), () -> {}, batch -> {
				if (batch.indices()[0] > 0) return;
				assertTrue(await(second), "the second batch is not made before the first is done");
				pause(50);
				assertTrue(made.get() < 10, made + " batches are made at once");
			});
		}
		assertEquals(40, made.get());
	}

	@Test
	void whatFailsIsThrownAsItIs() throws IOException {
		IOException unreadable = new IOException("unreadable");
		SliceStore.Source source = (patient, positions, targets) -> {
			if (positions[0] == 3) throw unreadable;
		};
		List<Batch> seen = new ArrayList<>();
		try (SliceStore slices = slices(9, source); BatchLoader loader = new BatchLoader()) {
			Batch.Maker maker = new Batch.Maker(slices, Augmentation.none(SIZE), 1);
			assertSame(unreadable, assertThrows(IOException.class, () -> loader.run(batches(9, 1), maker, new Random(), () -> {},
				seen::add)));
			assertEquals(3, seen.size());
			seen.clear();
			assertThrows(CancellationException.class, () -> loader.run(batches(3, 1), maker, new Random(), () -> {
				if (seen.size() == 2) throw new CancellationException();
			}, seen::add));
			assertEquals(2, seen.size());
		}
	}

	/** What a source reads is freed after that, whether or not it heeds that it is told to stop. */
	@Test
	@Timeout(60)
	void closingWaitsForWhatIsRead() throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicInteger reading = new AtomicInteger();
		try (SliceStore slices = slices(40, () -> {
			reading.incrementAndGet();
			begun.countDown();
			long end = System.nanoTime() + 300_000_000;
			while (System.nanoTime() < end)
				Thread.onSpinWait();
			reading.decrementAndGet();
		})) {
			try (BatchLoader loader = new BatchLoader()) {
				assertThrows(CancellationException.class, () -> loader.run(batches(40, 1), new Batch.Maker(slices, Augmentation.none(
					SIZE), 1), new Random(), () -> {
						await(begun);
						throw new CancellationException();
					}, batch -> {}));
				assertTrue(reading.get() > 0, "nothing is left to wait for");
			}
			assertEquals(0, reading.get());
		}
	}

	/** 2 GB are 536,870,911 numbers: 3,566 slices of 224 pixels. */
	@Test
	void batchesBeyondJavasBuffersAreRefused() throws Exception {
		int length = 3 * 224 * 224;
		Batch.checkSize(3566, length);
		assertEquals("batchSize=3567: a batch would take more than 2 GB; at this input size give at most 3566", assertThrows(
			InputException.class, () -> Batch.checkSize(3567, length)).getMessage());
	}

	/** A pixel's channels lie together then. */
	@Test
	void channelsMayComeLast() throws IOException {
		try (SliceStore slices = GradedSlices.store(folder, LENGTH)) {
			float[] values = new float[LENGTH];
			for (int i = 0; i < LENGTH; i++)
				values[i] = i;
			GradedSlices.add(slices, true, values, values);
			float[] turned = values(new Batch.Maker(slices, Augmentation.none(SIZE), 2).make(new int[] { 0, 1 }, 0, ByteBuffer.allocate(
				3 * LENGTH * Float.BYTES)));
			assertEquals(2 * LENGTH, turned.length);
			for (int slice = 0; slice < 2; slice++)
				for (int pixel = 0; pixel < SIZE * SIZE; pixel++)
					for (int channel = 0; channel < 2; channel++)
						assertEquals(channel * SIZE * SIZE + pixel, turned[slice * LENGTH + pixel * 2 + channel]);
		}
	}

	private SliceStore slices(int count, Runnable before) throws IOException {
		return slices(count, (patient, positions, targets) -> {
			before.run();
			for (int i = 0; i < positions.length; i++)
				for (int j = 0; j < LENGTH; j++)
					targets[i][j] = positions[i] * LENGTH + j;
		});
	}

	/** None of them is kept: the source is asked for each. */
	private SliceStore slices(int count, SliceStore.Source source) throws IOException {
		SliceStore slices = new SliceStore(folder, LENGTH, new CacheSpace(0, 0), source);
		float[][] values = new float[count][LENGTH];
		GradedSlices.add(slices, true, values);
		return slices;
	}

	private static List<int[]> batches(int count, int size) {
		return IntStream.range(0, (count + size - 1) / size).mapToObj(batch -> IntStream.range(batch * size, Math.min(count, (batch +
			1) * size)).toArray()).toList();
	}

	private static float[] values(Batch batch) {
		float[] values = new float[batch.values().remaining() / Float.BYTES];
		batch.values().asFloatBuffer().get(values);
		return values;
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void pause(int milliseconds) {
		try {
			Thread.sleep(milliseconds);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
