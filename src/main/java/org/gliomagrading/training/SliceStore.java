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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;

import com.sun.jna.Memory;

/**
 * What a network is fed with of all slices that are trained on, pixels or features: computed once, read in any order in
 * every epoch. The first slices are kept in memory, the next in a temporary file, as far as there is room; the others are
 * made anew whenever they are read. (The study's training and validation patients have about 14,000 slices, 8 GB at 224
 * pixels.) Slices may be read by several threads at once; they are added by one, before.
 */
final class SliceStore implements Closeable {

	/** Makes slices again that could not be kept. */
	@FunctionalInterface
	interface Source {

		/**
		 * @param patient a patient whose slices were added
		 * @param positions places among the patient's slices, counted from 0
		 * @param targets where the values of each go
		 * @throws IOException if the slices cannot be read any more
		 */
		void read(Patient patient, int[] positions, float[][] targets) throws IOException;
	}

	private final Path folder;
	private final int length;
	private final int bytes;
	private final CacheSpace space;
	private final Source source;

	private final List<Patient> patients = new ArrayList<>();
	private final List<Integer> starts = new ArrayList<>();
	private final BitSet high = new BitSet();
	private int[] numbers = new int[64];
	private int count;

	private final List<Memory> memory = new ArrayList<>();
	private FileChannel file;
	private int onDisk;

	/**
	 * @param folder where a temporary file may lie
	 * @param length values per slice
	 * @param space the room for them
	 * @param source makes slices again for which there is none
	 */
	SliceStore(Path folder, int length, CacheSpace space, Source source) {
		this.folder = folder;
		this.length = length;
		this.space = space;
		this.source = source;
		bytes = Math.multiplyExact(length, Float.BYTES);
	}

	/** Begins a patient with a grade, whose slices are added next. */
	void begin(Patient patient) {
		patients.add(patient);
		starts.add(count);
	}

	/** Forgets the patient that was begun last, with all slices. */
	void forget() {
		count = starts.remove(starts.size() - 1);
		patients.remove(patients.size() - 1);
	}

	/**
	 * Adds a slice of the patient that was begun last.
	 *
	 * @throws InputException if the temporary file cannot be written
	 */
	void add(float[] slice) throws InputException {
		int last = patients.size() - 1;
		high.set(count, patients.get(last).grade().orElseThrow() == Grade.HGG);
		if (count == numbers.length) numbers = Arrays.copyOf(numbers, 2 * count);
		numbers[count] = last;
		try {
			if (count == kept()) makeRoom();
			if (count < memory.size()) memory.get(count).write(0, slice, 0, length);
			else if (count < kept()) write(slice, count - memory.size());
		}
		catch (IOException e) {
			throw new InputException(folder, "the slices for training cannot be kept there (" + Reason.of(e) +
				"); free space, lower cacheDisk, or choose another output folder", e);
		}
		count++;
	}

	private void makeRoom() throws IOException {
		Optional<Memory> more = onDisk == 0 ? space.takeMemory(bytes) : Optional.empty();
		if (more.isPresent()) {
			memory.add(more.get());
			return;
		}
		if (space.takeDisk(bytes)) {
			if (file == null) file = open();
			onDisk++;
		}
	}

	/** Elsewhere than on Windows the file has no name from the first moment: the system frees it however the process ends. */
	private FileChannel open() throws IOException {
		return FileChannel.open(Files.createTempFile(folder, "slices-", ".tmp"), StandardOpenOption.READ, StandardOpenOption.WRITE,
			StandardOpenOption.DELETE_ON_CLOSE);
	}

	private void write(float[] slice, int place) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
		buffer.asFloatBuffer().put(slice, 0, length);
		long position = (long) place * bytes;
		while (buffer.hasRemaining())
			position += file.write(buffer, position);
	}

	/** Values per slice. */
	int length() {
		return length;
	}

	int count() {
		return count;
	}

	/** @return how many slices there was room for */
	int kept() {
		return memory.size() + onDisk;
	}

	boolean isHigh(int index) {
		return high.get(index);
	}

	int countHigh() {
		return high.get(0, count).cardinality();
	}

	/** @return the number of a slice's patient, counted from 0 in the order in which they were added */
	int patient(int index) {
		return numbers[index];
	}

	/**
	 * Reads slices, one behind the other.
	 *
	 * @param indices the slices
	 * @param target where the values go
	 * @throws IOException if they cannot be read, or not be made again
	 */
	void read(int[] indices, float[] target) throws IOException {
		Map<Integer, List<Integer>> missing = new LinkedHashMap<>();
		ByteBuffer buffer = null;
		for (int i = 0; i < indices.length; i++) {
			int index = indices[i];
			if (index < memory.size()) memory.get(index).read(0, target, i * length, length);
			else if (index < kept()) {
				if (buffer == null) buffer = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
				read(index - memory.size(), buffer);
				buffer.asFloatBuffer().get(target, i * length, length);
			}
			else missing.computeIfAbsent(numbers[index], number -> new ArrayList<>()).add(i);
		}
		for (var patient : missing.entrySet())
			readAgain(patient.getKey(), patient.getValue(), indices, target);
	}

	private void read(int place, ByteBuffer buffer) throws InputException {
		buffer.clear();
		long start = (long) place * bytes;
		try {
			while (buffer.hasRemaining())
				if (file.read(buffer, start + buffer.position()) < 0) throw new EOFException();
		}
		catch (IOException e) {
			throw new InputException(folder, "the slices that were kept there cannot be read back (" + Reason.of(e) +
				"); see that the disk works and go on with resume=true", e);
		}
		buffer.flip();
	}

	private void readAgain(int number, List<Integer> places, int[] indices, float[] target) throws IOException {
		int[] positions = places.stream().mapToInt(place -> indices[place] - starts.get(number)).toArray();
		float[][] values = new float[positions.length][length];
		source.read(patients.get(number), positions, values);
		for (int i = 0; i < positions.length; i++)
			System.arraycopy(values[i], 0, target, places.get(i) * length, length);
	}

	/** @return the numbers 0 to count - 1 */
	int[] order() {
		int[] order = new int[count];
		Arrays.setAll(order, i -> i);
		return order;
	}

	@Override
	public void close() throws IOException {
		memory.forEach(Memory::close);
		if (file != null) file.close();
	}
}
