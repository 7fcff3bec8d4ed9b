package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;

class NiftiVolumeOpenerTest {

	private static final double[][] LPS = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
	private static final long[] SHAPE = { 4, 3, 2 };

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "a.nii, true", "a.nii.gz, true", "A.NII.GZ, true", "a.gz, false", "a.nii.bz2, false", "nii, false",
		"a.img, true", "a.hdr.gz, true", "a.tif, false" })
	void takesNiftiNames(String name, boolean expected) {
		assertEquals(expected, new NiftiVolumeOpener().supports(Path.of("some.nii", name)));
	}

	@Test
	void opensAVolume() throws IOException {
		NibabelFile expected = NibabelFile.named("oblique-0.nii.gz");
		Volume volume = open(expected.path());
		assertEquals("oblique-0.nii.gz", volume.source());
		assertEquals(expected.axcodes(), volume.orientation().toString());
		assertEquals(expected.values()[1 + 5 * (2 + 4 * 2)], volume.voxels().getAt(1, 2, 2).get());
	}

	@Test
	void dropsFurtherAxesOfLengthOne() throws IOException {
		Volume volume = open(NibabelFile.named("4d-5x4x3x1.nii").path());
		assertArrayEquals(new long[] { 5, 4, 3 }, volume.voxels().dimensionsAsLongArray());
	}

	@ParameterizedTest
	@ValueSource(strings = { "1d-7.nii", "2d-7x3.nii", "4d-5x4x3x2.nii", "5d-2x2x2x1x3.nii" })
	void otherNumbersOfAxesAreRefused(String name) {
		assertProblem("a volume of three axes is needed", NibabelFile.named(name).path());
	}

	/** Along any of the three axes; 4096 is taken. */
	@Test
	void axesTooLongAreRefused() throws IOException {
		Path file = folder.resolve("a.nii.gz");
		for (int axis = 0; axis < 3; axis++) {
			long[] shape = { 2, 1, 1 };
			shape[axis] = 4097;
			NiftiWriter.write(file, NiftiHeader.of(NiftiType.UINT8, shape, LPS), ArrayImgs.unsignedBytes(shape));
			assertProblem("has " + shape[0] + " x " + shape[1] + " x " + shape[2] + " voxels; at most 4096 along an axis", file);
			shape[axis] = 4096;
			NiftiWriter.write(file, NiftiHeader.of(NiftiType.UINT8, shape, LPS), ArrayImgs.unsignedBytes(shape));
			assertArrayEquals(shape, open(file).voxels().dimensionsAsLongArray());
		}
	}

	@ParameterizedTest
	@ValueSource(floats = { Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY })
	void valuesThatAreNotFiniteAreRefused(float value) throws IOException {
		float[] voxels = new float[24];
		voxels[1 + 4 * (2 + 3 * 1)] = value;
		Path file = folder.resolve("a.nii.gz");
		for (NiftiType type : new NiftiType[] { NiftiType.FLOAT32, NiftiType.FLOAT64 }) {
			NiftiWriter.write(file, NiftiHeader.of(type, SHAPE, LPS), ArrayImgs.floats(voxels, SHAPE));
			assertProblem("holds the value " + value + " at voxel (1, 2, 1)", file);
		}
		voxels[1 + 4 * (2 + 3 * 1)] = Float.MAX_VALUE;
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.FLOAT32, SHAPE, LPS), ArrayImgs.floats(voxels, SHAPE));
		assertEquals(Float.MAX_VALUE, open(file).voxels().getAt(1, 2, 1).get());
	}

	@Test
	void valuesBeyondSinglePrecisionAreRefused() throws IOException {
		Path file = folder.resolve("a.nii");
		double[] doubles = new double[24];
		doubles[3] = -1e39;
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.FLOAT64, SHAPE, LPS), ArrayImgs.doubles(doubles, SHAPE));
		assertProblem("holds the value -Infinity at voxel (3, 0, 0)", file);
		byte[] bytes = new byte[24];
		bytes[4] = 100;
		NiftiHeader header = NiftiHeader.of(NiftiType.INT8, SHAPE, LPS);
		NiftiWriter.write(file, header.withScaling(4e36, 0), ArrayImgs.bytes(bytes, SHAPE));
		assertProblem("holds the value Infinity at voxel (0, 1, 0)", file);
		NiftiWriter.write(file, header.withScaling(3e36, 0), ArrayImgs.bytes(bytes, SHAPE));
		assertEquals(3e38, open(file).voxels().getAt(0, 1, 0).get(), 1e32);
	}

	/** Each integer type's own ends decide, the least for a slope below 0: infinite beside a scaling that keeps them so. */
	@ParameterizedTest
	@EnumSource(names = { "FLOAT32", "FLOAT64", "RGB24", "RGBA32" }, mode = EnumSource.Mode.EXCLUDE)
	void endsOfIntegerTypesBeyondSinglePrecisionAreRefused(NiftiType type) throws IOException {
		Path file = folder.resolve("a.nii");
		NiftiHeader header = NiftiHeader.of(type, SHAPE, LPS);
		boolean signed = type.name().startsWith("INT");
		double magnitude = Math.scalb(1.0, type.bits() - (signed ? 1 : 0));
		for (double sign : new double[] { 1, -1 }) {
			double end = signed ? -magnitude : magnitude * (1 - 0x1p-8);
			NiftiWriter.write(file, header, oneVoxel(type, end));
			assertEquals(end, open(file).voxels().getAt(2, 1, 1).get());
			NiftiWriter.write(file, header.withScaling(sign * 0x1p127 / magnitude, 0), oneVoxel(type, end));
			assertEquals(sign * end / magnitude * 0x1p127, open(file).voxels().getAt(2, 1, 1).get(), 0x1p104);
			NiftiWriter.write(file, header.withScaling(sign * 0x1.1p128 / magnitude, 0), oneVoxel(type, end));
			assertProblem("holds the value " + (end * sign > 0 ? "Infinity" : "-Infinity") + " at voxel (2, 1, 1)", file);
		}
	}

	/** The middle between the largest float and 2^128 is rounded to infinity, the next lower number is not. */
	@Test
	void doublesAreJudgedAsTheyAreRounded() throws IOException {
		Path file = folder.resolve("a.nii");
		NiftiHeader header = NiftiHeader.of(NiftiType.FLOAT64, SHAPE, LPS);
		NiftiWriter.write(file, header, oneVoxel(NiftiType.FLOAT64, 0x1.ffffffp127));
		assertProblem("holds the value Infinity at voxel (2, 1, 1)", file);
		NiftiWriter.write(file, header, oneVoxel(NiftiType.FLOAT64, Math.nextDown(0x1.ffffffp127)));
		assertEquals(Float.MAX_VALUE, open(file).voxels().getAt(2, 1, 1).get());
		NiftiWriter.write(file, header.withScaling(0.5, 0), oneVoxel(NiftiType.FLOAT64, 0x1.ffffffp127));
		assertEquals(0x1p127f, open(file).voxels().getAt(2, 1, 1).get());
		NiftiWriter.write(file, header.withScaling(2, 0), oneVoxel(NiftiType.FLOAT64, 0x1.ffffffp126));
		assertProblem("holds the value Infinity at voxel (2, 1, 1)", file);
	}

	@ParameterizedTest
	@EnumSource(names = { "RGB24", "RGBA32" })
	void coloursAreRefused(NiftiType type) throws IOException {
		Path file = folder.resolve("a.nii");
		NiftiWriter.write(file, NiftiHeader.of(type, SHAPE, LPS), ArrayImgs.unsignedBytes(4, 3, 2, type.channels()));
		assertProblem("has voxels of type " + type + "; one number for each voxel is needed", file);
	}

	@Test
	void opensPairs() throws IOException {
		Path header = Files.write(folder.resolve("a.hdr"), pairHeader());
		Path voxels = Files.write(folder.resolve("a.img"), new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
			17, 18, 19, 20, 21, 22, 23, 24 });
		assertEquals(24, open(header).voxels().getAt(3, 2, 1).get());
		assertEquals(5, open(voxels).voxels().getAt(0, 1, 0).get());
	}

	/** What nifti1.h says of a pair: magic ni1, and the voxels from the start of the other file. */
	private byte[] pairHeader() throws IOException {
		Path single = folder.resolve("single.nii");
		NiftiWriter.write(single, NiftiHeader.of(NiftiType.UINT8, SHAPE, LPS), ArrayImgs.unsignedBytes(SHAPE));
		ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(Files.readAllBytes(single), 352));
		return header.put(344, "ni1".getBytes()).putFloat(108, 0).array();
	}

	@Test
	void affineWithoutDirectionsIsRefused() throws IOException {
		Path file = folder.resolve("a.nii");
		double[][] flat = { { 1, 0, 1, 0 }, { 0, 1, 0, 0 }, { 0, 0, 0, 0 }, { 0, 0, 0, 1 } };
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.INT8, SHAPE, flat), ArrayImgs.bytes(SHAPE));
		assertProblem("does not give the directions of three axes", file);
	}

	/** @return voxels of which one is not 0, as a type that holds the type's numbers */
	private static RandomAccessibleInterval<? extends RealType<?>> oneVoxel(NiftiType type, double value) {
		RandomAccessibleInterval<? extends RealType<?>> voxels = type == NiftiType.UINT64 ? ArrayImgs.unsignedLongs(SHAPE)
			: ArrayImgs.doubles(SHAPE);
		voxels.getAt(2, 1, 1).setReal(value);
		return voxels;
	}

	private static Volume open(Path file) throws IOException {
		return new NiftiVolumeOpener().open(file);
	}

	private static void assertProblem(String expected, Path file) {
		String message = assertThrows(InputException.class, () -> open(file)).getMessage();
		assertTrue(message.contains(expected) && message.startsWith(file + ": ") && message.indexOf('\n') < 0, message);
	}
}
