package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.FoldedGraph;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.TorchScript;
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
		GradingNetwork network = drawn(kind.backbone(), kind.variant());
		float[] expected = features(network, 1);
		try (InferenceNetwork folded = new InferenceNetwork(network, SIZE)) {
			assertSameFeatures(expected, folded);
		}
	}

	/** As on processors other than x86-64 and on a GPU. ConvNeXt alone has operations that differ there. */
	@Test
	void featuresAreTheSameWithoutOneDnn() throws IOException {
		GradingNetwork network = drawn(new ConvNeXt(), Variant.TORCHVISION);
		float[] expected = features(network, 1);
		try (InferenceNetwork folded = new InferenceNetwork(network, SIZE, false)) {
			assertSameFeatures(expected, folded);
		}
	}

	@Test
	void oneDnnIsCalledOnlyWhereAsked() throws IOException {
		try (GradingNetwork network = new GradingNetwork(new ConvNeXt(), Variant.TORCHVISION, Device.cpu(), 0)) {
			FoldedGraph folded = FoldedGraph.of(network.backbone(), name -> network.values("backbone." + name));
			List<Shape> shapes = folded.graph().shapes(network.manager(), new Shape(1, 3, SIZE, SIZE));
			assertEquals(36 + 1, TorchScript.of(folded, shapes, true).source().split("mkldnn").length, "one for each block");
			assertFalse(TorchScript.of(folded, shapes, false).source().contains("mkldnn"));
		}
	}

	private static GradingNetwork drawn(Backbone backbone, Variant variant) throws IOException {
		GradingNetwork network = new GradingNetwork(backbone, variant, Device.cpu());
		DrawnWeights.fill(network);
		return network;
	}

	private static void assertSameFeatures(float[] expected, InferenceNetwork folded) {
		for (int count : new int[] { 1, 2, 1 }) {
			float[] actual = features(folded, count);
			double largest = largest(expected);
			double toNext = 0;
			for (int i = 0; i < expected.length; i++) {
				assertEquals(expected[i], actual[i], 1e-5 * largest, "feature " + i + " in a batch of " + count);
				toNext = Math.max(toNext, Math.abs(actual[i] - actual[actual.length - expected.length + i]));
			}
			assertTrue(count == 1 || toNext > 1e-3 * largest, "another image differs by " + toNext / largest);
		}
	}

	/** More than are computed at a time, and not a multiple of it. */
	@Test
	void eachOfManyImagesHasItsOwnFeatures() throws IOException {
		int count = 9;
		GradingNetwork network = drawn(new MobileNetV2(), Variant.TORCHVISION);
		float[] expected = features(network, count);
		try (InferenceNetwork folded = new InferenceNetwork(network, SIZE)) {
			assertArrayEquals(expected, features(folded, count), 1e-5f * largest(expected));
			float[] turned = expected.clone();
			System.arraycopy(expected, 0, turned, expected.length / count, expected.length / count);
			assertTrue(difference(expected, turned) > 1e-3 * largest(expected), "the images' features differ");
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

	private static float largest(float[] values) {
		return difference(values, new float[values.length]);
	}

	private static float difference(float[] values, float[] others) {
		float largest = 0;
		for (int i = 0; i < values.length; i++)
			largest = Math.max(largest, Math.abs(values[i] - others[i]));
		return largest;
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
