package org.gliomagrading.network;

import java.io.IOException;
import java.util.function.UnaryOperator;

import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Gelu;
import org.gliomagrading.network.graph.LayerNormalization;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Silu;
import org.gliomagrading.network.graph.StochasticDepth;
import org.junit.jupiter.api.Test;

/** Against torchvision's {@code convnext_base}. */
class ConvNeXtTest {

	private static final ReferenceFeatures REFERENCE = new ReferenceFeatures("ConvNeXtBase", new ConvNeXt(),
		Variant.TORCHVISION, 64);

	@Test
	void featuresEqualTorchvisions() throws IOException {
		REFERENCE.assertEqual(1e-5);
	}

	@Test
	void namesAndShapesAreTorchvisions() throws IOException {
		REFERENCE.assertNamesAndShapes();
	}

	@Test
	void trainingStepEqualsTorchvisions() throws IOException {
		step(UnaryOperator.identity()).assertEqual(1e-3);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		step(operation -> operation instanceof Gelu ? new Silu() : operation).assertVisible("SiLU");
	}

	@Test
	void wrongNetworksGiveOtherFeatures() throws IOException {
		REFERENCE.assertVisible("SiLU", operation -> operation instanceof Gelu ? new Silu() : operation);
		REFERENCE.assertVisible("torch's default epsilon", operation -> operation instanceof LayerNormalization norm
			? new LayerNormalization(norm.channels(), 1e-5f) : operation);
		REFERENCE.assertVisible("another padding", operation -> operation instanceof Convolution convolution && convolution
			.kernel().groups() > 1 ? new Convolution(convolution.channels(), convolution.kernel().padding(Padding.of(2, 4)))
				: operation);
		REFERENCE.assertChannelsVisible();
	}

	private static ReferenceGradients step(UnaryOperator<Operation> change) {
		return new ReferenceGradients("ConvNeXtBase", ChangedBackbone.of(new ConvNeXt(), operation -> change.apply(
			operation instanceof StochasticDepth ? new StochasticDepth(0) : operation)), Variant.TORCHVISION, 64);
	}
}
