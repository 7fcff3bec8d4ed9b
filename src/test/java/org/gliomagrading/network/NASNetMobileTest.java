package org.gliomagrading.network;

import java.io.IOException;

import org.gliomagrading.network.graph.AveragePooling;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Operation;
import org.gliomagrading.network.graph.Padding;
import org.gliomagrading.network.graph.Relu;
import org.gliomagrading.network.graph.Relu6;
import org.gliomagrading.network.graph.Window;
import org.gliomagrading.network.graph.ZeroPadding;
import org.junit.jupiter.api.Test;

/** Against Keras' {@code NASNetMobile}. */
class NASNetMobileTest {

	private static final int SIZE = 96;

	private static final ReferenceFeatures REFERENCE = new ReferenceFeatures("NASNetMobile", new NASNetMobile(),
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
		REFERENCE.assertVisible("convolutions padded alike on both sides",
			operation -> operation instanceof Convolution convolution && convolution.kernel().window().padding() == Padding.SAME
				? new Convolution(convolution.channels(), convolution.kernel().padding(Padding.half())) : operation);
		REFERENCE.assertVisible("poolings padded alike on both sides", operation -> operation instanceof ZeroPadding
			? new ZeroPadding(new Window(3, 3, 2, Padding.half())) : operation);
		REFERENCE.assertVisible("two halves of the same values", NASNetMobileTest::withoutShift);
		REFERENCE.assertChannelsVisible();
	}

	@Test
	void trainingStepEqualsKeras() throws IOException {
		new ReferenceGradients("NASNetMobile", new NASNetMobile(), Variant.KERAS, SIZE).assertEqual(1e-4);
	}

	@Test
	void wrongTrainingStepsDiffer() throws IOException {
		Backbone wrong = ChangedBackbone.of(new NASNetMobile(), ChangedBackbone.epsilon(1e-5f));
		new ReferenceGradients("NASNetMobile", wrong, Variant.KERAS, SIZE).assertVisible("the usual epsilon");
	}

	private static Operation withoutShift(Operation operation) {
		return operation instanceof Convolution convolution && convolution.kernel().window().height() == 1 && convolution
			.kernel().window().stride() == 2 ? new Convolution(convolution.channels(), convolution.kernel().padding(
				Padding.NONE)) : operation;
	}
}
