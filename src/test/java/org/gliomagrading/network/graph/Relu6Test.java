package org.gliomagrading.network.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;

/** Values and gradients of torch's {@code nn.ReLU6}, worked by hand. */
class Relu6Test {

	private static final float[] X = { -1, 0, 1e-30f, 3, 5.999f, 6.5f, Float.POSITIVE_INFINITY };
	private static final float[] Y = { 0, 0, 1e-30f, 3, 5.999f, 6, 6 };
	private static final float[] GRADIENT = { 0, 0, 1, 1, 1, 0, 0 };

	/** As deep as MobileNetV2: each has its own 6. */
	private static final int LAYERS = 35;

	@Test
	void valuesInTrainingAndInUse() {
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			NDArray x = manager.create(X);
			for (boolean training : new boolean[] { true, false })
				assertArrayEquals(Y, relu6(x, training).toFloatArray());
		}
	}

	@Test
	void gradientsOutliveAGarbageCollection() throws Exception {
		for (int i = 0; i < 5; i++)
			assertArrayEquals(GRADIENT, gradient(x -> relu6(x, true)));
	}

	/** If this fails, DJL has been mended, and its own block may serve. */
	@Test
	void gradientsOfDjlsReluDoNot() throws Exception {
		boolean right = true;
		for (int i = 0; i < 20 && right; i++)
			right = Arrays.equals(GRADIENT, gradient(Activation::relu6));
		assertFalse(right);
	}

	private static float[] gradient(UnaryOperator<NDArray> layer) throws InterruptedException {
		try (NDManager manager = PyTorch.engine().newBaseManager();
				GradientCollector collector = PyTorch.engine().newGradientCollector())
		{
			NDArray x = manager.create(X);
			x.setRequiresGradient(true);
			NDArray y = x;
			for (int i = 0; i < LAYERS; i++)
				y = layer.apply(y);
			System.gc();
			Thread.sleep(50); // what is freed, is freed by another thread
			// Others use the memory that was freed.
			IntStream.range(0, 1000).forEach(i -> manager.create(-1f));
			collector.backward(y.sum());
			return x.getGradient().toFloatArray();
		}
	}

	private static NDArray relu6(NDArray x, boolean training) {
		return new Relu6().run(List.of(x), List.of(), training);
	}
}
