package org.gliomagrading.network;

import java.io.IOException;

import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.junit.jupiter.api.Test;

/** Against torchvision's {@code mobilenet_v2}. */
class MobileNetV2Test {

	private static final ReferenceFeatures REFERENCE = new ReferenceFeatures("MobileNetV2", new MobileNetV2(),
		Variant.TORCHVISION, 96);

	@Test
	void featuresEqualTorchvisions() throws IOException {
		REFERENCE.assertEqual(1e-5);
	}

	@Test
	void wrongNetworksGiveOtherFeatures() throws IOException {
		REFERENCE.assertVisible("ReLU", operation -> operation instanceof Relu6 ? new Relu() : operation);
		REFERENCE.assertVisible("Keras' epsilon", ChangedBackbone.epsilon(1e-3f));
		REFERENCE.assertVisible("TensorFlow's padding", operation -> operation instanceof Convolution convolution
			? new Convolution(convolution.channels(), convolution.kernel().padding(Padding.SAME)) : operation);
		REFERENCE.assertChannelsVisible();
	}

	@Test
	void namesAndShapesAreTorchvisions() throws IOException {
		REFERENCE.assertNamesAndShapes();
	}

	@Test
	void trainingStepEqualsTorchvisions() throws IOException {
		new ReferenceGradients("MobileNetV2", new MobileNetV2(), Variant.TORCHVISION, 64).assertEqual(1e-3);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		Backbone wrong = ChangedBackbone.of(new MobileNetV2(), ChangedBackbone.epsilon(1e-3f));
		new ReferenceGradients("MobileNetV2", wrong, Variant.TORCHVISION, 64).assertVisible("Keras' epsilon");
	}
}
