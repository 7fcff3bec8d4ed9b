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
import org.gliomagrading.network.graph.ScaledAddition;
import org.junit.jupiter.api.Test;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** Against Keras' {@code InceptionResNetV2}. */
class InceptionResNetV2Test {

	private static final int SIZE = 107;

	private static final ReferenceFeatures REFERENCE = new ReferenceFeatures("InceptionResNetV2", new InceptionResNetV2(),
		Variant.KERAS, SIZE);

	@Test
	void featuresEqualKeras() throws IOException {
		REFERENCE.assertEqual(1e-5);
	}

	@Test
	void namesAndShapesAreKeras() throws IOException {
		REFERENCE.assertNamesAndShapes();
	}

	@Test
	void wrongNetworksGiveOtherFeatures() throws IOException {
		REFERENCE.assertVisible("the usual epsilon", InceptionResNetV2Test::usualEpsilon);
		REFERENCE.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		REFERENCE.assertVisible("pooling that counts padding", operation -> operation instanceof AveragePooling pooling
			? new AveragePooling(pooling.window(), true) : operation);
		REFERENCE.assertVisible("residuals a tenth larger", operation -> operation instanceof ScaledAddition addition
			? new ScaledAddition(1.1f * addition.share()) : operation);
		REFERENCE.assertVisible("a padded stem", InceptionResNetV2Test::paddedStem);
		REFERENCE.assertChannelsVisible();
	}

	@Test
	void smallerImagesLeaveNoFeature() {
		InceptionResNetV2 network = new InceptionResNetV2();
		GraphBlock block = new GraphBlock(network.build(Variant.KERAS));
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			block.initialize(manager, DataType.FLOAT32);
			assertEquals(new Shape(1, 1536, 1, 1), shape(block, manager, network.smallestInput()));
			assertThrows(EngineException.class, () -> shape(block, manager, network.smallestInput() - 1));
		}
	}

	private static Shape shape(GraphBlock block, NDManager manager, int size) {
		NDList images = new NDList(manager.zeros(new Shape(1, 3, size, size)));
		return block.forward(new ParameterStore(manager, false), images, false).singletonOrThrow().getShape();
	}

	@Test
	void trainingStepEqualsKeras() throws IOException {
		new ReferenceGradients("InceptionResNetV2", new InceptionResNetV2(), Variant.KERAS, SIZE).assertEqual(1e-4);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		Backbone wrong = new ChangedBackbone(new InceptionResNetV2(), InceptionResNetV2Test::usualEpsilon);
		new ReferenceGradients("InceptionResNetV2", wrong, Variant.KERAS, SIZE).assertVisible("the usual epsilon");
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
