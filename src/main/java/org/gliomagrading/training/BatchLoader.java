package org.gliomagrading.training;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes the next batches ready on threads of its own while the device computes one, and hands them over in their order. */
final class BatchLoader implements Closeable {

	/** More do not help: one thread makes a batch in less time than a network takes for it. */
	private static final int MOST_THREADS = 4;

	/** Bytes of all batches that wait or are worked on, at the most; but one is worked on and one made in any case. */
	private static final long MOST_WAITING = 1 << 28;

	private final int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
	private final ExecutorService executor = Executors.newFixedThreadPool(threads, task -> {
		Thread thread = new Thread(task, "batch loader");
		thread.setDaemon(true);
		return thread;
	});

	private final List<ByteBuffer> kept = new ArrayList<>();

	/** What is done with each batch, whose values are others afterwards. */
	@FunctionalInterface
	interface Task {

		void accept(Batch batch) throws IOException;
	}

	/** Told before each batch is waited for; may stop the work by an exception. */
	@FunctionalInterface
	interface Steps {

		void next();
	}

	/**
	 * Does a task with each batch, none of them larger than {@link Batch#checkSize} allows. Seeds are drawn in the order of the
	 * batches, so that they do not depend on threads.
	 *
	 * @param batches the slices of each batch
	 * @param maker makes them
	 * @param seeds draws the seed of each
	 * @param steps is told of each
	 * @param task what is done with each, in this thread
	 * @throws IOException if slices cannot be read; what the task throws
	 */
	void run(List<int[]> batches, Batch.Maker maker, Random seeds, Steps steps, Task task) throws IOException {
		if (batches.isEmpty()) return;
		long bytes = (long) batches.get(0).length * maker.slices().length() * Float.BYTES;
		int most = (int) Math.max(2, Math.min(threads + 2, MOST_WAITING / bytes));
		// used again and again: Java would free them late
		Deque<ByteBuffer> buffers = new ArrayDeque<>();
		for (int i = 0; i < most; i++)
			buffers.add(buffer(i, Math.toIntExact(bytes)));
		Deque<Future<Batch>> ahead = new ArrayDeque<>();
		Iterator<int[]> remaining = batches.iterator();
		try {
			for (int i = 0; i < batches.size(); i++) {
				while (!buffers.isEmpty() && remaining.hasNext()) {
					int[] indices = remaining.next();
					long seed = seeds.nextLong();
					ByteBuffer buffer = buffers.remove();
					ahead.add(executor.submit(() -> maker.make(indices, seed, buffer)));
				}
				steps.next();
				Batch batch = result(ahead.remove());
				task.accept(batch);
				buffers.add(batch.values());
			}
		}
		finally {
			ahead.forEach(each -> each.cancel(true));
		}
	}

	private ByteBuffer buffer(int number, int bytes) {
		if (number == kept.size()) kept.add(ByteBuffer.allocateDirect(0));
		if (kept.get(number).capacity() < bytes) kept.set(number, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
		return kept.get(number);
	}

	private static Batch result(Future<Batch> batch) throws IOException {
		try {
			return batch.get();
		}
		catch (ExecutionException e) {
			if (e.getCause() instanceof IOException cause) throw cause;
			if (e.getCause() instanceof RuntimeException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	/** Stops the threads, and waits for them: what they read may be freed next. */
	@Override
	public void close() {
		executor.shutdownNow();
		boolean interrupted = false;
		while (!executor.isTerminated()) {
			try {
				executor.awaitTermination(1, TimeUnit.DAYS);
			}
			catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
