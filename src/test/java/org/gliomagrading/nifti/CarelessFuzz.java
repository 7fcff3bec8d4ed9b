package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;

/** Controls for the fuzzing: readers with the usual mistakes, under the same checks. Jazzer must find each mistake. */
public final class CarelessFuzz {

	private static final Map<String, HostileReading.Reader> READERS = Map.of("size", CarelessFuzz::trustSize, "bounds",
		CarelessFuzz::trustExtension, "loop", CarelessFuzz::passExtensions, "trailer", CarelessFuzz::trustTrailer);

	private static final List<HostileReading.Reader> STILL = new ArrayList<>();

	private CarelessFuzz() {}

	/** Called by Jazzer with the names of the mistakes. */
	public static void fuzzerInitialize(String[] args) {
		HeaderFuzz.fuzzerTestOneInput(new byte[400]); // loads the classes, which takes time on a busy machine
		for (String name : args)
			STILL.add(READERS.get(name));
	}

	/** Called by Jazzer. A reader whose mistake was found makes way for the next one. */
	public static void fuzzerTestOneInput(byte[] bytes) {
		HostileReading.Reader reader = STILL.remove(0);
		HostileReading.check(reader, new FuzzedFile("fuzz.nii", bytes), HostileReading.BASE + HostileReading.PER_CONTENT *
			bytes.length);
		STILL.add(0, reader);
	}

	/** Takes memory for all voxels that the header promises. */
	private static void trustSize(ByteSource file) throws InputException {
		double end = Planes.end(NiftiReader.readHeader(file));
		Arrays.fill(new byte[(int) Math.min(end, 1 << 26)], (byte) 1);
	}

	/** Copies as much as an extension says it has. */
	private static void trustExtension(ByteSource file) throws InputException {
		ByteBuffer bytes = bytes(file);
		byte[] copy = new byte[1000];
		bytes.get(356, copy, 0, bytes.getInt(352));
	}

	/** Goes on by the size of each extension, 0 included. */
	private static void passExtensions(ByteSource file) throws InputException {
		ByteBuffer bytes = bytes(file);
		for (int at = 352; at >= 0 && at <= bytes.capacity() - Integer.BYTES;)
			at += bytes.getInt(at);
	}

	/** Takes as much memory as the length behind a gzip file's content says. */
	private static void trustTrailer(ByteSource file) {
		byte[] bytes = ((FuzzedFile) file).content();
		if (bytes.length < 18 || bytes[0] != 0x1f) return;
		int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - Integer.BYTES);
		Arrays.fill(new byte[Math.min(Math.abs(length), 1 << 26)], (byte) 1);
	}

	private static ByteBuffer bytes(ByteSource file) throws InputException {
		NiftiHeader header = NiftiReader.readHeader(file);
		byte[] bytes = ((FuzzedFile) file).content();
		return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.max(bytes.length, 356))).order(header.byteOrder());
	}
}
