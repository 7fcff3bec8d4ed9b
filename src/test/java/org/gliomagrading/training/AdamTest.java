package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Variant;
import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;

/**
 * Follows Kingma and Ba's Algorithm 1, worked in double precision, for the one parameter whose gradient is known in
 * closed form: the last bias, d loss / d bias = mean(sigmoid(logit) - label).
 */
class AdamTest {

	private static final String BIAS = "head.output.bias";
	private static final double RATE = 0.3;
	private static final int STEPS = 8;

	@Test
	void stepsAreThePapers() throws Exception {
		double[] expected = new double[STEPS];
		double[] uncorrected = new double[STEPS];
		double[] actual = new double[STEPS];
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 3);
				NDManager manager = network.manager().newSubManager())
		{
			network.unfreeze(BIAS::equals);
			NDArray features = manager.create(random(4 * 1280), new Shape(4, 1280));
			float[] labels = { 1, 0, 1, 1 };
			double first = 0;
			double second = 0;
			double bias = 0;
			double wrong = 0;
			try (Adam adam = new Adam(network.parameters(), network.manager(), TrainingOptions.NONE)) {
				for (int t = 1; t <= STEPS; t++) {
					double gradient = gradient(network, features, manager.create(labels), labels);
					first = 0.9 * first + 0.1 * gradient;
					second = 0.999 * second + 0.001 * gradient * gradient;
					bias -= RATE * first / (1 - Math.pow(0.9, t)) / (Math.sqrt(second / (1 - Math.pow(0.999, t))) + 1e-8);
					wrong -= RATE * first / (Math.sqrt(second) + 1e-8);
					adam.step(RATE);
					expected[t - 1] = bias;
					uncorrected[t - 1] = wrong;
					actual[t - 1] = network.values(BIAS)[0];
				}
			}
		}
		for (int t = 0; t < STEPS; t++) {
			assertEquals(expected[t], actual[t], 1e-5, "step " + (t + 1));
			assertTrue(Math.abs(uncorrected[t] - actual[t]) > 1e-2, "step " + (t + 1) + " without bias correction");
		}
	}

	/** What is frozen stays, to the bit. */
	@Test
	void frozenParametersStay() throws Exception {
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 3);
				NDManager manager = network.manager().newSubManager())
		{
			network.unfreeze(BIAS::equals);
			float[] before = network.values("head.output.weight");
			try (Adam adam = new Adam(network.parameters(), network.manager(), TrainingOptions.NONE)) {
				float[] labels = { 1, 0 };
				gradient(network, manager.create(random(2 * 1280), new Shape(2, 1280)), manager.create(labels), labels);
				adam.step(RATE);
			}
			assertEquals(0, Arrays.compare(before, network.values("head.output.weight")));
			assertTrue(network.values(BIAS)[0] != 0);
		}
	}

	private static double gradient(GradingNetwork network, NDArray features, NDArray labels, float[] grades) {
		try (GradientCollector gradients = PyTorch.engine().newGradientCollector()) {
			NDArray logits = network.logits(features, false);
			gradients.backward(Loss.sigmoidBinaryCrossEntropyLoss().evaluate(new NDList(labels), new NDList(logits)));
			double sum = 0;
			float[] values = logits.toFloatArray();
			for (int i = 0; i < values.length; i++)
				sum += 1 / (1 + Math.exp(-values[i])) - grades[i];
			return sum / values.length;
		}
	}

	private static float[] random(int count) {
		Random random = new Random(5);
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = random.nextFloat();
		return values;
	}
}
