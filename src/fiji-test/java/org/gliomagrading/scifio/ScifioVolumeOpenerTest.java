package org.gliomagrading.scifio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.IntensityConverter;
import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.Scaling;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.Volume;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;

import io.scif.img.SCIFIOImgPlus;
import io.scif.services.DatasetIOService;
import io.scif.util.SCIFIOMetadataTools;
import net.imagej.Dataset;
import net.imagej.DatasetService;
import net.imagej.axis.Axes;
import net.imagej.axis.AxisType;
import net.imagej.axis.DefaultLinearAxis;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** The opener by SCIFIO against the one without. */
class ScifioVolumeOpenerTest {

	@TempDir
	Path folder;

	private static Context context;
	private static VolumeService volumes;

	@BeforeAll
	static void start() {
		context = ScifioContext.start();
		volumes = context.service(VolumeService.class);
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	static List<Path> volumeFiles() {
		List<Path> files = new ArrayList<>();
		NibabelFile.all().stream().filter(file -> file.shape().length == 3).forEach(file -> files.add(file.path()));
		Reference.all().stream().filter(file -> file.shape().length == 3 && !file.isColour()).forEach(file -> files.add(file
			.path()));
		return files;
	}

	/** Bit for bit; or refused by both for the same reason. */
	@ParameterizedTest
	@MethodSource("volumeFiles")
	void niftiFilesGiveTheSameBits(Path file) throws IOException {
		assertInstanceOf(ScifioVolumeOpener.class, volumes.opener(file));
		Volume expected;
		try {
			expected = new NiftiVolumeOpener().open(file);
		}
		catch (InputException e) {
			assertEquals(e.getMessage(), assertThrows(InputException.class, () -> volumes.open(file)).getMessage());
			return;
		}
		Volume volume = volumes.open(file);
		assertArrayEquals(bits(expected), bits(volume));
		assertArrayEquals(expected.affine(), volume.affine());
		assertEquals(expected.source(), volume.source());
	}

	/** Voxels stay stored numbers, so that only slices that are used are converted. */
	@Test
	void nothingIsConvertedOnOpening() throws IOException {
		List<Double> converted = new ArrayList<>();
		ScifioVolumeOpener opener = new ScifioVolumeOpener() {

			@Override
			protected IntensityConverter converter(NiftiHeader header) {
				IntensityConverter product = super.converter(header);
				return new IntensityConverter() {

					@Override
					public void convert(RealType<?> stored, FloatType intensity) {
						converted.add(stored.getRealDouble());
						product.convert(stored, intensity);
					}

					@Override
					public boolean isZero(RealType<?> stored) {
						return product.isZero(stored);
					}

					@Override
					public boolean isFinite(RealType<?> stored) {
						return product.isFinite(stored);
					}
				};
			}
		};
		context.inject(opener);
		NibabelFile file = NibabelFile.named("int16-le-scaled.nii.gz");
		Volume volume = opener.open(file.path());
		assertEquals(List.of(), converted);
		assertEquals(file.values()[file.values().length - 1], volume.voxels().getAt(4, 3, 2).get());
		assertEquals(List.of(Double.valueOf(file.stored()[file.stored().length - 1])), converted, "the stored number, not a float");
	}

	@Test
	void anotherFormatIsTakenAsLpsWithANotice() throws IOException {
		Dataset image = image(new long[] { 4, 3, 5 }, Axes.X, Axes.Y, Axes.Z);
		Path file = folder.resolve("a.tif");
		context.service(DatasetIOService.class).save(image, file.toString());
		List<String> notices = new CopyOnWriteArrayList<>();
		LogListener listener = message -> notices.add(message.text());
		context.service(LogService.class).addLogListener(listener);
		Volume volume = volumes.open(file);
		context.service(LogService.class).removeLogListener(listener);
		assertEquals("LPS", volume.orientation().toString());
		double[] spacing = volume.spacing();
		assertEquals(2, spacing[0], 1e-6);
		assertEquals(3, spacing[1], 1e-6);
		assertEquals(5, spacing[2], 1e-6);
		for (int i = 0; i < 60; i++)
			assertEquals(i, volume.voxels().getAt(i % 4, i / 4 % 3, i / 12).get());
		assertTrue(notices.stream().anyMatch(notice -> notice.startsWith("a.tif: no orientation is read") && notice.contains(
			"LPS")), notices.toString());
	}

	@Test
	void whatIsNoVolumeIsRefused() throws IOException {
		for (Dataset image : List.of(image(new long[] { 4, 3 }, Axes.X, Axes.Y), image(new long[] { 4, 3, 5, 2 }, Axes.X, Axes.Y,
			Axes.Z, Axes.TIME)))
		{
			Path file = folder.resolve("a" + image.numDimensions() + ".tif");
			context.service(DatasetIOService.class).save(image, file.toString());
			String message = assertThrows(InputException.class, () -> volumes.open(file)).getMessage();
			assertTrue(message.startsWith(file + ": ") && message.contains("axes"), message);
		}
	}

	@Test
	void aBrokenNiftiFileIsToldAsWithoutScifio() throws IOException {
		byte[] whole = Files.readAllBytes(NibabelFile.named("int16-le.nii").path());
		for (byte[] content : new byte[][] { Arrays.copyOf(whole, 360), Arrays.copyOf(whole, 100), "text".getBytes() }) {
			Path file = folder.resolve("a.nii");
			Files.write(file, content);
			assertEquals(assertThrows(InputException.class, () -> new NiftiVolumeOpener().open(file)).getMessage(), assertThrows(
				InputException.class, () -> volumes.open(file)).getMessage());
		}
	}

	/** SCIFIO reads the planes one by one, which meets the checksum with the last one; of a small file, with the header. */
	@Test
	void aWrongChecksumIsToldAsWithoutScifio() throws IOException {
		byte[] content = Files.readAllBytes(Path.of("sample-data/Phantom_001/Phantom_001_seg.nii.gz"));
		Path file = Files.write(folder.resolve("a.nii.gz"), content);
		volumes.open(file);
		content[content.length - 8]++;
		Files.write(file, content);
		String message = assertThrows(InputException.class, () -> volumes.open(file)).getMessage();
		assertTrue(message.startsWith(file + ": is damaged: "), message);
		assertEquals(assertThrows(InputException.class, () -> new NiftiVolumeOpener().open(file)).getMessage(), message);
	}

	/** A level 4 MATLAB file: type, rows, columns, no imaginary part, length of the name, name, numbers by column. */
	@Test
	void spmsMatrixBesideAPairIsRead() throws IOException {
		Reference pair = Reference.all().stream().filter(each -> each.file().matches(".*analyze.*\\.hdr")).findFirst()
			.orElseThrow();
		Path header = Files.copy(pair.path(), folder.resolve("a.hdr"));
		Files.copy(Path.of(pair.path().toString().replace(".hdr", ".img")), folder.resolve("a.img"));
		assertEquals(pair.affine()[0][3], affine(header)[0][3], 1e-6);
		ByteBuffer mat = ByteBuffer.allocate(20 + 4 + 16 * 8).order(ByteOrder.LITTLE_ENDIAN);
		for (int number : new int[] { 0, 4, 4, 0, 4 })
			mat.putInt(number);
		mat.put("mat\0".getBytes());
		for (double number : new double[] { 0, 2, 0, 0, 3, 0, 0, 0, 0, 0, -4, 0, 10, 20, 30, 1 })
			mat.putDouble(number);
		Files.write(folder.resolve("a.mat"), mat.array());
		assertArrayEquals(new double[][] { { 0, 3, 0, 13 }, { 2, 0, 0, 22 }, { 0, 0, -4, 26 }, { 0, 0, 0, 1 } }, affine(
			header));
	}

	private static double[][] affine(Path file) throws IOException {
		Dataset image = context.service(DatasetIOService.class).open(file.toString());
		return ((NiftiFormat.Metadata) SCIFIOMetadataTools.unwrapMetadata(((SCIFIOImgPlus<?>) image.getImgPlus()).getMetadata()))
			.getHeader().affine();
	}

	/** Control: other numbers, or a scaling of one unit in the last place more, have other bits. */
	@Test
	void differentBitsAreNoticed() throws IOException {
		Volume volume = volumes.open(NibabelFile.named("int16-le-scaled.nii.gz").path());
		Scaling scaling = new Scaling(Math.nextUp((float) NibabelFile.named("int16-le-scaled.nii.gz").slope()), -11.5);
		int[] bits = bits(volume);
		assertNotEquals(Arrays.hashCode(bits), Arrays.hashCode(bits(new Volume("", volume.stored(), scaling.converter(), volume
			.affine()))));
	}

	private static Dataset image(long[] lengths, AxisType... axes) {
		Dataset image = context.service(DatasetService.class).create(new UnsignedShortType(), lengths, "image", axes);
		double[] steps = { 2, 3, 5, 7 };
		for (int i = 0; i < axes.length; i++)
			image.setAxis(new DefaultLinearAxis(axes[i], "mm", steps[i]), i);
		int i = 0;
		for (RealType<?> voxel : Views.flatIterable(image.getImgPlus()))
			voxel.setReal(i++);
		return image;
	}

	private static int[] bits(Volume volume) {
		int[] bits = new int[(int) Views.flatIterable(volume.voxels()).size()];
		int i = 0;
		for (FloatType voxel : Views.flatIterable(volume.voxels()))
			bits[i++] = Float.floatToRawIntBits(voxel.get());
		return bits;
	}
}
