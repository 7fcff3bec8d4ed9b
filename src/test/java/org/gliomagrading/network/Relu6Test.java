package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

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
				assertArrayEquals(Y, forward(new Relu6(), x, training).toFloatArray());
		}
	}

	@Test
	void gradientsOutliveAGarbageCollection() throws Exception {
		for (int i = 0; i < 5; i++)
			assertArrayEquals(GRADIENT, gradient(Relu6::new));
	}

	/** If this fails, DJL has been mended, and its own block may serve. */
	@Test
	void gradientsOfDjlsReluDoNot() throws Exception {
		boolean right = true;
		for (int i = 0; i < 20 && right; i++)
			right = Arrays.equals(GRADIENT, gradient(Activation::relu6Block));
		assertFalse(right);
	}

	private static float[] gradient(Supplier<Block> layer) throws InterruptedException {
		try (NDManager manager = PyTorch.engine().newBaseManager();
				GradientCollector collector = PyTorch.engine().newGradientCollector())
		{
			NDArray x = manager.create(X);
			x.setRequiresGradient(true);
			NDArray y = x;
			for (int i = 0; i < LAYERS; i++)
				y = forward(layer.get(), y, true);
			System.gc();
			Thread.sleep(50); // what is freed, is freed by another thread
			// Others use the memory that was freed.
			IntStream.range(0, 1000).forEach(i -> manager.create(-1f));
			collector.backward(y.sum());
			return x.getGradient().toFloatArray();
		}
	}

	private static NDArray forward(Block layer, NDArray x, boolean training) {
		layer.initialize(x.getManager(), DataType.FLOAT32, new Shape(X.length));
		return layer.forward(new ParameterStore(x.getManager(), false), new NDList(x), training).singletonOrThrow();
	}
}
