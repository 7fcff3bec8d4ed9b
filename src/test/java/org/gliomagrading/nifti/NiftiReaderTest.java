package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The reader against nibabel, on files that nibabel made. */
class NiftiReaderTest {

	private static final double[][] LPS = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

	@TempDir
	Path folder;

	static List<NibabelFile> files() {
		return NibabelFile.all();
	}

	@ParameterizedTest
	@MethodSource("files")
	void headerEqualsNibabels(NibabelFile expected) throws IOException {
		try (NiftiReader reader = NiftiReader.open(expected.path())) {
			NiftiHeader header = reader.header();
			assertArrayEquals(expected.shape(), header.shape());
			assertEquals(expected.type(), header.type().toString());
			assertEquals(expected.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, header.byteOrder());
			assertEquals(new Scaling(expected.slope(), expected.inter()), header.scaling());
			assertEquals(expected.units(), header.units());
			assertEquals(expected.description(), header.description());
			assertArrayEquals(expected.spacing(), header.spacing());
			assertEquals(0, NibabelFile.relativeDifference(expected.affine(), header.affine()), 1e-12);
		}
	}

	@ParameterizedTest
	@MethodSource("files")
	void voxelsEqualNibabels(NibabelFile expected) throws IOException {
		NiftiImage image = NiftiReader.read(expected.path());
		assertArrayEquals(expected.shape(), image.stored().dimensionsAsLongArray());
		assertEquals(image.header().type().sample().getClass(), image.stored().getType().getClass());
		assertArrayEquals(expected.values(), values(image.values()));
		if (expected.stored() != null) assertArrayEquals(expected.stored(), integers(image.stored()));
	}

	@Test
	void filesCoverTypesOrdersAndScalings() {
		Set<String> seen = new HashSet<>();
		for (NibabelFile file : files())
			seen.add(file.type() + file.bigEndian() + (file.slope() != 1));
		assertEquals(10 * 4, seen.size());
	}

	/** Controls: errors that readers have been known for must not pass the comparison. */
	@ParameterizedTest
	@ValueSource(strings = { "int16-le-scaled.nii.gz", "uint8-be-scaled.nii.gz", "float64-le-scaled.nii.gz",
		"uint64-be-scaled.nii.gz" })
	void scalingLeftOutIsNoticed(String name) throws IOException {
		NibabelFile expected = NibabelFile.named(name);
		byte[] content = inflated(expected.path());
		ByteBuffer header = ByteBuffer.wrap(content).order(expected.bigEndian() ? ByteOrder.BIG_ENDIAN
			: ByteOrder.LITTLE_ENDIAN);
		assertArrayEquals(expected.values(), valuesOf(content));
		nifti1(header).put(HeaderField.SCL_SLOPE, 0, 0);
		assertFalse(Arrays.equals(expected.values(), valuesOf(content)));
		nifti1(header).put(HeaderField.SCL_SLOPE, 0, Math.nextUp((float) expected.slope()));
		assertFalse(Arrays.equals(expected.values(), valuesOf(content)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "int16-le.nii", "uint32-be.nii", "float32-le.nii", "int64-be.nii" })
	void swappedByteOrderIsNoticed(String name) throws IOException {
		NibabelFile expected = NibabelFile.named(name);
		byte[] content = Files.readAllBytes(expected.path());
		int size = NiftiType.valueOf(expected.type().toUpperCase()).bytes();
		for (int start = 352; start < content.length; start += size)
			for (int i = 0; i < size / 2; i++) {
				byte first = content[start + i];
				content[start + i] = content[start + size - 1 - i];
				content[start + size - 1 - i] = first;
			}
		assertFalse(Arrays.equals(expected.values(), valuesOf(content)));
	}

	/** Rounding twice, by way of double or as imglib2 does, changes some 64-bit numbers of the files. */
	@ParameterizedTest
	@ValueSource(strings = { "int64-le.nii", "uint64-le.nii" })
	void roundingTwiceIsNoticed(String name) throws IOException {
		NibabelFile expected = NibabelFile.named(name);
		RandomAccessibleInterval<? extends RealType<?>> stored = NiftiReader.read(expected.path()).stored();
		float[] twice = new float[expected.values().length];
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(stored))
			twice[i++] = (float) voxel.getRealDouble();
		assertFalse(Arrays.equals(expected.values(), twice));
	}

	@Test
	void otherPrecedenceIsNoticed() throws IOException {
		NibabelFile expected = NibabelFile.named("both-differ.nii");
		byte[] content = Files.readAllBytes(expected.path());
		nifti1(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)).put(HeaderField.SFORM_CODE, 0, 0);
		double[][] qform = NiftiReader.read(write(content)).header().affine();
		assertTrue(NibabelFile.relativeDifference(expected.affine(), qform) > 1e-3);
		nifti1(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)).put(HeaderField.QFORM_CODE, 0, 0);
		double[][] neither = NiftiReader.read(write(content)).header().affine();
		assertTrue(NibabelFile.relativeDifference(qform, neither) > 1e-3);
	}

	@Test
	void gzipIsToldByContent() throws IOException {
		NibabelFile plain = NibabelFile.named("int16-le.nii");
		NibabelFile compressed = NibabelFile.named("two-members.nii.gz");
		Path plainAsGz = Files.copy(plain.path(), folder.resolve("a.nii.gz"));
		Path compressedAsNii = Files.copy(compressed.path(), folder.resolve("b.nii"));
		assertArrayEquals(plain.values(), values(NiftiReader.read(plainAsGz).values()));
		assertArrayEquals(compressed.values(), values(NiftiReader.read(compressedAsNii).values()));
	}

	/** Planes larger than the reader's chunk are allocated in parts, which must join. */
	@Test
	void largePlanesAreWhole() throws IOException {
		int width = 700, height = 501, depth = 2;
		byte[] content = Arrays.copyOf(NiftiHeader.of(NiftiType.INT32, new long[] { width, height, depth }, LPS).bytes().bytes().array(),
			352 + width * height * depth * Integer.BYTES);
		ByteBuffer voxels = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).position(352);
		for (int i = 0; i < width * height * depth; i++)
			voxels.putInt(i * 7 - 5);
		ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(content);
		}
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(NiftiReader.read(write(compressed.toByteArray())).stored()))
			assertEquals(i++ * 7 - 5, voxel.getRealDouble());
		assertEquals(width * height * depth, i);
	}

	@Test
	void valuesAreConvertedWhenRead() throws IOException {
		NiftiImage image = NiftiReader.read(NibabelFile.named("scaling-0.nii").path());
		float before = image.values().getAt(1, 2, 0).get();
		((IntegerType<?>) image.stored().getAt(1, 2, 0)).setInteger(1234);
		assertNotEquals(2468f, before);
		assertEquals(2468f, image.values().getAt(1, 2, 0).get());
	}

	private float[] valuesOf(byte[] content) throws IOException {
		return values(NiftiReader.read(write(content)).values());
	}

	private Path write(byte[] content) throws IOException {
		return Files.write(folder.resolve("changed.nii"), content);
	}

	private static byte[] inflated(Path file) throws IOException {
		try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
			return in.readAllBytes();
		}
	}

	private static float[] values(RandomAccessibleInterval<FloatType> voxels) {
		float[] values = new float[(int) voxels.size()];
		int i = 0;
		for (FloatType voxel : Views.flatIterable(voxels))
			values[i++] = voxel.get();
		return values;
	}

	private static String[] integers(RandomAccessibleInterval<? extends RealType<?>> voxels) {
		String[] values = new String[(int) voxels.size()];
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(voxels))
			values[i++] = ((IntegerType<?>) voxel).getBigInteger().toString();
		return values;
	}

	private static HeaderBytes nifti1(ByteBuffer header) {
		return new HeaderBytes(HeaderVersion.NIFTI1, header);
	}
}
