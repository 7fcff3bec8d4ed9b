package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.Unsigned128BitType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The writer against a file that nibabel wrote, and against the reader. */
class NiftiWriterTest {

	private static final long[] SHAPE = { 5, 4, 3 };

	private static final double[][][] AFFINES = NibabelFile.json("written.json", double[][][].class);

	@TempDir
	Path folder;

	static List<NibabelFile> files() {
		return NibabelFile.all();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
	void bytesEqualNibabels(int number) throws IOException {
		byte[] nibabel = Files.readAllBytes(NibabelFile.resource("written-" + number + ".nii"));
		Path plain = folder.resolve("written.nii");
		NiftiWriter.write(plain, header(number), voxels());
		assertArrayEquals(nibabel, Files.readAllBytes(plain));
		Path compressed = folder.resolve("written.nii.gz");
		NiftiWriter.write(compressed, header(number), voxels());
		assertArrayEquals(nibabel, inflated(compressed));
	}

	@Test
	void anotherDescriptionOrScalingIsNoticed() throws IOException {
		byte[] nibabel = Files.readAllBytes(NibabelFile.resource("written-0.nii"));
		Path file = folder.resolve("other.nii");
		for (NiftiHeader other : List.of(header(0).withDescription("synthetic phanton"), header(0).withScaling(1, 1e-30))) {
			NiftiWriter.write(file, other, voxels());
			assertFalse(Arrays.equals(nibabel, Files.readAllBytes(file)));
		}
	}

	/** Written again, a file keeps every byte: header, extensions, voxels, in its own byte order. */
	@ParameterizedTest
	@MethodSource("files")
	void filesSurviveWriting(NibabelFile file) throws IOException {
		NiftiImage image = NiftiReader.read(file.path());
		Path again = folder.resolve("again.nii");
		NiftiWriter.write(again, image.header(), image.stored());
		byte[] first = file.file().endsWith(".gz") ? inflated(file.path()) : Files.readAllBytes(file.path());
		byte[] second = Files.readAllBytes(again);
		assertArrayEquals(first, second);
	}

	@Test
	void sameInputGivesSameCompressedBytes() throws IOException {
		NiftiWriter.write(folder.resolve("a.nii.gz"), header(0), voxels());
		NiftiWriter.write(folder.resolve("b.nii.gz"), header(0), voxels());
		assertEquals(-1, Files.mismatch(folder.resolve("a.nii.gz"), folder.resolve("b.nii.gz")));
	}

	@Test
	void viewsAreWrittenInTheirOwnOrder() throws IOException {
		RandomAccessibleInterval<ShortType> view = Views.permute(voxels(), 0, 2);
		Path file = folder.resolve("view.nii");
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.FLOAT64, new long[] { 3, 4, 5 }, AFFINES[0]), view);
		RandomAccessibleInterval<FloatType> back = NiftiReader.read(file).values();
		assertEquals((4 + 5 * (1 + 4 * 2)) * 31 - 900, back.getAt(2, 1, 4).get());
		assertEquals((0 + 5 * (2 + 4 * 1)) * 31 - 900, back.getAt(1, 2, 0).get());
	}

	@Test
	void valuesOutsideTheTypeAreRefused() {
		Path file = folder.resolve("refused.nii");
		for (float value : new float[] { -1, 256, 1.5f, Float.NaN })
			assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(file, NiftiHeader.of(NiftiType.UINT8,
				new long[] { 1 }, AFFINES[0]), ArrayImgs.floats(new float[] { value }, 1)));
		assertFalse(Files.exists(file));
		assertEquals(0, folder.toFile().list().length);
	}

	@Test
	void anotherShapeIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> NiftiWriter.write(folder.resolve("a.nii"), header(0), Views
			.permute(voxels(), 0, 1)));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void lengthsOutsideTheStandardAreRefused(long length) {
		for (HeaderVersion version : List.of(HeaderVersion.NIFTI1, HeaderVersion.NIFTI2))
			assertThrows(IllegalArgumentException.class, () -> NiftiHeader.of(version, NiftiType.UINT8, new long[] { 2, length },
				AFFINES[0]));
		assertThrows(IllegalArgumentException.class, () -> NiftiHeader.of(HeaderVersion.NIFTI1, NiftiType.UINT8, new long[] {
			2, 32768 }, AFFINES[0]));
	}

	/** A quaternion cannot hold shears: only the sform is written, and the reader takes it. */
	@Test
	void shearedAffineIsKept() {
		double[][] sheared = { { 1, 0.25, 0, 3 }, { 0, 2, 0.5, 4 }, { 0, 0, 3, 5 }, { 0, 0, 0, 1 } };
		NiftiHeader header = NiftiHeader.of(NiftiType.UINT8, SHAPE, sheared);
		assertArrayEquals(sheared, header.affine());
		byte[] bytes = header.bytes().bytes().array();
		assertEquals(1, bytes[254]);
		assertEquals(0, bytes[252]);
		assertEquals(1, header(0).bytes().bytes().array()[252]);
	}

	/** The first length that NIfTI-1's 16 bits cannot say. */
	@Test
	void longAxesAreWrittenAsNifti2() throws IOException {
		Path file = folder.resolve("long.nii.gz");
		for (int length : new int[] { 32767, 32768 }) {
			byte[] voxels = new byte[2 * length];
			voxels[2 * length - 1] = 7;
			NiftiWriter.write(file, NiftiHeader.of(NiftiType.UINT8, new long[] { 2, length }, AFFINES[0]), ArrayImgs
				.unsignedBytes(voxels, 2, length));
			NiftiImage back = NiftiReader.read(file);
			assertEquals(length > 32767 ? HeaderVersion.NIFTI2 : HeaderVersion.NIFTI1, back.header().version());
			assertEquals(7, back.stored().getAt(1, length - 1).getRealDouble());
			assertEquals(0, NibabelFile.relativeDifference(AFFINES[0], back.header().affine()), length > 32767 ? 0 : 1e-7);
		}
	}

	/** The ends of the ranges of 64 bits, which doubles round to the powers of two just outside. */
	@Test
	void endsOf64BitsAreExactOrRefused() throws IOException {
		assertEquals(Long.MIN_VALUE, bitsWritten(NiftiType.INT64, new DoubleType(-0x1p63)));
		assertEquals((1L << 63) - 1024, bitsWritten(NiftiType.INT64, new DoubleType(0x1p63 - 1024)));
		assertRefused(NiftiType.INT64, new DoubleType(0x1p63));
		assertEquals(Long.MIN_VALUE, bitsWritten(NiftiType.UINT64, new DoubleType(0x1p63)));
		assertEquals(-2048, bitsWritten(NiftiType.UINT64, new DoubleType(0x1p64 - 2048)));
		assertEquals(1L << 62, bitsWritten(NiftiType.UINT64, new FloatType(0x1p62f)));
		assertRefused(NiftiType.UINT64, new DoubleType(0x1p64));
		assertEquals(-1, bitsWritten(NiftiType.UINT64, new UnsignedLongType(-1)));
		assertRefused(NiftiType.INT64, new UnsignedLongType(-1));
		assertRefused(NiftiType.INT64, new UnsignedLongType(Long.MIN_VALUE));
		assertEquals(Long.MAX_VALUE, bitsWritten(NiftiType.INT64, new UnsignedLongType(Long.MAX_VALUE)));
		assertEquals(Long.MAX_VALUE, bitsWritten(NiftiType.UINT64, new LongType(Long.MAX_VALUE)));
		assertEquals(Long.MIN_VALUE, bitsWritten(NiftiType.INT64, new LongType(Long.MIN_VALUE)));
		assertRefused(NiftiType.UINT64, new LongType(-1));
		assertRefused(NiftiType.UINT32, new UnsignedLongType(1L << 32));
		assertRefused(NiftiType.UINT64, new Unsigned128BitType(5, 1));
		assertEquals(-5, bitsWritten(NiftiType.UINT64, new Unsigned128BitType(-5, 0)));
	}

	private static long bitsWritten(NiftiType type, RealType<?> voxel) {
		return PlaneStorage.Range.of(type).whole(voxel);
	}

	private static void assertRefused(NiftiType type, RealType<?> voxel) {
		assertThrows(IllegalArgumentException.class, () -> bitsWritten(type, voxel), type + " of " + voxel);
	}

	@ParameterizedTest
	@EnumSource(NiftiType.class)
	void typesHaveTheStandardsSize(NiftiType type) {
		assertTrue(type.toString().endsWith(String.valueOf(type.bits())));
		assertEquals(type, NiftiType.ofCode(type.code()).orElseThrow());
	}

	private static NiftiHeader header(int number) {
		return NiftiHeader.of(NiftiType.INT16, SHAPE, AFFINES[number]).withDescription("synthetic phantom");
	}

	private static RandomAccessibleInterval<ShortType> voxels() {
		short[] voxels = new short[60];
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (short) (i * 31 - 900);
		return ArrayImgs.shorts(voxels, SHAPE);
	}

	private static byte[] inflated(Path file) throws IOException {
		try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
			return in.readAllBytes();
		}
	}
}
