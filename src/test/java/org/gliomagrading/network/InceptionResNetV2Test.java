package org.gliomagrading.network;

import java.io.IOException;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.gliomagrading.network.graph.ScaledAddition;
import org.junit.jupiter.api.Test;

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
		REFERENCE.assertVisible("the usual epsilon", ChangedBackbone.epsilon(1e-5f));
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
		REFERENCE.assertSmallestInput();
	}

	@Test
	void trainingStepEqualsKeras() throws IOException {
		new ReferenceGradients("InceptionResNetV2", new InceptionResNetV2(), Variant.KERAS, SIZE).assertEqual(1e-4);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		Backbone wrong = ChangedBackbone.of(new InceptionResNetV2(), ChangedBackbone.epsilon(1e-5f));
		new ReferenceGradients("InceptionResNetV2", wrong, Variant.KERAS, SIZE).assertVisible("the usual epsilon");
	}

	/** The stem's convolutions that are not padded, but for the first; the reductions stay as they are. */
	private static Operation paddedStem(Operation operation) {
		return operation instanceof Convolution convolution && convolution.kernel().window().padding() == Padding.NONE &&
			convolution.kernel().window().stride() == 1 ? new Convolution(convolution.channels(), convolution.kernel().padding(
				Padding.SAME)) : operation;
	}
}
