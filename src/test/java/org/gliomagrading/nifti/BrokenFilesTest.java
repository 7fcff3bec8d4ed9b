package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.img.array.ArrayImgs;

/** Files that cannot be used: one line that says why, and no memory that the file's content does not justify. */
class BrokenFilesTest {

	private static final double[][] LPS = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

	@TempDir
	Path folder;

	private Path file;
	private byte[] good;

	@BeforeEach
	void writeGoodFile() throws IOException {
		file = folder.resolve("broken.nii");
		short[] voxels = new short[20 * 20 * 20];
		Random random = new Random(7);
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (short) random.nextInt(1000);
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.INT16, new long[] { 20, 20, 20 }, LPS), ArrayImgs.shorts(voxels, 20,
			20, 20));
		good = Files.readAllBytes(file);
	}

	@Test
	void goodFileIsRead() throws IOException {
		assertArrayEquals(new long[] { 20, 20, 20 }, NiftiReader.read(file).header().shape());
		assertArrayEquals(new long[] { 20, 20, 20 }, NiftiReader.read(save(gzip(good))).header().shape());
	}

	@Test
	void missingFileAndFolder() {
		assertProblem("no such file", folder.resolve("none.nii"));
		assertProblem("is a folder", folder);
	}

	/** Each system has words of its own for a path through a file. */
	@Test
	void whyAFileCannotBeOpenedIsSaidInWords() throws IOException {
		Path file = Files.createFile(folder.resolve("file")).resolve("under.nii");
		String message = assertThrows(InputException.class, () -> NiftiReader.read(file)).getMessage();
		assertTrue(message.startsWith(file + ": cannot be read (") || message.equals(file + ": no such file"), message);
		assertFalse(message.contains("Exception"), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "patient,grade\nA,HGG\n" })
	void textFile(String text) throws IOException {
		assertProblem("is not a NIfTI file", save(text.repeat(100).getBytes()));
		assertProblem("is not a NIfTI file", save(gzip(text.repeat(100).getBytes())));
	}

	@ParameterizedTest
	@ValueSource(ints = { 4, 40, 347 })
	void truncatedHeader(int length) throws IOException {
		assertProblem("is truncated: it ends after " + length + " bytes", save(Arrays.copyOf(good, length)));
		assertProblem("is truncated: it ends after " + length + " bytes", save(gzip(Arrays.copyOf(good, length))));
	}

	@ParameterizedTest
	@ValueSource(ints = { 348, 352, 1000, 16351 })
	void truncatedVoxels(int length) throws IOException {
		assertProblem("is truncated or damaged: its header promises 16352 bytes", save(Arrays.copyOf(good, length)));
		assertProblem("is truncated", save(gzip(Arrays.copyOf(good, length))));
	}

	@Test
	void truncatedGzip() throws IOException {
		byte[] compressed = gzip(good);
		for (int length : new int[] { 2, 9, 100, 1000, compressed.length - 9, compressed.length - 1 })
			assertProblem("is truncated", save(Arrays.copyOf(compressed, length)));
	}

	@Test
	void corruptGzip() throws IOException {
		byte[] compressed = gzip(good);
		for (int at : new int[] { 2, compressed.length / 2, compressed.length - 7, compressed.length - 2 }) {
			byte[] corrupt = compressed.clone();
			corrupt[at] ^= 0x55;
			assertProblem("is damaged: its gzip data", save(corrupt));
		}
	}

	@ParameterizedTest
	@CsvSource({ "32, complex64", "1536, 128-bit float", "1792, complex128", "2048, complex256",
		"1, 1-bit binary", "0, unknown", "-7, unknown", "3, unknown" })
	void typesThatAreNotSupportedAreNamed(int code, String name) throws IOException {
		assertProblem("has voxels of type " + name + " (datatype code " + code + ")", changed(h -> nifti1(h).put(HeaderField.DATATYPE, 0, code)));
	}

	@Test
	void formatsThatAreNotSupportedAreNamed() throws IOException {
		assertProblem("NIfTI pair", changed(h -> nifti1(h).put(HeaderField.MAGIC, "ni1")));
		assertProblem("ANALYZE", changed(h -> nifti1(h).put(HeaderField.MAGIC, "")));
		assertProblem("is not a NIfTI file", changed(h -> {
			nifti1(h).put(HeaderField.MAGIC, "n+9");
			nifti1(h).put(HeaderField.SIZEOF_HDR, 0, 1);
		}));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 8, -1, 30000 })
	void numberOfAxes(int axes) throws IOException {
		assertProblem("1 to 7 axes", changed(h -> nifti1(h).put(HeaderField.DIM, 0, axes)));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, -32768 })
	void lengthOfAxis(int length) throws IOException {
		assertProblem("gives axis 2 the length " + length, changed(h -> nifti1(h).put(HeaderField.DIM, 2, length)));
	}

	@ParameterizedTest
	@ValueSource(floats = { 0, 1, 348, -352, 353.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f })
	void startOfVoxels(float offset) throws IOException {
		assertProblem("lets the voxels start at byte", changed(h -> nifti1(h).put(HeaderField.VOX_OFFSET, 0, offset)));
	}

	@ParameterizedTest
	@ValueSource(floats = { 368, 20000, 1e15f })
	void startOfVoxelsBeyondTheEnd(float offset) throws IOException {
		assertProblem("is truncated", changed(h -> nifti1(h).put(HeaderField.VOX_OFFSET, 0, offset)));
		assertProblem("is truncated", save(gzip(Files.readAllBytes(file))));
	}

	@Test
	void scalingAndQuaternion() throws IOException {
		assertProblem("scl_inter is not a number", changed(h -> nifti1(h).put(HeaderField.SCL_INTER, 0, Double.NaN)));
		Consumer<ByteBuffer> longQuaternion = h -> nifti1(h).put(HeaderField.QUATERN_B, 0, 1.5);
		assertProblem("longer than 1", changed(longQuaternion.andThen(h -> nifti1(h).put(HeaderField.SFORM_CODE, 0, 0))));
		assertArrayEquals(LPS, NiftiReader.read(changed(longQuaternion)).header().affine());
	}

	/** 2^40 voxels, and more than a long can count; plain and compressed. */
	@Test
	void claimsOfVoxelsTakeNoMemory() throws IOException {
		for (int axes : new int[] { 3, 7 }) {
			Path claim = changed(h -> {
				nifti1(h).put(HeaderField.DIM, 0, axes);
				for (int i = 1; i <= axes; i++)
					nifti1(h).put(HeaderField.DIM, i, axes == 3 ? 10322 : 32767);
			});
			byte[] content = Files.readAllBytes(claim);
			assertTrue(allocated(() -> assertProblem("promises", claim)) < 1 << 20);
			Path compressed = save(gzip(content));
			assertTrue(allocated(() -> assertProblem("promises", compressed)) < 1 << 20);
		}
	}

	/** One that passes for its compressed length: memory is taken as content arrives. */
	@Test
	void claimsThatCompressionCouldMeetTakeLittleMemory() throws IOException {
		byte[] random = new byte[1 << 18];
		new Random(1).nextBytes(random);
		byte[] content = Arrays.copyOf(good, good.length + random.length);
		System.arraycopy(random, 0, content, good.length, random.length);
		ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 1; i <= 3; i++)
			nifti1(header).put(HeaderField.DIM, i, new int[] { 0, 10000, 10000, 1 }[i]);
		byte[] compressed = gzip(content);
		assertTrue(compressed.length * 1032L > 200_000_000L);
		Path claim = save(compressed);
		assertTrue(allocated(() -> assertProblem("is truncated", claim)) < 4 << 20);
	}

	@Test
	void volumesBeyondTheMemoryAreRefused() throws IOException {
		byte[] compressed = gzip(new byte[100 << 20]);
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		byte[] header = good.clone();
		ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 1; i <= 3; i++)
			nifti1(buffer).put(HeaderField.DIM, i, new int[] { 0, 32767, 32767, 40 }[i]);
		bomb.write(gzip(header));
		long needed = 32767L * 32767 * 40 * 2;
		while (bomb.size() * 1032L < needed)
			bomb.write(compressed);
		Path claim = save(bomb.toByteArray());
		assertTrue(Runtime.getRuntime().maxMemory() < needed);
		assertTrue(allocated(() -> assertProblem("MB of memory", claim)) < 1 << 20);
	}

	@Test
	void gzipBombBehindTheVoxelsIsLeftAlone() throws IOException {
		byte[] zeros = gzip(new byte[64 << 20]);
		ByteArrayOutputStream bomb = new ByteArrayOutputStream();
		bomb.write(gzip(good));
		for (int i = 0; i < 1000; i++)
			bomb.write(zeros);
		Path path = save(bomb.toByteArray());
		long start = System.nanoTime();
		assertTrue(allocated(() -> assertDoesNotThrow(() -> NiftiReader.read(path))) < 1 << 20);
		assertTrue(System.nanoTime() - start < 10e9);
	}

	/** Whatever is changed in the header, the file is read or refused, and nothing else is thrown. */
	@Test
	void changedHeadersAreReadOrRefused() throws IOException {
		Random random = new Random(42);
		int refused = 0;
		for (int i = 0; i < 1000; i++) {
			byte[] changed = good.clone();
			for (int changes = random.nextInt(4); changes >= 0; changes--)
				changed[random.nextInt(352)] = (byte) random.nextInt(256);
			Path path = save(i % 2 == 0 ? changed : gzip(changed));
			try {
				NiftiReader.read(path).header().affine();
			}
			catch (InputException e) {
				refused++;
			}
		}
		assertTrue(refused > 100 && refused < 900, refused + " refused");
	}

	@Test
	void changedGzipIsRefusedOrTheSame() throws IOException {
		Random random = new Random(43);
		byte[] compressed = gzip(good);
		float expected = NiftiReader.read(file).values().getAt(19, 19, 19).get();
		for (int i = 0; i < 1000; i++) {
			byte[] changed = compressed.clone();
			changed[random.nextInt(changed.length)] ^= 1 << random.nextInt(8);
			try {
				assertEquals(expected, NiftiReader.read(save(changed)).values().getAt(19, 19, 19).get());
			}
			catch (InputException e) {
				assertFalse(e.getMessage().contains("\n"));
			}
		}
	}

	private static void assertProblem(String expected, Path file) {
		String message = assertThrows(InputException.class, () -> NiftiReader.read(file)).getMessage();
		assertTrue(message.contains(expected) && message.startsWith(file + ": ") && message.indexOf('\n') < 0, message);
	}

	private static long allocated(Runnable reading) {
		com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
		reading.run();
		long before = threads.getCurrentThreadAllocatedBytes();
		reading.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private Path changed(Consumer<ByteBuffer> change) throws IOException {
		byte[] changed = good.clone();
		change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
		return save(changed);
	}

	private Path save(byte[] content) throws IOException {
		return Files.write(file, content);
	}

	private static byte[] gzip(byte[] content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(content);
		}
		return out.toByteArray();
	}

	private static HeaderBytes nifti1(ByteBuffer header) {
		return new HeaderBytes(HeaderVersion.NIFTI1, header);
	}
}
