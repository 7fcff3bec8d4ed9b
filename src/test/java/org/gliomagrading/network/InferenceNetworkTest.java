package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.FoldedGraph;
import org.gliomagrading.network.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The folded module against the network that it was made from, every backbone and variant there is. */
class InferenceNetworkTest {

	private static final int SIZE = 96;

	/** A backbone in one of its variants. */
	record Kind(Backbone backbone, Variant variant) {

		@Override
		public String toString() {
			return backbone.getClass().getSimpleName() + " " + variant.word();
		}
	}

	static List<Kind> kinds() throws Exception {
		List<Kind> kinds = new ArrayList<>();
		try (Context context = new Context(BackboneService.class)) {
			for (PluginInfo<Backbone> info : context.service(PluginService.class).getPluginsOfType(Backbone.class)) {
				Backbone backbone = info.createInstance();
				backbone.variants().stream().sorted().forEach(variant -> kinds.add(new Kind(backbone, variant)));
			}
		}
		return kinds;
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void featuresAreTheSame(Kind kind) throws IOException {
		GradingNetwork network = new GradingNetwork(kind.backbone(), kind.variant(), Device.cpu());
		DrawnWeights.fill(network);
		float[] expected = features(network, 1);
		try (InferenceNetwork folded = new InferenceNetwork(network, SIZE)) {
			for (int count : new int[] { 1, 2, 1 }) {
				float[] actual = features(folded, count);
				double largest = 0;
				for (float value : expected)
					largest = Math.max(largest, Math.abs(value));
				double toNext = 0;
				for (int i = 0; i < expected.length; i++) {
					assertEquals(expected[i], actual[i], 1e-5 * largest, "feature " + i + " in a batch of " + count);
					toNext = Math.max(toNext, Math.abs(actual[i] - actual[actual.length - expected.length + i]));
				}
				assertTrue(count == 1 || toNext > 1e-3 * largest, "another image differs by " + toNext / largest);
			}
		}
	}

	/** MobileNetV2 has a convolution before each of its batch norms. */
	@Test
	void everyBatchNormBehindAConvolutionIsFolded() throws IOException {
		Graph graph = new MobileNetV2().build(Variant.TORCHVISION);
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 0)) {
			Graph folded = FoldedGraph.of(graph, name -> network.values("backbone." + name)).graph();
			assertEquals(52, graph.nodes().size() - folded.nodes().size());
			assertTrue(folded.nodes().stream().noneMatch(node -> node.operation() instanceof BatchNormalization));
		}
	}

	private static float[] features(GradingNetwork network, int count) {
		try (NDManager manager = network.manager().newSubManager()) {
			return network.features(images(manager, count), false).toFloatArray();
		}
	}

	private static float[] features(InferenceNetwork network, int count) {
		try (NDManager manager = network.manager().newSubManager()) {
			NDArray images = images(manager, count);
			float[] before = images.toFloatArray();
			float[] features = network.features(images).toFloatArray();
			assertArrayEquals(before, images.toFloatArray(), "the images are the caller's");
			return features;
		}
	}

	private static NDArray images(NDManager manager, int count) {
		return manager.create(DrawnWeights.images(count, SIZE), new Shape(count, 3, SIZE, SIZE));
	}
}
