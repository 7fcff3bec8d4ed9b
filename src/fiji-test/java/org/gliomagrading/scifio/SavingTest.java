package org.gliomagrading.scifio;

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

import org.gliomagrading.nifti.HeaderVersion;
import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;

import io.scif.services.DatasetIOService;
import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.DefaultLinearAxis;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;

/** What ImageJ saves, read by the NIfTI reader, which is checked against nibabel. */
class SavingTest {

	@TempDir
	Path folder;

	private static Context context;
	private static DatasetIOService service;

	@BeforeAll
	static void start() {
		context = ScifioContext.start();
		service = context.service(DatasetIOService.class);
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	static List<Reference> files() {
		return Reference.all();
	}

	/** Values, type, spacing, units and place; all that NIfTI and ImageJ both can hold. */
	@ParameterizedTest
	@MethodSource("files")
	void whatWasOpenedIsSavedAlike(Reference file) throws IOException {
		Dataset image = service.open(file.path().toString());
		for (String name : List.of("a.nii", "a.nii.gz")) {
			Path saved = folder.resolve(name);
			service.save(image, saved.toString());
			NiftiImage read = NiftiReader.read(saved);
			NiftiHeader original = NiftiReader.readHeader(file.path());
			assertEquals(HeaderVersion.NIFTI1, read.header().version());
			boolean scaled = file.isScaled() && !file.isSixtyFourBits();
			assertEquals(scaled ? "float32" : file.isSixtyFourBits() ? "float64" : file.type(), read.header().type()
				.toString());
			assertArrayEquals(file.expected(), values(service.open(saved.toString()), file));
			assertTrue(read.header().scaling().isNone());
			assertEquals(original.units(), read.header().units());
			int axes = read.header().shape().length;
			assertArrayEquals(withoutLastOnes(file.shape(), axes), read.header().shape());
			for (int i = 0; i < Math.min(4, axes); i++)
				if (i == 3 || isConsistent(file, i)) assertEquals(file.zooms()[i], read.header().spacing()[i], 1e-6 * file
					.zooms()[i]);
			assertEquals(0, NibabelFile.relativeDifference(file.affine(), read.header().affine()), 1e-6);
			assertEquals(original.description(), read.header().description());
			assertEquals(original.intent(), read.header().intent());
			assertEquals(original.extensions(), read.header().extensions());
		}
	}

	/** Control of the test above. */
	@Test
	void someFilesHaveExtensionsAndIntents() throws IOException {
		int extended = 0;
		int intended = 0;
		for (Reference file : files()) {
			NiftiHeader header = NiftiReader.readHeader(file.path());
			if (!header.extensions().isEmpty()) extended++;
			if (header.intent().code() > 0) intended++;
		}
		assertTrue(extended > 5 && intended > 5, extended + ", " + intended);
	}

	/** ImageJ keeps channels before slices, NIfTI after time; the control is the order of ImageJ. */
	@ParameterizedTest
	@ValueSource(strings = { "a.nii", "a.nii.gz" })
	void channelsGoLast(String name) throws IOException {
		Dataset image = shorts(new long[] { 3, 2, 4, 5, 6 }, Axes.X, Axes.Y, Axes.CHANNEL, Axes.Z, Axes.TIME);
		service.save(image, folder.resolve(name).toString());
		NiftiImage read = NiftiReader.read(folder.resolve(name));
		assertArrayEquals(new long[] { 3, 2, 5, 6, 4 }, read.header().shape());
		double[] inFileOrder = Images.values(image, new long[] { 3, 2, 5, 6, 4 }, 1);
		assertArrayEquals(inFileOrder, stored(read));
		double[] inImageOrder = new double[inFileOrder.length];
		Arrays.setAll(inImageOrder, i -> i);
		assertFalse(Arrays.equals(inImageOrder, stored(read)));
	}

	@Test
	void coloursAreSavedAsColours() throws IOException {
		Dataset image = context.service(DatasetService.class).create(new UnsignedByteType(), new long[] { 3, 2, 3, 4 },
			"colours", new AxisType[] { Axes.X, Axes.Y, Axes.CHANNEL, Axes.Z });
		fill(image);
		image.getImgPlus().setCompositeChannelCount(3);
		service.save(image, folder.resolve("a.nii").toString());
		NiftiHeader header = NiftiReader.readHeader(folder.resolve("a.nii"));
		assertEquals(NiftiType.RGB24, header.type());
		assertArrayEquals(new long[] { 3, 2, 4 }, header.shape());
		assertArrayEquals(Images.values(image, header.shape(), 3), Images.values(service.open(folder.resolve("a.nii")
			.toString()), header.shape(), 3));
		byte[] bytes = Files.readAllBytes(folder.resolve("a.nii"));
		assertArrayEquals(new byte[] { 0, 6, 12, 1, 7, 13 }, Arrays.copyOfRange(bytes, 352, 358));
	}

	/** By the units' definitions. */
	@ParameterizedTest
	@CsvSource({ "mm, 2, mm, 2", "millimeter, 2, mm, 2", "cm, 2, mm, 20", "inch, 2, mm, 50.8", "nm, 500, micron, 0.5",
		"micron, 3, micron, 3", "um, 3, micron, 3", "m, 0.5, meter, 0.5", "pixel, 3, unknown, 3", ", 4, unknown, 4" })
	void spacingIsInAUnitThatNiftiHas(String unit, double step, String expectedUnit, double expectedStep)
		throws IOException
	{
		Dataset image = shorts(new long[] { 3, 2, 4 }, Axes.X, Axes.Y, Axes.Z);
		for (int i = 0; i < 3; i++)
			image.setAxis(new DefaultLinearAxis(image.axis(i).type(), unit, step * (i + 1)), i);
		service.save(image, folder.resolve("a.nii").toString());
		NiftiHeader header = NiftiReader.readHeader(folder.resolve("a.nii"));
		assertEquals(expectedUnit, header.units());
		for (int i = 0; i < 3; i++)
			assertEquals(expectedStep * (i + 1), header.spacing()[i], 1e-6 * header.spacing()[i]);
	}

	@Test
	void mixedUnitsBecomeMillimetres() throws IOException {
		Dataset image = shorts(new long[] { 3, 2, 4, 2 }, Axes.X, Axes.Y, Axes.Z, Axes.TIME);
		image.setAxis(new DefaultLinearAxis(Axes.X, "\u00b5m", 500), 0);
		image.setAxis(new DefaultLinearAxis(Axes.Y, "cm", 0.25), 1);
		image.setAxis(new DefaultLinearAxis(Axes.Z, "m", 0.003), 2);
		image.setAxis(new DefaultLinearAxis(Axes.TIME, "min", 0.05), 3);
		service.save(image, folder.resolve("a.nii").toString());
		NiftiHeader header = NiftiReader.readHeader(folder.resolve("a.nii"));
		assertEquals("mm", header.units());
		assertEquals("sec", header.timeUnits());
		double[] expected = { 0.5, 2.5, 3, 3 };
		for (int i = 0; i < 4; i++)
			assertEquals(expected[i], header.spacing()[i], 1e-6);
		double[][] lps = { { -0.5, 0, 0, 0 }, { 0, -2.5, 0, 0 }, { 0, 0, 3, 0 }, { 0, 0, 0, 1 } };
		assertEquals(0, NibabelFile.relativeDifference(lps, header.affine()), 1e-6);
	}

	/** The place in the world belongs to the grid: a cropped image does not keep it. */
	@Test
	void anotherGridDoesNotKeepThePlace() throws IOException {
		Reference file = Reference.all().stream().filter(each -> each.shape().length == 3 && each.shape()[2] > 1).findFirst()
			.orElseThrow();
		Dataset image = service.open(file.path().toString());
		image.setAxis(new DefaultLinearAxis(Axes.X, image.axis(0).unit(), 7), 0);
		service.save(image, folder.resolve("a.nii").toString());
		NiftiHeader header = NiftiReader.readHeader(folder.resolve("a.nii"));
		assertEquals(-7, header.affine()[0][0], 1e-6);
		assertEquals(0, header.affine()[0][3]);
	}

	@Test
	void longAxesMakeNifti2() throws IOException {
		Dataset image = shorts(new long[] { 40000, 2 }, Axes.X, Axes.Y);
		service.save(image, folder.resolve("a.nii").toString());
		NiftiImage read = NiftiReader.read(folder.resolve("a.nii"));
		assertEquals(HeaderVersion.NIFTI2, read.header().version());
		assertArrayEquals(Images.values(image, new long[] { 40000, 2 }, 1), stored(read));
	}

	@Test
	void onlySingleFilesAreWrittenAndNoneReplaced() throws IOException {
		Dataset image = shorts(new long[] { 3, 2 }, Axes.X, Axes.Y);
		assertThrows(IOException.class, () -> service.save(image, folder.resolve("a.img").toString()));
		service.save(image, folder.resolve("a.nii").toString());
		byte[] written = Files.readAllBytes(folder.resolve("a.nii"));
		assertThrows(IOException.class, () -> service.save(image, folder.resolve("a.nii").toString()));
		assertArrayEquals(written, Files.readAllBytes(folder.resolve("a.nii")));
	}

	private static Dataset shorts(long[] lengths, AxisType... axes) {
		Dataset image = context.service(DatasetService.class).create(new ShortType(), lengths, "shorts", axes);
		fill(image);
		return image;
	}

	/** Each voxel holds its place. */
	private static void fill(Dataset image) {
		Cursor<? extends RealType<?>> cursor = Views.flatIterable(image.getImgPlus()).cursor();
		for (int i = 0; cursor.hasNext(); i++)
			cursor.next().setReal(i % 32768);
	}

	private static double[] stored(NiftiImage image) {
		double[] values = new double[(int) Views.flatIterable(image.stored()).size()];
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(image.stored()))
			values[i++] = voxel.getRealDouble();
		return values;
	}

	private static double[] values(Dataset image, Reference file) {
		return Images.values(image, file.shape(), file.isColour() ? file.type().length() - 2 : 1);
	}

	private static long[] withoutLastOnes(long[] shape, int axes) {
		for (int i = axes; i < shape.length; i++)
			assertEquals(1, shape[i]);
		long[] saved = Arrays.copyOf(shape, axes);
		Arrays.fill(saved, Math.min(axes, shape.length), axes, 1);
		return saved;
	}

	/** Some of the files have a spacing that is not that of their place in the world. */
	private static boolean isConsistent(Reference file, int axis) {
		double[][] affine = file.affine();
		double length = Math.sqrt(affine[0][axis] * affine[0][axis] + affine[1][axis] * affine[1][axis] + affine[2][axis] *
			affine[2][axis]);
		return axis < file.zooms().length && Math.abs(file.zooms()[axis] - length) < 1e-6 * length;
	}
}
