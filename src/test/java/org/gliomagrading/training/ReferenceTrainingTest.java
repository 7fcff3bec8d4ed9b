package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.DoubleNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.network.ResNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;

/**
 * Ten steps against PyTorch's ({@code scripts/reference/torchvision_training.py}): the same weights, images and order,
 * dropout off, in double precision. In single the losses of PyTorch itself differ by up to 0.006.
 */
class ReferenceTrainingTest {

	private static final int SIZE = 64;
	private static final boolean[] GRADES = { true, false, true, true, true, false };
	private static final int STEPS = 10;
	private static final double RATE = 1e-3;
	private static final double TOLERANCE = 1e-6;

	/** Of the change of a running statistic, relative. */
	private static final double STATISTICS = 1e-5;

	private static final TrainingOptions OPTIONS = new TrainingOptions(true, false, 0, new LearningRateSchedule.Constant(), 1,
		0.01);

	@TempDir
	private Path folder;

	@Test
	void mobileNetV2IsPyTorchs() throws Exception {
		assertEqual(new MobileNetV2(), "MobileNetV2", "study", TrainingOptions.NONE);
		assertEqual(new MobileNetV2(), "MobileNetV2", "options", OPTIONS);
	}

	@Test
	void resNet50IsPyTorchs() throws Exception {
		assertEqual(new ResNet.ResNet50(), "ResNet50", "study", TrainingOptions.NONE);
		assertEqual(new ResNet.ResNet50(), "ResNet50", "options", OPTIONS);
	}

	/** Each part of the recipe is to be seen: with another one, losses differ a hundredfold of the tolerance. */
	@Test
	void otherRecipesAreOthers() throws Exception {
		assertOther("study", "a step size 0.1% larger", 1.001 * RATE, true, TrainingOptions.NONE);
		assertOther("study", "statistics that are not learned", RATE, false, TrainingOptions.NONE);
		assertOther("options", "no class weights", RATE, true, new TrainingOptions(false, false, 0,
			new LearningRateSchedule.Constant(), 1, 0.01));
		assertOther("options", "no clipping", RATE, true, new TrainingOptions(true, false, 0, new LearningRateSchedule.Constant(), 0,
			0.01));
		assertOther("options", "no decay", RATE, true, new TrainingOptions(true, false, 0, new LearningRateSchedule.Constant(), 1,
			0));
	}

	private void assertEqual(Backbone backbone, String name, String recipe, TrainingOptions options) throws IOException {
		Map<String, Double> expected = reference(name, recipe);
		Map<String, Double> actual = train(backbone, RATE, true, options);
		assertEquals(expected.keySet(), actual.keySet());
		expected.forEach((what, value) -> assertEquals(value, actual.get(what), what.startsWith("loss") ? TOLERANCE : STATISTICS *
			value, name + " " + recipe + ", " + what));
	}

	private void assertOther(String recipe, String what, double rate, boolean training, TrainingOptions options)
		throws IOException
	{
		Map<String, Double> expected = reference("MobileNetV2", recipe);
		Map<String, Double> actual = train(new MobileNetV2(), rate, training, options);
		double largest = 0;
		for (int step = 1; step <= STEPS; step++)
			largest = Math.max(largest, Math.abs(actual.get("loss " + step) - expected.get("loss " + step)));
		assertTrue(largest > 100 * TOLERANCE, what + " differs by " + largest);
	}

	private static Map<String, Double> reference(String name, String recipe) throws IOException {
		Map<String, Double> values = new LinkedHashMap<>();
		List<String> lines = Files.readAllLines(Path.of("src/test/resources/training", name + ".csv"));
		for (String line : lines.subList(1, lines.size())) {
			String[] cells = line.split(",");
			if (cells[0].equals(recipe)) values.put(cells[1], Double.valueOf(cells[2]));
		}
		return values;
	}

	private Map<String, Double> train(Backbone backbone, double rate, boolean training, TrainingOptions options)
		throws IOException
	{
		Map<String, Double> values = new LinkedHashMap<>();
		int[] all = { 0, 1, 2, 3, 4, 5 };
		try (DoubleNetwork network = new DoubleNetwork(backbone);
				SliceStore slices = GradedSlices.store(folder, 1);
				Adam adam = new Adam(network.parameters(), network.manager(), options))
		{
			for (boolean high : GRADES)
				GradedSlices.add(slices, high, new float[1]);
			GradeLoss loss = options.classWeights() ? GradeLoss.balanced(slices) : GradeLoss.unweighted();
			NDArray images = network.images(GRADES.length, SIZE);
			for (int step = 1; step <= STEPS; step++) {
				try (NDManager manager = network.manager().newSubManager();
						GradientCollector gradients = PyTorch.engine().newGradientCollector())
				{
					images.attach(manager);
					NDArray mean = loss.of(network.logits(images, training), all, slices, manager);
					gradients.backward(mean);
					values.put("loss " + step, mean.getDouble());
					images.attach(network.manager());
				}
				adam.step(rate);
			}
			values.putAll(network.statistics());
		}
		return values;
	}
}
