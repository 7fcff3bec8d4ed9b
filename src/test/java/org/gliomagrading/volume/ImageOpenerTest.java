package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/** Images of ImageJ against voxels that nibabel reoriented. */
class ImageOpenerTest {

	private final List<String> notices = new ArrayList<>();

	@TempDir
	private Path temporary;

	static List<ShownFile> files() {
		return ShownFile.all();
	}

	@ParameterizedTest
	@MethodSource("files")
	void voxelsAreWhereNibabelPutsThem(ShownFile file) throws IOException {
		for (DisplayOrientation display : DisplayOrientation.values()) {
			ImagePlus image = open(file.path(), display);
			assertTrue(equal(file, display, image), display.toString());
			assertEquals(file.file(), image.getTitle());
		}
	}

	@Test
	void wrongOrientationsAreNoticed() throws IOException {
		int noticed = 0;
		for (ShownFile file : files())
			for (DisplayOrientation display : DisplayOrientation.values())
				for (DisplayOrientation other : DisplayOrientation.values())
					if (file.folder().equals("nifti/files") && other != display && !equal(file, display, open(file.path(), other)))
						noticed++;
		// 48 orders; two of them are stored as they are displayed
		assertEquals(48 * 6 - 2 * 2, noticed);
	}

	@ParameterizedTest
	@CsvSource({ "mri-int16.nii.gz, 16", "mri-float32.nii, 32", "ct-int16.nii, 32", "labels-int32.nii.gz, 16",
		"labels-uint8.nii.gz, 8", "counts-int8.nii, 8", "empty.nii.gz, 16", "time.nii.gz, 16" })
	void wholeNumbersStayWholeWhereTheyCan(String name, int bits) throws IOException {
		ImagePlus image = open(ShownFile.own(name), DisplayOrientation.RADIOLOGICAL);
		assertEquals(bits, image.getBitDepth());
		assertFalse(image.getCalibration().calibrated(), "numbers are values");
		assertEquals(List.of(), notices);
	}

	@Test
	void coloursAreColours() throws IOException {
		ImagePlus colours = open(ShownFile.path("nifti/standard", "001-nifti1-rgb24.hdr.gz"), DisplayOrientation.STORED);
		assertEquals(24, colours.getBitDepth());
		assertEquals(List.of(), notices);
		open(ShownFile.path("nifti/standard", "010-nifti1-rgba32.nii.gz"), DisplayOrientation.STORED);
		assertEquals(1, notices.size());
		assertTrue(notices.get(0).endsWith(": its alpha channel is left out, ImageJ's colours have none"), notices.get(0));
	}

	@Test
	void roundedNumbersAreTold() throws IOException {
		open(ShownFile.path("nifti/standard", "016-nifti1-uint64.nii.gz"), DisplayOrientation.STORED);
		assertTrue(notices.get(0).contains("whole numbers beyond 2^24"), notices.toString());
	}

	@Test
	void spacingFollowsTheAxes() throws IOException {
		// the file's axes lead to anterior (0.9 mm), inferior (1.25 mm) and right (2.5 mm): AIR
		Calibration shown = open(ShownFile.own("mri-int16.nii.gz"), DisplayOrientation.RADIOLOGICAL).getCalibration();
		assertArrayEquals(new double[] { 2.5, 0.9, 1.25 }, steps(shown), 1e-6);
		assertEquals("mm", shown.getUnit());
		Calibration stored = open(ShownFile.own("mri-int16.nii.gz"), DisplayOrientation.STORED).getCalibration();
		assertArrayEquals(new double[] { 0.9, 1.25, 2.5 }, steps(stored), 1e-6);
	}

	@Test
	void furtherAxesAreFramesAndChannels() throws IOException {
		ImagePlus time = open(ShownFile.own("time.nii.gz"), DisplayOrientation.RADIOLOGICAL);
		assertArrayEquals(new int[] { 3, 5, 1, 4, 6 }, time.getDimensions());
		assertTrue(time.getOpenAsHyperStack());
		assertEquals(1.75, time.getCalibration().frameInterval);
		assertEquals("sec", time.getCalibration().getTimeUnit());
		ImagePlus vectors = open(ShownFile.own("vectors.nii.gz"), DisplayOrientation.STORED);
		assertArrayEquals(new int[] { 5, 4, 3, 3, 2 }, vectors.getDimensions());
	}

	@Test
	void rangeLeavesOutTheExtremesOfAnMri() throws IOException {
		for (ShownFile file : files()) {
			if (file.percentiles() == null || file.percentiles()[0] >= file.percentiles()[1]) continue;
			ImagePlus image = open(file.path(), DisplayOrientation.RADIOLOGICAL);
			double[] range = { image.getDisplayRangeMin(), image.getDisplayRangeMax() };
			boolean labels = file.file().startsWith("labels") || isLabels(file) || image.getBitDepth() <= 16 && !file.file().startsWith("mri") &&
				different(image) <= 64;
			assertArrayEquals(labels ? file.ends() : file.percentiles(), range, file.file());
		}
		ShownFile mri = files().stream().filter(file -> file.file().equals("mri-int16.nii.gz")).findFirst().orElseThrow();
		assertEquals(30000, mri.ends()[1]);
		assertTrue(mri.percentiles()[1] < 3000 && mri.percentiles()[0] > 0, "the control: these are not the ends");
	}

	@Test
	void anEmptyImageHasARange() throws IOException {
		for (String name : List.of("empty.nii.gz", "only-nan.nii.gz")) {
			ImagePlus image = open(ShownFile.own(name), DisplayOrientation.RADIOLOGICAL);
			assertTrue(image.getDisplayRangeMin() < image.getDisplayRangeMax(), name);
		}
	}

	@Test
	void infoHoldsTheHeader() throws IOException {
		ImagePlus image = open(ShownFile.own("comment.nii"), DisplayOrientation.NEUROLOGICAL);
		assertEquals("AIR", image.getStringProperty("orientation"));
		assertEquals("RPS", image.getStringProperty("display"));
		assertEquals("[2,3,4]", image.getStringProperty("shape"));
	}

	@Test
	void whatCannotBeShownIsRefused() throws IOException {
		Path text = Files.writeString(temporary.resolve("text.nii"), "no volume");
		assertThrows(InputException.class, () -> open(text, DisplayOrientation.STORED));
		byte[] whole = Files.readAllBytes(ShownFile.own("mri-int16.nii.gz"));
		Path cut = Files.write(temporary.resolve("cut.nii.gz"), Arrays.copyOf(whole, whole.length - 4));
		assertThrows(InputException.class, () -> open(cut, DisplayOrientation.STORED));
		whole[whole.length - 6] ^= 1;
		Path damaged = Files.write(temporary.resolve("damaged.nii.gz"), whole);
		assertThrows(InputException.class, () -> open(damaged, DisplayOrientation.STORED));
		Path flat = temporary.resolve("flat.nii");
		byte[] bytes = Files.readAllBytes(ShownFile.own("comment.nii"));
		Arrays.fill(bytes, 280, 328, (byte) 0); // srow: an affine of zeros
		Files.write(flat, bytes);
		String message = assertThrows(InputException.class, () -> open(flat, DisplayOrientation.RADIOLOGICAL)).getMessage();
		assertTrue(message.startsWith(flat + ": has an affine that does not give the directions"), message);
		assertEquals(4, open(flat, DisplayOrientation.STORED).getNSlices());
	}

	private ImagePlus open(Path file, DisplayOrientation display) throws IOException {
		return new ImageOpener(Progress.NONE, notices::add).open(file, display);
	}

	private static boolean isLabels(ShownFile file) throws IOException {
		return NiftiReader.readHeader(file.path()).intent().code() == 1002;
	}

	private static double[] steps(Calibration calibration) {
		return new double[] { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth };
	}

	private static boolean equal(ShownFile file, DisplayOrientation display, ImagePlus image) {
		ShownFile.Pictures expected = file.pictures().get(display.name().toLowerCase(Locale.ROOT));
		int[] shape = expected.frames_channels_slices_rows_columns();
		int[] seen = image.getDimensions();
		if (!Arrays.equals(shape, new int[] { seen[4], seen[2], seen[3], seen[1], seen[0] })) return false;
		int at = 0;
		for (int frame = 1; frame <= shape[0]; frame++)
			for (int channel = 1; channel <= shape[1]; channel++)
				for (int slice = 1; slice <= shape[2]; slice++, at += shape[3] * shape[4])
					if (!equal(expected, file.colours(), at, image, image.getStackIndex(channel, slice, frame))) return false;
		return true;
	}

	private static boolean equal(ShownFile.Pictures expected, boolean colours, int at, ImagePlus image, int index) {
		ImageProcessor pixels = image.getStack().getProcessor(index);
		int[] colour = colours ? expected.colours() : null;
		float[] values = colours ? null : expected.floats(); // adding 0 makes 0 of -0
		for (int y = 0, i = at; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++, i++)
				if (colours ? (pixels.get(x, y) & 0xffffff) != colour[i] : Float.compare(pixels.getf(x, y) + 0f, values[i] + 0f) != 0)
					return false;
		return true;
	}

	private static long different(ImagePlus image) {
		return IntStream.rangeClosed(1, image.getStackSize()).boxed().flatMapToInt(slice -> IntStream.range(0, image.getWidth() * image.getHeight()).map(i -> image.getStack().getProcessor(slice).get(i)))
			.distinct().count();
	}
}
