package org.gliomagrading.scifio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.io.location.FileLocation;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;

import io.scif.Reader;
import io.scif.config.SCIFIOConfig;
import io.scif.config.SCIFIOConfig.ImgMode;
import io.scif.img.SCIFIOImgPlus;
import io.scif.services.DatasetIOService;
import io.scif.services.InitializeService;
import net.imagej.Dataset;
import net.imagej.axis.CalibratedAxis;
import net.imagej.axis.LinearAxis;
import net.imglib2.FinalInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** What SCIFIO and ImageJ see of NIfTI files, against nibabel. */
class NiftiFormatTest {

	private static final Map<String, Class<?>> TYPES = Map.ofEntries(Map.entry("uint8", UnsignedByteType.class), Map.entry(
		"int8", ByteType.class), Map.entry("uint16", UnsignedShortType.class), Map.entry("int16", ShortType.class), Map.entry(
			"uint32", UnsignedIntType.class), Map.entry("int32", IntType.class), Map.entry("float32", FloatType.class), Map
				.entry("float64", DoubleType.class), Map.entry("int64", DoubleType.class), Map.entry("uint64", DoubleType.class),
		Map.entry("rgb24", UnsignedByteType.class), Map.entry("rgba32", UnsignedByteType.class));

	private static final Map<String, String> UNITS = Map.of("mm", "mm", "micron", "\u00b5m", "meter", "m", "sec", "s",
		"msec", "ms", "usec", "\u00b5s", "hz", "Hz", "ppm", "ppm", "rads", "rad/s");

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

	static List<Path> voxelFiles() {
		return files().stream().filter(file -> file.file().contains(".hdr")).map(file -> file.path().resolveSibling(file
			.file().replace(".hdr", ".img"))).toList();
	}

	@ParameterizedTest
	@MethodSource("files")
	void valuesAndTypesEqualNibabels(Reference file) throws IOException {
		Dataset image = service.open(file.path().toString());
		assertArrayEquals(file.expected(), values(image, file));
		assertEquals(file.isScaled() && !file.isSixtyFourBits() ? FloatType.class : TYPES.get(file.type()), image.firstElement()
			.getClass());
		assertEquals(channels(file), image.getCompositeChannelCount());
		assertEquals("NIfTI", ((SCIFIOImgPlus<?>) image.getImgPlus()).getMetadata().getFormatName());
	}

	@ParameterizedTest
	@MethodSource("files")
	void axesSpacingAndUnitsEqualNibabels(Reference file) throws IOException {
		Dataset image = service.open(file.path().toString());
		long voxels = 1;
		for (int axis = 0; axis < file.shape().length; axis++) {
			voxels *= file.shape()[axis];
			int dimension = image.dimensionIndex(Images.type(axis, file.isColour()));
			assertEquals(file.shape()[axis], dimension < 0 ? 1 : image.dimension(dimension));
			if (dimension < 0 || file.zooms()[axis] == 0) continue;
			CalibratedAxis calibrated = image.axis(dimension);
			assertEquals(file.zooms()[axis], ((LinearAxis) calibrated).scale(), 1e-12 * file.zooms()[axis], "axis " + axis);
			if (axis < 4) assertEquals(UNITS.get(file.units().get(axis / 3)), calibrated.unit());
		}
		assertEquals(voxels * channels(file), image.size());
	}

	@ParameterizedTest
	@MethodSource("voxelFiles")
	void pairsOpenByEitherFile(Path img) throws IOException {
		Reference file = files().stream().filter(each -> each.path().toString().equals(img.toString().replace(".img",
			".hdr"))).findFirst().orElseThrow();
		assertArrayEquals(file.expected(), values(service.open(img.toString()), file));
	}

	@Test
	void filesCoverWhatIsTested() {
		Set<String> seen = new HashSet<>();
		for (Reference file : files()) {
			seen.add(file.type());
			seen.add(file.isScaled() && file.type().contains("int") ? "scaled integers" : "");
			seen.add(file.shape().length + " axes");
		}
		assertTrue(seen.containsAll(TYPES.keySet()), seen.toString());
		assertTrue(seen.containsAll(Set.of("scaled integers", "1 axes", "2 axes", "3 axes", "4 axes", "5 axes", "6 axes",
			"7 axes")), seen.toString());
	}

	/** Stored integers on request; the control is that they are not the values. */
	@Test
	void rawNumbersOpenOnRequest() throws IOException {
		int tested = 0;
		for (Reference file : files()) {
			if (!file.isScaled() || file.isSixtyFourBits() || !file.type().contains("int")) continue;
			SCIFIOConfig config = new SCIFIOConfig(context).imgOpenerSetImgModes(ImgMode.PLANAR);
			config.put(NiftiFormat.RAW, true);
			Dataset image = service.open(file.path().toString(), config);
			assertEquals(TYPES.get(file.type()), image.firstElement().getClass());
			assertArrayEquals(stored(file), values(image, file));
			assertFalse(Arrays.equals(file.expected(), values(image, file)));
			tested++;
		}
		assertTrue(tested > 0);
	}

	/** Controls: the comparison with nibabel notices planes in another order, and swapped bytes. */
	@Test
	void wrongOrderIsNoticed() throws IOException {
		NibabelFile file = NibabelFile.named("int16-le.nii");
		double[] expected = new double[file.values().length];
		Arrays.setAll(expected, i -> file.values()[i]);
		double[] values = Images.values(service.open(file.path().toString()), file.shape(), 1);
		assertArrayEquals(expected, values);
		assertFalse(Arrays.equals(expected, Arrays.stream(values).map(value -> Short.reverseBytes((short) value))
			.toArray()));
		double[] planesSwapped = values.clone();
		System.arraycopy(values, 0, planesSwapped, 40, 20);
		System.arraycopy(values, 40, planesSwapped, 0, 20);
		assertFalse(Arrays.equals(expected, planesSwapped));
	}

	@ParameterizedTest
	@ValueSource(strings = { "int16-be-scaled.nii.gz", "uint16-le.nii", "float64-be-scaled.nii.gz" })
	void partsOfPlanesOpenInAnyOrder(String name) throws Exception {
		NibabelFile file = NibabelFile.named(name);
		Reader reader = context.service(InitializeService.class).initializeReader(new FileLocation(file.path().toFile()));
		for (int z : new int[] { 2, 0, 1, 1 }) {
			byte[] whole = reader.openPlane(0, z).getBytes();
			int size = whole.length / 20;
			byte[] part = reader.openPlane(0, z, new FinalInterval(new long[] { 1, 2 }, new long[] { 3, 3 })).getBytes();
			byte[] expected = new byte[6 * size];
			for (int y = 2; y <= 3; y++)
				System.arraycopy(whole, (5 * y + 1) * size, expected, (y - 2) * 3 * size, 3 * size);
			assertArrayEquals(expected, part);
			assertFalse(Arrays.equals(expected, Arrays.copyOf(whole, expected.length)), "control: the part is not the start");
		}
		reader.close();
	}

	@Test
	void originalMetadataHoldTheHeader() throws IOException {
		Map<String, Object> table = ((SCIFIOImgPlus<?>) service.open(NibabelFile.named("int16-le-scaled.nii.gz").path()
			.toString()).getImgPlus()).getMetadata().getTable();
		assertEquals("int16-le-scaled.nii.gz", table.get("descrip"));
		assertEquals(4L, table.get("datatype"));
		assertEquals("[3, 5, 4, 3, 1, 1, 1, 1]", table.get("dim").toString());
		assertEquals(-11.5, table.get("scl_inter"));
		assertTrue(table.get("affine").toString().startsWith("[[-1.0, 0.0, 0.0, 90.0]"), table.toString());
	}

	@Test
	void labelsStayIntegers() throws IOException {
		Dataset labels = service.open(NibabelFile.named("uint8-le.nii").path().toString());
		assertInstanceOf(UnsignedByteType.class, labels.firstElement());
	}

	/** Once a file; the control is a file of smaller numbers of the same type. */
	@Test
	void roundedIntegersAreWarnedOf(@TempDir Path folder) throws IOException {
		Path large = NibabelFile.named("int64-be.nii").path();
		assertEquals(List.of("int64-be.nii holds integers beyond 2^53, which are rounded: ImageJ has no 64-bit integers, " +
			"and double is used"), warnings(large));
		NiftiImage image = NiftiReader.read(large);
		Path small = folder.resolve("small.nii");
		NiftiWriter.write(small, image.header(), Converters.convert(image.stored(), (from, to) -> to.set(from
			.getRealDouble() < 0 ? -(1L << 53) : 1L << 53), new LongType()));
		assertEquals(List.of(), warnings(small));
	}

	private static List<String> warnings(Path file) throws IOException {
		List<String> warnings = new CopyOnWriteArrayList<>();
		LogListener listener = message -> warnings.add(message.text());
		LogService log = context.service(LogService.class);
		log.addLogListener(listener);
		service.open(file.toString());
		log.removeLogListener(listener);
		return warnings;
	}

	private static double[] values(Dataset image, Reference file) {
		return Images.values(image, file.shape(), channels(file));
	}

	private static int channels(Reference file) {
		return file.isColour() ? file.type().length() - 2 : 1;
	}

	private static double[] stored(Reference file) {
		ByteBuffer bytes = file.storedBytes();
		int size = Integer.parseInt(file.type().replaceAll("\\D", "")) / 8;
		boolean unsigned = file.type().startsWith("u");
		double[] numbers = new double[bytes.remaining() / size];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = switch (size) {
				case 1 -> unsigned ? bytes.get(i) & 0xff : bytes.get(i);
				case 2 -> unsigned ? bytes.getShort(2 * i) & 0xffff : bytes.getShort(2 * i);
				default -> unsigned ? bytes.getInt(4 * i) & 0xffffffffL : bytes.getInt(4 * i);
			};
		return numbers;
	}
}
