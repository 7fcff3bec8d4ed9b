package org.gliomagrading.network;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Kernel;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against torchvision's {@code resnet50}, {@code resnet101} and {@code resnet152}, and Keras' three of those names. */
class ResNetTest {

	private static final int SIZE = 64;

	private static List<ReferenceFeatures> all() {
		return Stream.of(Variant.values()).flatMap(variant -> Stream.of(resnet50(variant), new ReferenceFeatures("ResNet101",
			new ResNet.ResNet101(), variant, SIZE), new ReferenceFeatures("ResNet152", new ResNet.ResNet152(), variant, SIZE)))
			.toList();
	}

	private static ReferenceFeatures resnet50(Variant variant) {
		return new ReferenceFeatures("ResNet50", new ResNet.ResNet50(), variant, SIZE);
	}

	/** The first and second convolutions of a bottleneck have each other's stride. */
	private static Graph withOtherStrides(Graph graph) {
		Map<String, Kernel> kernels = new HashMap<>();
		for (Graph.Node node : graph.nodes())
			if (node.operation() instanceof Convolution convolution) kernels.put(node.name(), convolution.kernel());
		return new Graph(graph.nodes().stream().map(node -> {
			String other = node.name().endsWith("1") ? node.name().replaceAll("1$", "2") : node.name().replaceAll("2$", "1");
			boolean bottleneck = node.name().matches("layer.*conv[12]");
			return !bottleneck ? node : new Graph.Node(node.name(), new Convolution(((Convolution) node.operation()).channels(),
				kernels.get(node.name()).stride(kernels.get(other).window().stride())), node.inputs());
		}).toList(), graph.channels());
	}

	@Test
	void featuresEqualTheReferences() throws IOException {
		for (ReferenceFeatures reference : all())
			reference.assertEqual(1e-5);
	}

	@Test
	void namesAndShapesAreTheReferences() throws IOException {
		for (ReferenceFeatures reference : all())
			reference.assertNamesAndShapes();
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void wrongNetworksGiveOtherFeatures(Variant variant) throws IOException {
		ReferenceFeatures reference = resnet50(variant);
		reference.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		reference.assertVisible("epsilon 1e-3", ChangedBackbone.epsilon(1e-3f));
		reference.assertVisible("TensorFlow's padding", operation -> operation instanceof Convolution convolution
			? new Convolution(convolution.channels(), convolution.kernel().padding(Padding.SAME)) : operation);
		reference.assertVisible("the other implementation's strides", new ChangedBackbone(new ResNet.ResNet50(),
			ResNetTest::withOtherStrides));
		reference.assertChannelsVisible();
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void trainingStepEqualsTheReferences(Variant variant) throws IOException {
		new ReferenceGradients("ResNet50", new ResNet.ResNet50(), variant, SIZE).assertEqual(1e-3);
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void wrongTrainingStepsDiffer(Variant variant) throws IOException {
		Backbone wrong = ChangedBackbone.of(new ResNet.ResNet50(), ChangedBackbone.epsilon(1e-3f));
		new ReferenceGradients("ResNet50", wrong, variant, SIZE).assertVisible("epsilon 1e-3");
	}
}
