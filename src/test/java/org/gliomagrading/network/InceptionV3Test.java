package org.gliomagrading.network;

import java.io.IOException;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;

/** Against torchvision's {@code inception_v3} and Keras' {@code InceptionV3}. */
class InceptionV3Test {

	private static final ReferenceFeatures TORCHVISION = new ReferenceFeatures("InceptionV3", new InceptionV3(),
		Variant.TORCHVISION, 107);

	@Test
	void featuresEqualTorchvisions() throws IOException {
		TORCHVISION.assertEqual(1e-5);
	}

	@Test
	void wrongNetworksGiveOtherFeatures() throws IOException {
		TORCHVISION.assertVisible("the usual epsilon", operation -> operation instanceof BatchNormalization norm
			? new BatchNormalization(norm.channels(), 1e-5f, norm.momentum(), norm.scaled()) : operation);
		TORCHVISION.assertVisible("ReLU6", operation -> operation instanceof Relu ? new Relu6() : operation);
		TORCHVISION.assertVisible("padding that does not count", InceptionV3Test::otherPooling);
		TORCHVISION.assertVisible("a padded stem", InceptionV3Test::paddedStem);
		TORCHVISION.assertChannelsVisible();
	}

	private static Operation otherPooling(Operation operation) {
		return operation instanceof AveragePooling pooling ? new AveragePooling(pooling.window(), !pooling.countPadding())
			: operation;
	}

	/** The stem's convolutions that are not padded, but for the first; the reductions stay as they are. */
	private static Operation paddedStem(Operation operation) {
		return operation instanceof Convolution convolution && convolution.kernel().window().padding() == Padding.NONE &&
			convolution.kernel().window().stride() == 1 ? new Convolution(convolution.channels(), convolution.kernel().padding(
				Padding.SAME)) : operation;
	}
}
