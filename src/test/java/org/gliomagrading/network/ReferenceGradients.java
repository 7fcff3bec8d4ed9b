package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.gliomagrading.network.graph.GraphBlock;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;

/**
 * Compares one training step of a backbone, its weights and images drawn by {@link DrawnWeights}, with the reference
 * implementation's ({@code scripts/reference/*_gradients.py}): the norm of each parameter's gradient, and of the change of
 * each running statistic. In double precision on both sides: in single, a value that rounds to the other side of a ReLU
 * moves gradients by up to a hundredth.
 *
 * @param name the backbone's name
 * @param backbone the backbone, without what is random in training
 * @param variant whose implementation it follows
 * @param size height and width of the images, as in the script
 */
record ReferenceGradients(String name, Backbone backbone, Variant variant, int size) {

	private static final int IMAGES = 3;

	/** A wrong network must show at least so much of some norm. */
	private static final double VISIBLE = 1e-2;

	/**
	 * Every parameter and statistic has the reference's norm.
	 *
	 * @param tolerance part of each norm by which it may differ; where the reference is 0, of the largest norm
	 */
	void assertEqual(double tolerance) throws IOException {
		Map<String, Double> expected = reference();
		Map<String, Double> actual = step();
		assertEquals(expected.keySet(), actual.keySet());
		double largest = Collections.max(expected.values());
		expected.forEach((tensor, norm) -> assertEquals(norm, actual.get(tensor), tolerance * (norm == 0 ? largest : norm),
			tensor));
	}

	/** In a wrong network some have not. */
	void assertVisible(String what) throws IOException {
		Map<String, Double> actual = step();
		double difference = 0;
		for (Map.Entry<String, Double> norm : reference().entrySet())
			if (norm.getValue() != 0) difference = Math.max(difference, Math.abs(actual.get(norm.getKey()) / norm.getValue() -
				1));
		assertTrue(difference > VISIBLE, name + " with " + what + " differs by " + difference + " only");
	}

	private Map<String, Double> reference() throws IOException {
		List<String> lines = Files.readAllLines(Path.of("src/test/resources/network", name + "-" + variant.word() +
			"-gradients.csv"));
		Map<String, Double> norms = new LinkedHashMap<>();
		for (String line : lines.subList(1, lines.size())) {
			String[] cells = line.split(",");
			norms.put(cells[0], Double.valueOf(cells[1]));
		}
		return norms;
	}

	private Map<String, Double> step() {
		GraphBlock block = new GraphBlock(backbone.build(variant));
		try (NDManager manager = PyTorch.engine().newBaseManager()) {
			block.initialize(manager, DataType.FLOAT64);
			Map<String, double[]> before = new HashMap<>();
			block.namedParameters().forEach((tensor, parameter) -> {
				double[] values = doubles(DrawnWeights.draw(tensor, parameter.getShape()));
				parameter.freeze(true);
				try (NDArray source = manager.create(values, parameter.getShape())) {
					parameter.getArray().set(new NDIndex(":"), source);
				}
				if (GradingNetwork.isLearned(parameter)) parameter.freeze(false);
				else before.put(tensor, values);
			});
			NDArray images = manager.create(doubles(DrawnWeights.images(IMAGES, size)), new Shape(IMAGES, 3, size, size));
			Map<String, Double> norms = new LinkedHashMap<>();
			try (GradientCollector gradients = PyTorch.engine().newGradientCollector()) {
				NDArray features = Pool.globalAvgPool2d(block.forward(new ParameterStore(manager, false), new NDList(images), true,
					null).singletonOrThrow());
				double[] factors = doubles(DrawnWeights.between("loss", (int) features.size(), -1, 1));
				gradients.backward(features.mul(manager.create(factors, features.getShape())).sum());
				block.namedParameters().forEach((tensor, parameter) -> norms.put(tensor, norm(GradingNetwork.isLearned(parameter)
					? parameter.getArray().getGradient().toDoubleArray() : difference(parameter.getArray().toDoubleArray(), before
						.get(tensor)))));
			}
			return norms;
		}
	}

	private static double[] doubles(float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}

	private static double[] difference(double[] after, double[] before) {
		return IntStream.range(0, after.length).mapToDouble(i -> after[i] - before[i]).toArray();
	}

	private static double norm(double[] values) {
		return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
	}
}
