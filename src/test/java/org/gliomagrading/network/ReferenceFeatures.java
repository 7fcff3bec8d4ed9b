package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.GraphBlock;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Compares a backbone, its weights and images drawn by {@link DrawnWeights}, with what the reference implementation gives
 * ({@code scripts/reference/*_features.py}).
 *
 * @param name the backbone's name
 * @param backbone the backbone
 * @param variant whose implementation it follows
 * @param size height and width of the images, as in the script
 */
record ReferenceFeatures(String name, Backbone backbone, Variant variant, int size) {

	private static final int IMAGES = 3;

	/** A wrong network must show at least so much of the largest feature. */
	private static final double VISIBLE = 1e-2;

	/** Features and number of parameters are the reference's. */
	void assertEqual(double tolerance) throws IOException {
		Map<String, Tensor> reference = reference();
		try (GradingNetwork network = network(backbone)) {
			float[] parameters = reference.get("parameters").values();
			assertEquals((long) parameters[0] * 1000 + (long) parameters[1], network.parameters().entrySet().stream().filter(
				each -> each.getKey().startsWith("backbone.") && GradingNetwork.isLearned(each.getValue())).mapToLong(
					each -> each.getValue().getShape().size()).sum(), "learned parameters");
			assertEquals(0, difference(reference.get("features").values(), features(network, images(false))), tolerance, name);
		}
	}

	/** With other operations here and there the features are not the reference's. */
	void assertVisible(String what, UnaryOperator<Operation> change) throws IOException {
		assertTrue(backbone.build(variant).nodes().stream().map(Graph.Node::operation).anyMatch(operation -> !change.apply(
			operation).equals(operation)), what + " changes nothing");
		assertVisible(what, ChangedBackbone.of(backbone, change));
	}

	/** Nor are they those of a wrong network. */
	void assertVisible(String what, Backbone wrong) throws IOException {
		try (GradingNetwork network = network(wrong)) {
			assertVisible(what, features(network, images(false)));
		}
	}

	/** Nor with the channels the other way round. */
	void assertChannelsVisible() throws IOException {
		try (GradingNetwork network = network(backbone)) {
			assertVisible("reversed channels", features(network, images(true)));
		}
	}

	/** The backbone's smallest input leaves one map of one value each, and anything smaller none. */
	void assertSmallestInput() {
		Graph graph = backbone.build(variant);
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			assertEquals(new Shape(1, graph.channels(), 1, 1), maps(graph, manager, backbone.smallestInput()));
			assertThrows(EngineException.class, () -> maps(graph, manager, backbone.smallestInput() - 1));
		}
	}

	private static Shape maps(Graph graph, NDManager manager, int size) {
		return graph.shapes(manager, new Shape(1, 3, size, size)).get(graph.nodes().size());
	}

	/** Names and shapes of all parameters and statistics are the reference's. */
	void assertNamesAndShapes() throws IOException {
		Map<String, Shape> expected = new TreeMap<>();
		for (String line : Files.readAllLines(resource(".txt"))) {
			String[] words = line.split(" ");
			expected.put(words[0], new Shape(Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray()));
		}
		Map<String, Shape> actual = new TreeMap<>();
		new GraphBlock(backbone.build(variant)).namedParameters().forEach((tensor, parameter) -> actual.put(tensor, parameter
			.getShape()));
		assertEquals(expected, actual);
	}

	private void assertVisible(String what, float[] features) throws IOException {
		double difference = difference(reference().get("features").values(), features);
		assertTrue(difference > VISIBLE, name + " with " + what + " differs by " + difference + " only");
	}

	private Map<String, Tensor> reference() throws IOException {
		return Safetensors.read(resource(".safetensors"));
	}

	private Path resource(String ending) {
		return Path.of("src/test/resources/network", name + "-" + variant.word() + ending);
	}

	private GradingNetwork network(Backbone kind) throws IOException {
		GradingNetwork network = new GradingNetwork(kind, variant, Device.cpu());
		DrawnWeights.fill(network);
		return network;
	}

	private List<float[]> images(boolean reversed) {
		float[] all = DrawnWeights.images(IMAGES, size);
		int plane = size * size;
		List<float[]> images = new ArrayList<>();
		for (int i = 0; i < IMAGES; i++) {
			float[] image = new float[3 * plane];
			for (int channel = 0; channel < 3; channel++)
				System.arraycopy(all, (i * 3 + channel) * plane, image, (reversed ? 2 - channel : channel) * plane, plane);
			images.add(image);
		}
		return images;
	}

	/** One image after the other, which needs the least memory. */
	private float[] features(GradingNetwork network, List<float[]> images) {
		List<float[]> rows = new ArrayList<>();
		for (float[] image : images) {
			try (NDManager manager = network.manager().newSubManager()) {
				rows.add(network.features(manager.create(image, new Shape(1, 3, size, size)), false).toFloatArray());
			}
		}
		float[] features = new float[IMAGES * rows.get(0).length];
		for (int i = 0; i < IMAGES; i++)
			System.arraycopy(rows.get(i), 0, features, i * rows.get(i).length, rows.get(i).length);
		return features;
	}

	/** max |a - b| / max |b| */
	private static double difference(float[] expected, float[] actual) {
		assertEquals(expected.length, actual.length);
		double largest = 0;
		double difference = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			difference = Math.max(difference, Double.isFinite(actual[i]) ? Math.abs(expected[i] - actual[i])
				: Double.POSITIVE_INFINITY);
		}
		return difference / largest;
	}
}
