package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/** Plane by plane into a stream, and what a new header can say. */
class NiftiPlaneWriterTest {

	private static final double[][] AFFINE = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };

	@TempDir
	Path folder;

	static List<StandardFile> files() {
		return StandardFile.in(NibabelFile.resource("standard"));
	}

	/** Every file of nibabel's that is written again as a single file still says what nibabel reads from the first. */
	@ParameterizedTest
	@MethodSource("files")
	void filesWrittenByPlanesSayTheSame(StandardFile expected) throws IOException {
		Path file = folder.resolve(expected.file().endsWith(".gz") ? "again.nii.gz" : "again.nii");
		try (NiftiReader reader = NiftiReader.open(NibabelFile.resource("standard").resolve(expected.file()));
				var out = Files.newOutputStream(file);
				NiftiPlaneWriter writer = new NiftiPlaneWriter(out, reader.header(), expected.file().endsWith(".gz")))
		{
			byte[] plane = new byte[(int) (expected.storedBytes().length / reader.planeCount())];
			for (int i = 0; i < reader.planeCount(); i++) {
				reader.readBytes(i, plane);
				writer.write(plane, reader.header().byteOrder());
			}
		}
		Observed seen = Observed.of(file, false);
		assertTrue(seen.header().isSingleFile());
		// ANALYZE becomes little-endian NIfTI-1: another type of header, floats in single precision
		if (expected.version().equals("ANALYZE")) assertArrayEquals(expected.storedBytes(), seen.stored());
		else assertEquals(List.of(), seen.differences(expected));
	}

	@ParameterizedTest
	@CsvSource({ "INT16", "FLOAT64", "RGB24", "UINT8" })
	void bytesInTheOtherOrderAreSwapped(NiftiType type) throws IOException {
		byte[] bytes = new byte[24 * 8];
		for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) i;
		byte[] plane = Arrays.copyOf(bytes, 24 * type.bytes());
		byte[] little = written(type, plane, ByteOrder.LITTLE_ENDIAN);
		byte[] big = written(type, plane, ByteOrder.BIG_ENDIAN);
		assertArrayEquals(plane, little);
		int size = type.bytes() / type.channels();
		for (int i = 0; i < plane.length; i++)
			assertEquals(plane[i], big[i / size * size + size - 1 - i % size]);
	}

	@Test
	void tooFewOrTooManyVoxelsAreErrors() throws IOException {
		NiftiHeader header = NiftiHeader.of(NiftiType.UINT8, new long[] { 4, 3, 2 }, AFFINE);
		NiftiPlaneWriter few = new NiftiPlaneWriter(new ByteArrayOutputStream(), header, false);
		few.write(new byte[23], ByteOrder.LITTLE_ENDIAN);
		assertThrows(IOException.class, few::close);
		NiftiPlaneWriter many = new NiftiPlaneWriter(new ByteArrayOutputStream(), header, true);
		assertThrows(IllegalArgumentException.class, () -> many.write(new byte[25], ByteOrder.LITTLE_ENDIAN));
	}

	@Test
	void newHeadersKeepWhatTheyAreTold() throws IOException {
		for (HeaderVersion version : List.of(HeaderVersion.NIFTI1, HeaderVersion.NIFTI2)) {
			List<HeaderExtension> extensions = List.of(new HeaderExtension(6, "a comment".getBytes()), new HeaderExtension(4,
				new byte[40]));
			NiftiHeader header = NiftiHeader.of(version, NiftiType.FLOAT32, new long[] { 2, 2, 2, 3 }, AFFINE).withUnits(
				"micron", "msec").withSpacing(3, 0.5).withIntent(new Intent(1002, "labels", 1, 2, 3)).withExtensions(extensions);
			Path file = folder.resolve("new.nii.gz");
			NiftiWriter.write(file, header, ArrayImgs.floats(2, 2, 2, 3));
			NiftiHeader back = NiftiReader.readHeader(file);
			assertEquals(version, back.version());
			assertEquals("micron", back.units());
			assertEquals("msec", back.timeUnits());
			assertArrayEquals(new double[] { 1, 1, 1, 0.5 }, back.spacing());
			assertEquals(new Intent(1002, "labels", 1, 2, 3), back.intent());
			assertEquals(extensions, back.extensions());
			assertEquals(24, back.extensions().get(0).content().length);
			assertEquals(0, back.voxOffset() % 16);
			assertEquals(List.of(4L, 2L, 2L, 2L, 3L, 1L, 1L, 1L), back.fields().get("dim"));
			assertEquals(version == HeaderVersion.NIFTI1 ? "n+1" : "n+2", back.fields().get("magic"));
		}
		assertThrows(IllegalArgumentException.class, () -> NiftiHeader.of(NiftiType.UINT8, new long[] { 1 }, AFFINE).withUnits(
			"inch", "sec"));
	}

	@ParameterizedTest
	@EnumSource(names = { "RGB24", "RGBA32" })
	void coloursHaveALastAxis(NiftiType type) throws IOException {
		byte[] voxels = new byte[3 * 2 * 2 * type.channels()];
		for (int i = 0; i < voxels.length; i++)
			voxels[i] = (byte) (i * 5);
		Img<UnsignedByteType> image = ArrayImgs.unsignedBytes(voxels, 3, 2, 2, type.channels());
		Path file = folder.resolve("colours.nii");
		NiftiWriter.write(file, NiftiHeader.of(type, new long[] { 3, 2, 2 }, AFFINE), image);
		NiftiImage back = NiftiReader.read(file);
		assertArrayEquals(image.dimensionsAsLongArray(), back.stored().dimensionsAsLongArray());
		for (int channel = 0; channel < type.channels(); channel++)
			assertEquals((2 + 3 * (1 + 2 * (0 + 2 * channel))) * 5 & 0xff, back.stored().getAt(2, 1, 0, channel)
				.getRealDouble());
		// in the file the channels of a voxel stand together: the standard's order
		byte[] bytes = Files.readAllBytes(file);
		assertEquals(voxels[12], bytes[353]);
	}

	private byte[] written(NiftiType type, byte[] plane, ByteOrder order) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (NiftiPlaneWriter writer = new NiftiPlaneWriter(out, NiftiHeader.of(type, new long[] { 4, 3, 2 }, AFFINE), true)) {
			writer.write(plane, order);
		}
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(out.toByteArray()))) {
			byte[] file = in.readAllBytes();
			return Arrays.copyOfRange(file, 352, file.length);
		}
	}
}
