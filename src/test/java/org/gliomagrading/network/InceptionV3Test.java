package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.GraphBlock;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

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
		reference.assertVisible("the usual epsilon", InceptionV3Test::usualEpsilon);
		reference.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		reference.assertVisible("the other variant's pooling", operation -> operation instanceof AveragePooling pooling
			? new AveragePooling(pooling.window(), !pooling.countPadding()) : operation);
		reference.assertVisible("a padded stem", InceptionV3Test::paddedStem);
		reference.assertChannelsVisible();
	}

	@Test
	void smallerImagesLeaveNoFeature() {
		InceptionV3 network = new InceptionV3();
		GraphBlock block = new GraphBlock(network.build(Variant.TORCHVISION));
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			block.initialize(manager, DataType.FLOAT32);
			assertEquals(new Shape(1, 2048, 1, 1), shape(block, manager, network.smallestInput()));
			assertThrows(EngineException.class, () -> shape(block, manager, network.smallestInput() - 1));
		}
	}

	private static Shape shape(GraphBlock block, NDManager manager, int size) {
		NDList images = new NDList(manager.zeros(new Shape(1, 3, size, size)));
		return block.forward(new ParameterStore(manager, false), images, false).singletonOrThrow().getShape();
	}

	@Test
	void trainingStepEqualsTorchvisions() throws IOException {
		new ReferenceGradients("InceptionV3", new InceptionV3(), Variant.TORCHVISION, SIZE).assertEqual(1e-4);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		Backbone wrong = new ChangedBackbone(new InceptionV3(), InceptionV3Test::usualEpsilon);
		new ReferenceGradients("InceptionV3", wrong, Variant.TORCHVISION, SIZE).assertVisible("the usual epsilon");
	}

	private static ReferenceFeatures reference(Variant variant) {
		return new ReferenceFeatures("InceptionV3", new InceptionV3(), variant, SIZE);
	}

	private static Operation usualEpsilon(Operation operation) {
		return operation instanceof BatchNormalization norm ? new BatchNormalization(norm.channels(), 1e-5f, norm.momentum(),
			norm.scaled()) : operation;
	}

	/** The stem's convolutions that are not padded, but for the first; the reductions stay as they are. */
	private static Operation paddedStem(Operation operation) {
		return operation instanceof Convolution convolution && convolution.kernel().window().padding() == Padding.NONE &&
			convolution.kernel().window().stride() == 1 ? new Convolution(convolution.channels(), convolution.kernel().padding(
				Padding.SAME)) : operation;
	}
}
