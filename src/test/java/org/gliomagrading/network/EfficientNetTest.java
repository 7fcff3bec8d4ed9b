package org.gliomagrading.network;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Dropout;
import org.gliomagrading.network.graph.Multiplication;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Silu;
import org.gliomagrading.network.graph.StochasticDepth;
import org.junit.jupiter.api.Test;

/** Against torchvision's {@code efficientnet_b0}, {@code efficientnet_b3} and {@code efficientnet_b4}. */
class EfficientNetTest {

	private static final ReferenceFeatures B0 = new ReferenceFeatures("EfficientNetB0", new EfficientNet.B0(),
		Variant.TORCHVISION, 96);
	private static final ReferenceFeatures B3 = new ReferenceFeatures("EfficientNetB3", new EfficientNet.B3(),
		Variant.TORCHVISION, 64);
	private static final ReferenceFeatures B4 = new ReferenceFeatures("EfficientNetB4", new EfficientNet.B4(),
		Variant.TORCHVISION, 64);

	@Test
	void featuresEqualTorchvisions() throws IOException {
		for (ReferenceFeatures each : List.of(B0, B3, B4))
			each.assertEqual(1e-5);
	}

	@Test
	void namesAndShapesAreTorchvisions() throws IOException {
		for (ReferenceFeatures each : List.of(B0, B3, B4))
			each.assertNamesAndShapes();
	}

	@Test
	void trainingStepEqualsTorchvisions() throws IOException {
		step(new EfficientNet.B0()).assertEqual(1e-3);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		step(ChangedBackbone.of(new EfficientNet.B0(), replace(Silu.class, new Relu()))).assertVisible("ReLU");
	}

	@Test
	void wrongNetworksGiveOtherFeatures() throws IOException {
		B0.assertVisible("ReLU", replace(Silu.class, new Relu()));
		B0.assertVisible("no excitation", replace(Multiplication.class, new Dropout(0)));
		B0.assertVisible("the paper's epsilon", ChangedBackbone.epsilon(1e-3f));
		B0.assertVisible("TensorFlow's padding", operation -> operation instanceof Convolution convolution ? new Convolution(
			convolution.channels(), convolution.kernel().padding(Padding.SAME)) : operation);
		B0.assertChannelsVisible();
	}

	private static ReferenceGradients step(Backbone backbone) {
		return new ReferenceGradients("EfficientNetB0", ChangedBackbone.of(backbone, replace(StochasticDepth.class,
			new StochasticDepth(0))), Variant.TORCHVISION, 64);
	}

	private static UnaryOperator<Operation> replace(Class<? extends Operation> right, Operation wrong) {
		return operation -> right.isInstance(operation) ? wrong : operation;
	}
}
