package org.gliomagrading.weights;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.gliomagrading.io.InputException;

/**
 * What holds for every file, whatever its bytes: it is read or refused in one line that begins with its name, and takes
 * no more memory than its length justifies. (That it ends is left to the fuzzer's and the tests' time limits.)
 */
final class HostileWeights {

	/** Reads a file in some way. */
	interface Reader {

		void read(Path file) throws IOException;
	}

	/** What a file was refused with, null if it was read, and the bytes that this took. */
	record Outcome(String message, long allocated) {
	}

	/** Files of all formats. */
	static final Path FOLDER = Path.of("src/test/resources/weights");

	/** Bytes that any file may take: buffers, and what parsers may ask for of a small file. */
	static final long BASE = 8 << 20;

	/** Bytes for each byte of the file; a byte of a pickle can be an object. */
	static final long PER_BYTE = 128;

	private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory
		.getThreadMXBean();

	private static final List<WeightFormat> FORMATS = List.of(new SafetensorsFormat(), new PyTorchZipFormat(),
		new PyTorchStreamFormat(), new KerasFormat());

	private HostileWeights() {}

	/**
	 * Reads all of a file with the formats that support it.
	 *
	 * @return what it was refused with; null if it was read
	 * @throws AssertionError if anything else happens
	 */
	static String check(Path file, byte[] bytes) {
		return check(HostileWeights::readAll, file, bytes);
	}

	/** As above, for another reader. */
	static String check(Reader reader, Path file, byte[] bytes) {
		try {
			Files.write(file, bytes);
		}
		catch (IOException e) {
			throw new AssertionError(e);
		}
		long justified = BASE + PER_BYTE * bytes.length;
		Outcome outcome = outcome(reader, file);
		if (outcome.allocated > justified) outcome = outcome(reader, file); // now that all classes are loaded
		if (outcome.allocated > justified) throw new AssertionError(file + ": takes " + outcome.allocated +
			" bytes of memory, and its " + bytes.length + " bytes justify " + justified);
		return outcome.message;
	}

	static Outcome outcome(Reader reader, Path file) {
		long before = THREADS.getCurrentThreadAllocatedBytes();
		String message = refusal(reader, file);
		return new Outcome(message, THREADS.getCurrentThreadAllocatedBytes() - before);
	}

	private static String refusal(Reader reader, Path file) {
		try {
			reader.read(file);
			return null;
		}
		catch (InputException e) {
			if (!e.getMessage().startsWith(file + ": ") || e.getMessage().indexOf('\n') >= 0) throw new AssertionError(
				"not one line that begins with the file's name: " + e.getMessage(), e);
			return e.getMessage();
		}
		catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	private static void readAll(Path file) throws IOException {
		byte[] start = Files.readAllBytes(file);
		ByteBuffer first = ByteBuffer.wrap(Arrays.copyOf(start, Math.min(start.length, WeightFileService.START))).order(
			ByteOrder.LITTLE_ENDIAN);
		for (WeightFormat format : FORMATS)
			if (format.supports(first)) try (WeightFile weights = format.open(file)) {
				weights.readAll();
			}
	}
}
