package org.gliomagrading.nifti;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;

import org.gliomagrading.io.InputException;

/**
 * What holds for every file, whatever its bytes: it is read or refused in one line that begins with its name, and takes
 * no more memory than its length justifies. (That it ends is left to the fuzzer's and the tests' time limits.)
 */
final class HostileReading {

	/** Reads a file in some way. */
	interface Reader {

		void read(ByteSource file) throws InputException;
	}

	/** Bytes that any file may take: buffers, and what the JVM allocates by itself now and then. */
	static final long BASE = 2 << 20;

	/**
	 * Bytes for each byte of the content, for reading all of it: planes of one voxel and extensions of 16 bytes are objects
	 * of their own.
	 */
	static final long PER_CONTENT = 256;

	/** Bytes for each byte that the file could hold by its length, for planes: an array of the type's, floats and doubles. */
	static final long PER_POSSIBLE = 32;

	private static final long MAX_EXPANSION = 1032;
	private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private HostileReading() {}

	/** Checks what our reader does with the file, alone and as either one of a pair. */
	static void check(byte[] bytes, String ending) {
		long content = isCompressed(bytes) ? InflatedAlike.byJdk(bytes).content().length : bytes.length;
		long whole = BASE + PER_CONTENT * content;
		long planes = BASE + PER_POSSIBLE * bytes.length * (isCompressed(bytes) ? MAX_EXPANSION : 1);
		FuzzedFile single = new FuzzedFile("fuzz.nii" + ending, bytes);
		check(HostileReading::header, single, whole);
		check(HostileReading::whole, single, whole);
		check(HostileReading::planes, single, planes);
		check(HostileReading::whole, new FuzzedFile("fuzz.hdr" + ending, bytes), whole);
		check(HostileReading::planes, new FuzzedFile("fuzz.img" + ending, bytes), planes);
	}

	/**
	 * @param reader reads the file
	 * @param file the file
	 * @param justified the most bytes that the reader may allocate
	 * @throws AssertionError if the reader does anything else than read or refuse it
	 */
	static void check(Reader reader, FuzzedFile file, long justified) {
		long taken = allocated(reader, file);
		if (taken <= justified) return;
		long again = allocated(reader, file); // now that all classes are loaded
		if (again > justified) throw new AssertionError(file + ": takes " + again + " bytes of memory, and its " + file
			.length() + " bytes justify " + justified);
	}

	private static long allocated(Reader reader, FuzzedFile file) {
		long before = THREADS.getCurrentThreadAllocatedBytes();
		try {
			reader.read(file);
		}
		catch (InputException e) {
			if (!e.getMessage().startsWith("fuzz.") || e.getMessage().indexOf('\n') >= 0) throw new AssertionError(
				"not one line that begins with the file's name: " + e.getMessage(), e);
		}
		return THREADS.getCurrentThreadAllocatedBytes() - before;
	}

	private static void header(ByteSource file) throws InputException {
		NiftiHeader header = NiftiReader.readHeader(file);
		header.fields();
		header.affine();
		header.spacing();
		header.scaling();
		header.intent();
		header.units();
		header.timeUnits();
		header.description();
		header.extensions().forEach(HeaderExtension::content);
	}

	private static void whole(ByteSource file) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			NiftiImage image = reader.read();
			image.values().getAt(image.values().maxAsLongArray()).get();
		}
	}

	/** The last plane, then the first, for which a compressed file is inflated from its start again. */
	private static void planes(ByteSource file) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			Object plane = reader.newPlane();
			reader.readPlane(reader.planeCount() - 1, plane);
			reader.readPlane(0, plane);
			reader.readBytes(0, new byte[100]);
			int length = Array.getLength(plane);
			reader.readFloats(0, new float[length]);
			reader.readDoubles(reader.planeCount() / 2, new double[length]);
		}
	}

	static boolean isCompressed(byte[] bytes) {
		return bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
	}
}
