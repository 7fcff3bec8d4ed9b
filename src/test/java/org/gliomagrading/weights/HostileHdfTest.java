package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HDF5 files that were made to do harm, from one of Keras by changes where the format's description has its parts. */
@Timeout(120)
class HostileHdfTest {

	/** Of the root group's header, in the superblock. */
	private static final int ROOT = 64;

	@TempDir
	private Path folder;

	private record Case(String name, Consumer<ByteBuffer> change, String message) {

		@Override
		public String toString() {
			return name;
		}
	}

	static Stream<Case> files() {
		return Stream.of( //
			new Case("tree that contains itself", file -> selfContaining(file, 1), "is no whole HDF5 file"), //
			new Case("tree that contains itself thirty times", file -> selfContaining(file, 30), "is no whole HDF5 file"), //
			new Case("header that continues in itself", HostileHdfTest::continuing, "is no whole HDF5 file"), //
			new Case("header of 4 GB", file -> file.putInt(root(file) + 8, -1), "is no whole HDF5 file"), //
			new Case("header of 2 GB", file -> file.putInt(root(file) + 8, Integer.MAX_VALUE), "is no whole HDF5 file"), //
			new Case("heap of 2^60 bytes", file -> file.putLong(find(file, "HEAP") + 8, 1L << 60), "is no whole HDF5 file"), //
			new Case("heap that is everywhere", file -> file.putLong(find(file, "HEAP") + 24, -16), "is no whole HDF5 file"), //
			new Case("node of 65535 entries", file -> file.putShort(find(file, "SNOD") + 6, (short) -1),
				"is no whole HDF5 file"), //
			new Case("tree of 65535 entries", file -> file.putShort(find(file, "TREE") + 6, (short) -1), "to stand at byte"), //
			new Case("addresses of 1 byte", file -> file.put(13, (byte) 1), "is no whole HDF5 file"), //
			new Case("superblock of the future", file -> file.put(8, (byte) 9), "is no whole HDF5 file"), //
			new Case("root group in nowhere", file -> file.putLong(ROOT, 1L << 50), "to stand at byte"), //
			new Case("data set of 2^40 numbers", file -> dimension(file, 1L << 40), "more than the file"), //
			new Case("data set of 2^62 numbers", file -> dimension(file, 1L << 62), "more than the file"), //
			new Case("data set of a negative size", file -> dimension(file, -2), "is no whole HDF5 file"), //
			new Case("data set beyond the end", file -> file.putLong(layout(file) + 2, 1L << 40), "to stand at byte"), //
			new Case("data set at -1", file -> file.putLong(layout(file) + 2, -1), "to stand at byte"));
	}

	@ParameterizedTest
	@MethodSource("files")
	void isRefused(Case broken) throws IOException {
		ByteBuffer file = ByteBuffer.wrap(content("keras2-model.h5")).order(ByteOrder.LITTLE_ENDIAN);
		assertNull(check(file.array()));
		broken.change.accept(file);
		String message = check(file.array());
		assertTrue(message != null && message.contains(broken.message), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cycle.h5", "link.h5", "external.h5", "latest.h5", "compressed.h5", "complex.h5",
		"keras3.weights.h5" })
	void takesLittleMemory(String name) throws IOException {
		assertNotNull(check(content(name)));
	}

	/** Lists of lists of lists..., as deep as a message can hold: jHDF reads each by calling itself. */
	@Test
	void typesInEachOther() throws IOException {
		byte[] file = content("keras2-model.h5");
		int types = (1 << 16) / 8 - 1;
		ByteBuffer longer = ByteBuffer.allocate(file.length + 24 + 8 * types).order(ByteOrder.LITTLE_ENDIAN).put(file);
		longer.putLong(ROOT, file.length).putShort((short) 1).putShort((short) 1).putInt(1).putInt(8 + 8 * types).putInt(0);
		longer.putShort((short) 3).putShort((short) (8 * types)).putInt(0);
		for (int i = 0; i < types; i++)
			longer.putInt(0x19).putInt(16);
		String message = check(longer.array());
		assertTrue(message.contains("is damaged or truncated"), message);
	}

	@Test
	void truncatedFiles() throws IOException {
		byte[] file = content("keras2-model.h5");
		for (int length = 8; length < file.length - 8; length += 61)
			assertNotNull(check(Arrays.copyOf(file, length)));
	}

	/** Whatever is changed in a file, it is read or refused, and nothing else is thrown. */
	@Test
	void changedFiles() throws IOException {
		Random random = new Random(12);
		byte[] whole = content("keras2-model.h5");
		int refused = 0;
		for (int i = 0; i < 2000; i++) {
			byte[] file = whole.clone();
			for (int changes = random.nextInt(40); changes >= 0; changes--)
				file[random.nextInt(file.length)] = (byte) random.nextInt(256);
			if (check(file) != null) refused++;
		}
		assertTrue(refused > 400 && refused < 1900, refused + " refused");
	}

	/** The first tree of the file becomes an inner node whose children are itself. */
	private static void selfContaining(ByteBuffer file, int children) {
		int tree = find(file, "TREE");
		file.put(tree + 5, (byte) 1).putShort(tree + 6, (short) children);
		for (int i = 0; i < children; i++)
			file.putLong(tree + 32 + 16 * i, tree);
	}

	private static void continuing(ByteBuffer file) {
		int header = root(file);
		file.putShort(header + 2, (short) -1); // messages
		file.putShort(header + 16, (short) 0x10).putShort(header + 18, (short) 16).putLong(header + 24, header + 16).putLong(
			header + 32, 24);
	}

	/** Changes the first size of the kernel's data space, which is two by one. */
	private static void dimension(ByteBuffer file, long size) {
		ByteBuffer space = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(2).putLong(1);
		file.putLong(find(file, new String(space.array(), StandardCharsets.ISO_8859_1)), size);
	}

	/** Version 3, contiguous; address and size, 8 bytes of numbers. */
	private static int layout(ByteBuffer file) {
		for (int at = 0; at < file.capacity() - 18; at++)
			if (file.get(at) == 3 && file.get(at + 1) == 1 && file.getLong(at + 10) == 8) return at;
		throw new AssertionError("no layout");
	}

	private static int root(ByteBuffer file) {
		return (int) file.getLong(ROOT);
	}

	private static int find(ByteBuffer file, String text) {
		int at = new String(file.array(), StandardCharsets.ISO_8859_1).indexOf(text);
		assertTrue(at >= 0);
		return at;
	}

	private String check(byte[] bytes) {
		return HostileWeights.check(folder.resolve("file"), bytes);
	}

	private static byte[] content(String name) throws IOException {
		return Files.readAllBytes(HostileWeights.FOLDER.resolve(name));
	}
}
