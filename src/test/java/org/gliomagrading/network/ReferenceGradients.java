package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

/**
 * Compares one training step of a backbone, its weights and images drawn by {@link DrawnWeights}, with the reference
 * implementation's ({@code scripts/reference/*_gradients.py}): the norm of each parameter's gradient, and of the change of
 * each running statistic.
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

	private Map<String, Double> step() throws IOException {
		try (GradingNetwork network = new GradingNetwork(backbone, variant, Device.cpu());
				NDManager manager = network.manager().newSubManager())
		{
			DrawnWeights.fill(network);
			network.unfreeze(parameter -> parameter.startsWith("backbone."));
			Map<String, float[]> before = new HashMap<>();
			network.parameters().forEach((parameter, each) -> {
				if (!GradingNetwork.isLearned(each)) before.put(parameter, network.values(parameter));
			});
			NDArray images = manager.create(DrawnWeights.images(IMAGES, size), new Shape(IMAGES, 3, size, size));
			Map<String, Double> norms = new LinkedHashMap<>();
			try (GradientCollector gradients = PyTorch.engine().newGradientCollector()) {
				NDArray features = network.features(images, true);
				NDArray factors = manager.create(DrawnWeights.between("loss", (int) features.size(), -1, 1), features.getShape());
				gradients.backward(features.mul(factors).sum());
				network.parameters().forEach((parameter, each) -> {
					if (parameter.startsWith("backbone.")) norms.put(parameter.substring("backbone.".length()), norm(GradingNetwork
						.isLearned(each) ? each.getArray().getGradient().toFloatArray() : difference(network.values(parameter), before
							.get(parameter))));
				});
			}
			return norms;
		}
	}

	private static float[] difference(float[] after, float[] before) {
		float[] difference = new float[after.length];
		for (int i = 0; i < after.length; i++)
			difference[i] = after[i] - before[i];
		return difference;
	}

	private static double norm(float[] values) {
		double squares = 0;
		for (float value : values)
			squares += (double) value * value;
		return Math.sqrt(squares);
	}
}
