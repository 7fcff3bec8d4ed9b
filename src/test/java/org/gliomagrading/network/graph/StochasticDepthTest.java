package org.gliomagrading.network.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/** What torchvision documents of {@code stochastic_depth} in mode {@code row}. */
class StochasticDepthTest {

	private static final int IMAGES = 4000;
	private static final int VALUES = 12;
	private static final float RATE = 0.2f;

	private NDManager manager;

	@BeforeEach
	void open() {
		manager = PyTorch.engine().newBaseManager();
	}

	@AfterEach
	void close() {
		manager.close();
	}

	@Test
	void dropsWholeImagesAndScalesTheOthers() {
		float[] result = branches(new StochasticDepth(RATE));
		assertTrue(isImageByImage(result));
		int dropped = 0;
		for (int i = 0; i < result.length; i += VALUES) {
			float first = result[i];
			assertTrue(first == 0 || Math.abs(first - 1 / (1 - RATE)) < 1e-6, "value " + first);
			if (first == 0) dropped++;
		}
		// four standard deviations of the binomial distribution
		assertEquals(RATE, dropped / (double) IMAGES, 4 * Math.sqrt(RATE * (1 - RATE) / IMAGES));
	}

	@Test
	void dropoutOfValuesIsSeen() {
		assertFalse(isImageByImage(branches(new Dropout(RATE))));
	}

	@Test
	void gradientIsThatOfTheScaling() {
		try (GradientCollector collector = PyTorch.engine().newGradientCollector()) {
			NDArray x = manager.ones(new Shape(50, 3, 2, 2));
			x.setRequiresGradient(true);
			NDArray y = new StochasticDepth(0.5f).run(List.of(x), List.of(), true);
			collector.backward(y.sum());
			// y = factor * x with x = 1
			assertArrayEquals(y.toFloatArray(), x.getGradient().toFloatArray());
		}
	}

	@Test
	void doesNothingInUseOrAtRateZero() {
		NDArray x = manager.ones(new Shape(2, 3, 2, 2));
		assertSame(x, new StochasticDepth(RATE).run(List.of(x), List.of(), false));
		assertSame(x, new StochasticDepth(0).run(List.of(x), List.of(), true));
	}

	private float[] branches(Operation operation) {
		return operation.run(List.of(manager.ones(new Shape(IMAGES, 3, 2, 2))), List.of(), true).toFloatArray();
	}

	private static boolean isImageByImage(float[] values) {
		for (int i = 0; i < values.length; i += VALUES) {
			float first = values[i];
			float[] image = Arrays.copyOfRange(values, i, i + VALUES);
			for (float value : image)
				if (value != first) return false;
		}
		return true;
	}
}
