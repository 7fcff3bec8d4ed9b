package org.gliomagrading.network;

import java.io.IOException;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against torchvision's {@code inception_v3} and Keras' {@code InceptionV3}. */
class InceptionV3Test {

	private static final int SIZE = 107;

	@ParameterizedTest
	@EnumSource(Variant.class)
	void featuresEqualTheReferences(Variant variant) throws IOException {
		reference(variant).assertEqual(1e-5);
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void namesAndShapesAreTheReferences(Variant variant) throws IOException {
		reference(variant).assertNamesAndShapes();
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void wrongNetworksGiveOtherFeatures(Variant variant) throws IOException {
		ReferenceFeatures reference = reference(variant);
		reference.assertVisible("the usual epsilon", ChangedBackbone.epsilon(1e-5f));
		reference.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		reference.assertVisible("the other variant's pooling", operation -> operation instanceof AveragePooling pooling
			? new AveragePooling(pooling.window(), !pooling.countPadding()) : operation);
		reference.assertVisible("a padded stem", InceptionV3Test::paddedStem);
		reference.assertChannelsVisible();
	}

	@Test
	void smallerImagesLeaveNoFeature() {
		reference(Variant.TORCHVISION).assertSmallestInput();
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void trainingStepEqualsTheReferences(Variant variant) throws IOException {
		new ReferenceGradients("InceptionV3", new InceptionV3(), variant, SIZE).assertEqual(1e-4);
	}

	@ParameterizedTest
	@EnumSource(Variant.class)
	void wrongTrainingStepsDiffer(Variant variant) throws IOException {
		Backbone wrong = ChangedBackbone.of(new InceptionV3(), ChangedBackbone.epsilon(1e-5f));
		new ReferenceGradients("InceptionV3", wrong, variant, SIZE).assertVisible("the usual epsilon");
	}

	private static ReferenceFeatures reference(Variant variant) {
		return new ReferenceFeatures("InceptionV3", new InceptionV3(), variant, SIZE);
	}

	/** The stem's convolutions that are not padded, but for the first; the reductions stay as they are. */
	private static Operation paddedStem(Operation operation) {
		return operation instanceof Convolution convolution && convolution.kernel().window().padding() == Padding.NONE &&
			convolution.kernel().window().stride() == 1 ? new Convolution(convolution.channels(), convolution.kernel().padding(
				Padding.SAME)) : operation;
	}
}
