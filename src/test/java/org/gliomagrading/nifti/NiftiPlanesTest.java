package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single planes: in any order, no more than asked for, of volumes beyond 2 GB and 2^31 voxels. */
class NiftiPlanesTest {

	private static final double[][] AFFINE = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

	@TempDir
	Path folder;

	/** Each plane's numbers follow from its index; told apart in plain and compressed files, from a file and from memory. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void planesComeInAnyOrder(boolean compressed) throws IOException {
		byte[] content = compressed ? gzip(volume(300, 200, 20)) : volume(300, 200, 20);
		Path file = Files.write(folder.resolve("a.nii"), content);
		Random random = new Random(3);
		for (ByteSource source : new ByteSource[] { new FileSource(file), MemorySource.of(content, true), MemorySource.of(
			content, false) })
			try (NiftiReader reader = NiftiReader.open(source)) {
				assertEquals(20, reader.planeCount());
				short[] plane = (short[]) reader.newPlane();
				assertEquals(300 * 200, plane.length);
				for (int i = 0; i < 30; i++) {
					int index = random.nextInt(20);
					reader.readPlane(index, plane);
					for (int at = 0; at < plane.length; at += 997)
						assertEquals(number(at, index), plane[at]);
				}
			}
	}

	@Test
	void bytesAreAsInTheFile() throws IOException {
		byte[] content = volume(30, 20, 5);
		try (NiftiReader reader = NiftiReader.open(MemorySource.of(content, true))) {
			byte[] plane = new byte[30 * 20 * 2];
			reader.readBytes(3, plane);
			assertArrayEquals(Arrays.copyOfRange(content, 352 + 3 * plane.length, 352 + 4 * plane.length), plane);
			byte[] row = new byte[60];
			reader.readBytes(4, row);
			assertArrayEquals(Arrays.copyOfRange(content, 352 + 4 * plane.length, 352 + 4 * plane.length + 60), row);
			assertThrows(IndexOutOfBoundsException.class, () -> reader.readBytes(5, plane));
			assertThrows(IndexOutOfBoundsException.class, () -> reader.readBytes(-1, plane));
			assertThrows(IllegalArgumentException.class, () -> reader.readPlane(0, new short[599]));
		}
	}

	/** A compressed file is read up to the plane asked for, and not to its end. */
	@Test
	void compressedFileIsLeftAfterTheLastPlane() throws IOException {
		byte[] content = gzip(noise(256, 256, 60));
		MemorySource source = MemorySource.of(content, true);
		try (NiftiReader reader = NiftiReader.open(source)) {
			Object plane = reader.newPlane();
			for (int i = 0; i < 10; i++)
				reader.readPlane(i, plane);
			assertTrue(source.read < content.length / 4, source.read + " of " + content.length);
			assertTrue(source.read > content.length / 8, source.read + " of " + content.length);
			reader.readPlane(59, plane);
			assertTrue(source.read > content.length * 0.98);
		}
		assertTrue(source.closed);
	}

	/** Planes after a damaged part are not reached, those before it are. */
	@Test
	void planesBeforeATruncationAreRead() throws IOException {
		byte[] content = gzip(noise(64, 64, 40));
		try (NiftiReader reader = NiftiReader.open(MemorySource.of(Arrays.copyOf(content, content.length / 2), true))) {
			reader.readPlane(10, reader.newPlane());
			InputException e = assertThrows(InputException.class, () -> reader.readPlane(39, reader.newPlane()));
			assertTrue(e.getMessage().startsWith("memory: is truncated"), e.getMessage());
			reader.readPlane(5, reader.newPlane());
		}
	}

	/** A wrong checksum is told with the last plane, however it is read; planes before it are read without a look at it. */
	@Test
	void checksumIsCheckedWithTheLastPlane() throws IOException {
		byte[] content = gzip(noise(64, 64, 5));
		byte[] damaged = content.clone();
		damaged[content.length - 8]++;
		List<PlaneReading> ways = List.of((reader, plane) -> reader.readPlane(plane, reader.newPlane()), (reader,
			plane) -> reader.readBytes(plane, new byte[64 * 64 * 2]), (reader, plane) -> reader.readFloats(plane,
				new float[64 * 64]), (reader, plane) -> reader.readDoubles(plane, new double[64 * 64]));
		for (PlaneReading way : ways) {
			try (NiftiReader reader = NiftiReader.open(MemorySource.of(damaged, true))) {
				way.read(reader, 3);
				InputException e = assertThrows(InputException.class, () -> way.read(reader, 4));
				assertEquals("memory: is damaged: its gzip data cannot be decompressed (Corrupt GZIP trailer); copy or download " +
					"it again", e.getMessage());
				way.read(reader, 2);
			}
			try (NiftiReader reader = NiftiReader.open(MemorySource.of(content, true))) {
				way.read(reader, 4);
				way.read(reader, 4);
			}
		}
	}

	/** The check after the last plane costs no second inflating, whatever follows the voxels. */
	@Test
	void aTailIsNotInflatedAgain() throws IOException {
		byte[] volume = noise(256, 256, 20);
		byte[] content = gzip(Arrays.copyOf(volume, volume.length + 10_000));
		MemorySource source = MemorySource.of(content, true);
		try (NiftiReader reader = NiftiReader.open(source)) {
			for (int i = 0; i < 20; i++)
				reader.readPlane(i, reader.newPlane());
		}
		assertTrue(source.read < content.length * 1.1, source.read + " of " + content.length);
	}

	private interface PlaneReading {

		void read(NiftiReader reader, long plane) throws InputException;
	}

	/** 3.4 GB and 2^31 voxels and more, none of which is held. */
	@Test
	void volumesBeyondTheLimitsOfIntegers() throws IOException {
		long[] shape = { 1500, 1000, 1500 };
		byte[] header = new byte[352];
		System.arraycopy(NiftiHeader.of(NiftiType.UINT8, shape, AFFINE).bytes().bytes().array(), 0, header, 0, 348);
		long voxels = 1500L * 1000 * 1500;
		assertTrue(voxels > 1L << 31);
		MemorySource source = new MemorySource(header, 352 + voxels, position -> (position - 352) / 1_500_000 % 251, true);
		long before = allocated();
		try (NiftiReader reader = NiftiReader.open(source)) {
			assertEquals(1500, reader.planeCount());
			byte[] plane = (byte[]) reader.newPlane();
			for (int index : new int[] { 1499, 1432, 1431, 0 }) {
				reader.readPlane(index, plane);
				for (int i = 0; i < plane.length; i += 99_999)
					assertEquals((byte) (index % 251), plane[i]);
			}
		}
		assertTrue(allocated() - before < 8 << 20, allocated() - before + " bytes");
		assertTrue(source.read < 4 * 1_500_000 + (1 << 17));
	}

	/** A volume whose positions need more than 32 bits in every way: NIfTI-2, float64, 4 axes. */
	@Test
	void hugeNifti2() throws IOException {
		long[] shape = { 40_000, 3, 100_000, 10 };
		byte[] header = new byte[544];
		System.arraycopy(NiftiHeader.of(NiftiType.FLOAT64, shape, AFFINE).bytes().bytes().array(), 0, header, 0, 540);
		long bytes = 40_000L * 3 * 100_000 * 10 * 8;
		MemorySource source = new MemorySource(header, 544 + bytes, position -> (position - 544) % 8 == 6 ? 0xf0
			: (position - 544) % 8 == 7 ? 0x3f : 0, true);
		try (NiftiReader reader = NiftiReader.open(source)) {
			assertEquals(1_000_000, reader.planeCount());
			float[] plane = new float[120_000];
			reader.readFloats(999_999, plane);
			assertEquals(1f, plane[0]);
			assertEquals(1f, plane[119_999]);
			assertTrue(assertThrows(InputException.class, reader::read).getMessage().contains("MB of memory"));
		}
	}

	@Test
	void planesTooLargeForAnArrayAreRefused() {
		long[] shape = { 1L << 16, 1L << 16 };
		byte[] header = Arrays.copyOf(NiftiHeader.of(NiftiType.UINT8, shape, AFFINE).bytes().bytes().array(), 544);
		InputException e = assertThrows(InputException.class, () -> NiftiReader.open(new MemorySource(header, 544 + (1L << 32),
			position -> 0, true)));
		assertTrue(e.getMessage().startsWith("memory: has a plane with more voxels than can be read"), e.getMessage());
	}

	@Test
	void numbersThatDoublesLoseAreTold() {
		assertFalse(NiftiType.INT64.exceedsDouble(new long[] { 1L << 53, -(1L << 53), 0 }));
		assertTrue(NiftiType.INT64.exceedsDouble(new long[] { 0, (1L << 53) + 1 }));
		assertTrue(NiftiType.INT64.exceedsDouble(new long[] { -(1L << 53) - 1 }));
		assertFalse(NiftiType.UINT64.exceedsDouble(new long[] { 1L << 53 }));
		assertTrue(NiftiType.UINT64.exceedsDouble(new long[] { -1 }));
		assertFalse(NiftiType.INT32.exceedsDouble(new int[] { Integer.MIN_VALUE }));
	}

	private static int number(int at, int plane) {
		return (short) (at * 31 + plane * 7919);
	}

	private static byte[] volume(int width, int height, int depth) {
		ByteBuffer voxels = start(width, height, depth);
		for (int plane = 0; plane < depth; plane++)
			for (int at = 0; at < width * height; at++)
				voxels.putShort((short) number(at, plane));
		return voxels.array();
	}

	private static byte[] noise(int width, int height, int depth) {
		ByteBuffer voxels = start(width, height, depth);
		byte[] noise = new byte[voxels.remaining()];
		new Random(5).nextBytes(noise);
		return voxels.put(noise).array();
	}

	private static ByteBuffer start(int width, int height, int depth) {
		ByteBuffer voxels = ByteBuffer.allocate(352 + width * height * depth * 2).order(ByteOrder.LITTLE_ENDIAN);
		return voxels.put(NiftiHeader.of(NiftiType.INT16, new long[] { width, height, depth }, AFFINE).bytes().bytes()
			.array()).position(352);
	}

	private static byte[] gzip(byte[] content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(content);
		}
		return out.toByteArray();
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}
}
