package org.gliomagrading.slice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.CsvFile;
import org.junit.jupiter.api.Test;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Compares resizing with torch's ({@code scripts/reference/resize.py}); the scaling with hand-worked cases. */
class SliceTensorTest {

	private static final Path REFERENCE = Path.of("src/test/resources/slice/resize.csv");
	private static final double TOLERANCE = 1e-5;

	private record Key(int width, int height, int size, boolean alignCorners) {
	}

	@Test
	void resizeEqualsTorchs() throws Exception {
		for (var each : reference().entrySet()) {
			if (each.getKey().alignCorners) continue;
			assertTrue(difference(each.getKey(), each.getValue()) <= TOLERANCE, each.getKey().toString());
		}
	}

	/** The other convention differs, except where it is the same by definition. */
	@Test
	void alignedCornersDiffer() throws Exception {
		for (var each : reference().entrySet()) {
			Key key = each.getKey();
			if (!key.alignCorners || key.width == key.size && key.height == key.size || key.width == 1) continue;
			assertTrue(difference(key, each.getValue()) > 100 * TOLERANCE, key.toString());
		}
	}

	@Test
	void eachChannelIsScaledOnItsOwn() {
		float[] values = write(2, image(2, 2, -1, 0, 1, 3), image(2, 2, 10, 20, 30, 50));
		assertArrayEquals(new float[] { 0, 0.25f, 0.5f, 1, 0, 0.25f, 0.5f, 1 }, values);
	}

	@Test
	void constantSliceIsZero() {
		assertArrayEquals(new float[4], write(2, image(2, 2, 7, 7, 7, 7)));
	}

	/** The largest finite voxels: their difference is infinite in single precision. */
	@Test
	void extremesStayFinite() {
		assertArrayEquals(new float[] { 0, 0.5f, 0.75f, 1 }, write(2, image(2, 2, -3e38f, 0, 1.5e38f, 3e38f)), 1e-6f);
	}

	/** Resized first, then scaled: the resized image's own extremes become 0 and 1. */
	@Test
	void scalesAfterResizing() {
		float[] values = write(2, image(4, 4, 0, 0, 0, 0, 0, 8, 2, 2, 0, 0, 2, 2, 0, 0, 0, 0));
		float max = Float.NEGATIVE_INFINITY;
		for (float value : values)
			max = Math.max(max, value);
		assertEquals(1, max);
	}

	/** (255 x - 127.5) / 127.5 and (x - 0.25) / 0.5, of the channel's own scaled values. */
	@Test
	void normalizesEachChannel() {
		SliceTensor tensor = new SliceTensor(2, Optional.of(new Normalization(255, List.of(127.5, 63.75), List.of(127.5,
			127.5))));
		float[] values = new float[tensor.length(2)];
		tensor.write(List.of(image(2, 2, 3, 5, 7, 3), image(2, 2, 0, 8, 8, 4)), 0, values, 0);
		assertArrayEquals(new float[] { -1, 0, 1, -1, -0.5f, 1.5f, 1.5f, 0.5f }, values);
	}

	/** Image rows are h (anterior to posterior), columns are w (right to left). */
	@Test
	void rowsAreHeight() {
		assertArrayEquals(new float[] { 0, 1, 0, 1 }, write(2, image(2, 2, 0, 5, 0, 5)));
	}

	@SafeVarargs
	private static float[] write(int size, RandomAccessibleInterval<FloatType>... channels) {
		SliceTensor tensor = new SliceTensor(size);
		float[] values = new float[tensor.length(channels.length)];
		tensor.write(List.of(channels), 0, values, 0);
		return values;
	}

	private static ArrayImg<FloatType, ?> image(int width, int height, float... values) {
		return ArrayImgs.floats(values, width, height, 1);
	}

	/** Largest difference to the reference, which is scaled to 0..1 as the product does. */
	private static double difference(Key key, List<Float> expected) {
		float[] image = new float[key.width * key.height];
		for (int y = 0; y < key.height; y++)
			for (int x = 0; x < key.width; x++)
				image[y * key.width + x] = (float) (Math.sin(0.37 * x) + Math.cos(0.21 * y) + 0.05 * x * y);
		float[] ours = write(key.size, image(key.width, key.height, image));
		double min = expected.stream().min(Float::compare).orElseThrow();
		double max = expected.stream().max(Float::compare).orElseThrow();
		double difference = 0;
		for (int i = 0; i < ours.length; i++)
			difference = Math.max(difference, Math.abs(ours[i] - (expected.get(i) - min) / (max - min)));
		return difference;
	}

	private static Map<Key, List<Float>> reference() throws Exception {
		Map<Key, List<Float>> images = new LinkedHashMap<>();
		CsvFile.read(REFERENCE, List.of("width", "height", "size", "align_corners", "value"), row -> images.computeIfAbsent(
			new Key(row.integer("width"), row.integer("height"), row.integer("size"), row.text("align_corners").equals("True")),
			key -> new ArrayList<>()).add((float) row.number("value")));
		assertEquals(12, images.size(), "six shapes, in two conventions");
		images.forEach((key, values) -> assertEquals(key.size * key.size, values.size(), key.toString()));
		return images;
	}
}
