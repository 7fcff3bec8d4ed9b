package org.gliomagrading.training;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What a network is fed with of all slices that are trained on, pixels or features, in a temporary file: computed once,
 * read in any order in every epoch. (The study's training and validation patients have about 14,000 slices, 8 GB at 224
 * pixels: more than a heap should hold; the system's file cache keeps what fits.)
 */
final class SliceFile implements Closeable {

	private final Path file;
	private final FileChannel channel;
	private final ByteBuffer buffer;
	private final int length;
	private final BitSet high = new BitSet();
	private int[] patients = new int[64];
	private int count;

	/**
	 * @param folder where the temporary file lies
	 * @param length values per slice
	 */
	SliceFile(Path folder, int length) throws IOException {
		file = Files.createTempFile(folder, "slices-", ".tmp");
		// Gone with the process, however it ends (on Windows: when it ends by itself).
		channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
			StandardOpenOption.DELETE_ON_CLOSE);
		this.length = length;
		buffer = ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES)).order(ByteOrder.nativeOrder());
	}

	/** Adds a slice, its label, and its patient's number. */
	void add(float[] slice, boolean isHigh, int patient) throws IOException {
		buffer.clear();
		buffer.asFloatBuffer().put(slice, 0, length);
		long position = (long) count * buffer.capacity();
		while (buffer.hasRemaining())
			position += channel.write(buffer, position);
		high.set(count, isHigh);
		if (count == patients.length) patients = Arrays.copyOf(patients, 2 * count);
		patients[count++] = patient;
	}

	/** Values per slice. */
	int length() {
		return length;
	}

	int count() {
		return count;
	}

	/** Forgets all slices but the first ones. */
	void truncate(int kept) {
		count = kept;
	}

	boolean isHigh(int index) {
		return high.get(index);
	}

	int countHigh() {
		return high.get(0, count).cardinality();
	}

	int patient(int index) {
		return patients[index];
	}

	/** @return the number of a patient that follows all that are there */
	int nextPatient() {
		return count == 0 ? 0 : patients[count - 1] + 1;
	}

	/** Reads slices, one behind the other. */
	void read(int[] indices, float[] target) throws IOException {
		for (int i = 0; i < indices.length; i++) {
			buffer.clear();
			long start = (long) indices[i] * buffer.capacity();
			while (buffer.hasRemaining()) {
				if (channel.read(buffer, start + buffer.position()) < 0) throw new EOFException(file + " was cut short");
			}
			buffer.flip();
			buffer.asFloatBuffer().get(target, i * length, length);
		}
	}

	/** @return the numbers 0 to count - 1 */
	int[] order() {
		int[] order = new int[count];
		Arrays.setAll(order, i -> i);
		return order;
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
