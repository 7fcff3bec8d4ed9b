package org.gliomagrading.network.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/** Cases worked by hand. */
class AveragePoolingTest {

	private static final Window WIDE = new Window(3, 3, 1, Padding.half());
	private static final Window ODD = new Window(1, 3, 2, Padding.SAME);

	@Test
	void paddingOnBothSides() {
		// Each window holds all four values and five of padding.
		assertMeans(new float[] { 2.5f, 2.5f, 2.5f, 2.5f }, new AveragePooling(WIDE, false), new Shape(1, 1, 2, 2));
		float ninth = 10 / 9f;
		assertMeans(new float[] { ninth, ninth, ninth, ninth }, new AveragePooling(WIDE, true), new Shape(1, 1, 2, 2));
	}

	@Test
	void paddingOnOneSide() {
		assertMeans(new float[] { 2, 7 / 3f }, new AveragePooling(ODD, true), new Shape(1, 1, 1, 4));
		assertThrows(IllegalArgumentException.class, () -> assertMeans(new float[0], new AveragePooling(ODD, false), new Shape(1,
			1, 1, 4)));
	}

	@Test
	void gradientsLeavePaddingOut() {
		assertArrayEquals(new float[] { 1, 1, 1, 1 }, gradient(new AveragePooling(WIDE, false)), 1e-6f);
		assertArrayEquals(new float[] { 4 / 9f, 4 / 9f, 4 / 9f, 4 / 9f }, gradient(new AveragePooling(WIDE, true)), 1e-6f);
	}

	private static void assertMeans(float[] expected, AveragePooling pooling, Shape shape) {
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			NDArray maps = manager.create(new float[] { 1, 2, 3, 4 }, shape);
			for (boolean training : new boolean[] { true, false })
				assertArrayEquals(expected, pooling.run(List.of(maps), List.of(), training).toFloatArray(), 1e-6f);
		}
	}

	private static float[] gradient(AveragePooling pooling) {
		try (NDManager manager = PyTorch.engine().newBaseManager();
				GradientCollector collector = PyTorch.engine().newGradientCollector())
		{
			NDArray maps = manager.create(new float[] { 1, 2, 3, 4 }, new Shape(1, 1, 2, 2));
			maps.setRequiresGradient(true);
			collector.backward(pooling.run(List.of(maps), List.of(), true).sum());
			return maps.getGradient().toFloatArray();
		}
	}
}
