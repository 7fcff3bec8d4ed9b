package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.CRC32;

import org.gliomagrading.io.CsvFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Compares pooled features with torchvision's ({@code scripts/reference/mobilenet_v2_features.py}). */
class MobileNetV2Test {

	private static final Path REFERENCE = Path.of("src/test/resources/network/mobilenet_v2_features.csv");
	private static final int IMAGES = 2;
	private static final int SIZE = 96;
	private static final double TOLERANCE = 1e-5;
	private static final double VISIBLE = 1e-2;

	private static GradingNetwork network;

	@BeforeAll
	static void drawWeights() {
		network = new GradingNetwork(new MobileNetV2(), Device.cpu(), 0);
		network.parameters().forEach((name, parameter) -> {
			if (name.startsWith("backbone.")) network.set(name, draw(name.substring("backbone.".length()), parameter.getShape()));
		});
	}

	@AfterAll
	static void close() {
		network.close();
	}

	@Test
	void featuresEqualTorchvisions() throws Exception {
		assertClose(reference("value"), features(uniform("images", IMAGES * 3 * SIZE * SIZE)), TOLERANCE);
	}

	/** The weights are such that a wrong activation, epsilon or channel order shows. */
	@Test
	void wrongNetworksGiveOtherFeatures() throws Exception {
		float[] ours = features(uniform("images", IMAGES * 3 * SIZE * SIZE));
		for (String wrong : List.of("relu", "epsilon", "reversed"))
			assertTrue(difference(reference(wrong), ours) > VISIBLE, wrong);
	}

	@Test
	void reversedChannelsEqualTorchvisionsReversed() throws Exception {
		float[] images = uniform("images", IMAGES * 3 * SIZE * SIZE);
		float[] reversed = new float[images.length];
		int plane = SIZE * SIZE;
		for (int image = 0; image < IMAGES; image++)
			for (int channel = 0; channel < 3; channel++)
				System.arraycopy(images, (image * 3 + channel) * plane, reversed, (image * 3 + 2 - channel) * plane, plane);
		assertClose(reference("reversed"), features(reversed), TOLERANCE);
	}

	/** Names and shapes as in torchvision 0.28's state dict of mobilenet_v2. */
	@Test
	void namesAndShapesAreTorchvisions() {
		assertEquals(2_223_872, network.parameters().entrySet().stream().filter(each -> each.getKey().startsWith(
			"backbone.") && GradingNetwork.isLearned(each.getValue())).mapToLong(each -> each.getValue().getShape().size())
			.sum());
		assertShape("features.0.0.weight", 32, 3, 3, 3);
		assertShape("features.1.conv.0.0.weight", 32, 1, 3, 3);
		assertShape("features.1.conv.1.weight", 16, 32, 1, 1);
		assertShape("features.1.conv.2.running_var", 16);
		assertShape("features.17.conv.1.0.weight", 960, 1, 3, 3);
		assertShape("features.17.conv.2.weight", 320, 960, 1, 1);
		assertShape("features.18.1.running_mean", 1280);
	}

	@Test
	void headIsTheStudys() {
		assertEquals(List.of("head.dense.weight", "head.dense.bias", "head.output.weight", "head.output.bias"), network
			.parameters().keySet().stream().filter(name -> name.startsWith("head.")).toList());
		assertEquals(new Shape(128, 1280), network.parameters().get("head.dense.weight").getShape());
		assertEquals(new Shape(1, 128), network.parameters().get("head.output.weight").getShape());
	}

	private static void assertShape(String name, long... shape) {
		assertEquals(new Shape(shape), network.parameters().get("backbone." + name).getShape(), name);
	}

	private static float[] features(float[] images) {
		try (NDManager manager = network.manager().newSubManager()) {
			return network.features(manager.create(images, new Shape(IMAGES, 3, SIZE, SIZE)), false).toFloatArray();
		}
	}

	private static void assertClose(float[] expected, float[] actual, double tolerance) {
		assertEquals(0, difference(expected, actual), tolerance);
	}

	/** max |a - b| / max |b| */
	private static double difference(float[] expected, float[] actual) {
		assertEquals(expected.length, actual.length);
		double largest = 0;
		double difference = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
		}
		return difference / largest;
	}

	private static float[] reference(String column) throws Exception {
		List<Double> values = CsvFile.read(REFERENCE, List.of(column), row -> row.number(column));
		float[] floats = new float[values.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = values.get(i).floatValue();
		return floats;
	}

	/** The script's {@code draw}. */
	private static float[] draw(String name, Shape shape) {
		int count = (int) shape.size();
		if (name.endsWith("running_mean")) return between(name, count, -0.1, 0.1);
		if (name.endsWith("running_var")) return between(name, count, 0.01, 0.04);
		if (shape.dimension() == 1 && name.endsWith("weight")) return between(name, count, 0.1, 0.5);
		if (name.endsWith("bias")) return between(name, count, -0.5, 1.5);
		double bound = Math.sqrt(1.0 / shape.slice(1).size());
		return between(name, count, -bound, bound);
	}

	private static float[] uniform(String name, int count) {
		return between(name, count, 0, 1);
	}

	/** SplitMix64's output function over the name's CRC-32 and the index. */
	private static float[] between(String name, int count, double low, double high) {
		CRC32 crc = new CRC32();
		crc.update(name.getBytes());
		BiFunction<Long, Integer, Double> uniform = (start, index) -> {
			long z = (start + index) * 0x9E3779B97F4A7C15L;
			z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
			z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
			z ^= z >>> 31;
			return (z >>> 40) / (double) (1 << 24);
		};
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) (low + (high - low) * uniform.apply(crc.getValue() << 32, i));
		return values;
	}
}
