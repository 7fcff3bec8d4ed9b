package org.gliomagrading.network;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.gliomagrading.network.graph.BatchNormalization;
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
		REFERENCE.assertVisible("Keras' epsilon", operation -> operation instanceof BatchNormalization norm
			? new BatchNormalization(norm.channels(), 1e-3f, norm.momentum(), norm.scaled()) : operation);
		REFERENCE.assertChannelsVisible();
	}

	@Test
	void namesAndShapesAreTorchvisions() throws IOException {
		REFERENCE.assertShapes(Map.of("features.0.0.weight", List.of(32, 3, 3, 3), "features.1.conv.0.0.weight", List.of(32, 1,
			3, 3), "features.1.conv.1.weight", List.of(16, 32, 1, 1), "features.1.conv.2.running_var", List.of(16),
			"features.17.conv.1.0.weight", List.of(960, 1, 3, 3), "features.17.conv.2.weight", List.of(320, 960, 1, 1),
			"features.18.1.running_mean", List.of(1280)));
	}
}
