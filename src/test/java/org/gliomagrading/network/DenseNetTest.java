package org.gliomagrading.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.Concatenation;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.MaxPooling;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against torchvision's {@code densenet121} and {@code densenet201}, and Keras' two of those names. That one's epsilon is
 * 1e-5 and the other's 1.001e-5 shows in no feature.
 */
class DenseNetTest {

	private static final int SIZE = 64;

	private static ReferenceFeatures densenet121(Variant variant) {
		return new ReferenceFeatures("DenseNet121", new DenseNet.DenseNet121(), variant, SIZE);
	}

	private static List<ReferenceFeatures> all() {
		return Stream.of(Variant.values()).flatMap(variant -> Stream.of(densenet121(variant), new ReferenceFeatures(
			"DenseNet201", new DenseNet.DenseNet201(), variant, SIZE))).toList();
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
		ReferenceFeatures reference = densenet121(variant);
		reference.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		reference.assertVisible("epsilon 1e-3", ChangedBackbone.epsilon(1e-3f));
		reference.assertVisible("TensorFlow's padding", operation -> operation instanceof Convolution convolution
			? new Convolution(convolution.channels(), convolution.kernel().padding(Padding.SAME)) : operation);
		reference.assertVisible("max pooling", operation -> operation instanceof AveragePooling pooling ? new MaxPooling(
			pooling.window()) : operation);
		reference.assertVisible("new maps first", ChangedBackbone.ofNodes(new DenseNet.DenseNet121(), node -> {
			List<Integer> inputs = new ArrayList<>(node.inputs());
			if (node.operation() instanceof Concatenation) Collections.reverse(inputs);
			return new Graph.Node(node.name(), node.operation(), inputs);
		}));
		reference.assertChannelsVisible();
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void trainingStepEqualsTheReferences(Variant variant) throws IOException {
		new ReferenceGradients("DenseNet121", new DenseNet.DenseNet121(), variant, SIZE).assertEqual(1e-3);
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void wrongTrainingStepsDiffer(Variant variant) throws IOException {
		Backbone wrong = ChangedBackbone.of(new DenseNet.DenseNet121(), ChangedBackbone.epsilon(1e-3f));
		new ReferenceGradients("DenseNet121", wrong, variant, SIZE).assertVisible("epsilon 1e-3");
	}
}
