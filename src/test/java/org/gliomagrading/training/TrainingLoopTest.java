package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Stage;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Tensor;
import org.gliomagrading.weights.TensorSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The validation labels are the wrong way round, so that validation gets worse the more is learned. */
class TrainingLoopTest {

	private static final int SIZE = 32;
	private static final Shape SHAPE = new Shape(3, SIZE, SIZE);
	private static final int SLICES = 16;
	private static final int PATIENCE = 3;
	private static final String WEIGHT = "backbone.features.0.0.weight";

	@TempDir
	private Path folder;

	private GradingNetwork network;
	private SliceStore train;
	private SliceStore validation;
	private final List<String> lines = new ArrayList<>();

	@BeforeEach
	void makeSlices() throws Exception {
		network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 4);
		network.train(Stage.ALL);
		Random random = new Random(9);
		train = slices(random, false);
		validation = slices(random, true);
	}

	@AfterEach
	void close() throws Exception {
		train.close();
		validation.close();
		network.close();
	}

	@Test
	void stopsAfterPatienceAndKeepsTheBestEpoch() throws Exception {
		TrainingState state = run(new TrainingPlan(30, PATIENCE, 3e-3, 8, 2));
		History history = state.history();
		assertTrue(history.epochs().size() < 30, history.toString());
		assertEquals(history.best() + PATIENCE, history.epochs().size());
		Epoch last = history.epochs().get(history.epochs().size() - 1);
		double lastLoss = last.validation().loss();
		double bestLoss = history.bestEpoch().validation().loss();
		assertTrue(Math.abs(lastLoss - bestLoss) > 1e-2, "the last epoch is another: " + history);
		assertEquals(lastLoss, validationLoss(), 1e-4, "the network itself is at its last epoch");
		NetworkWeights.set(network, TensorSource.of(state.bestWeights()), folder);
		assertEquals(bestLoss, validationLoss(), 1e-4);
	}

	/** Were all 20,000 epochs to come; nothing is left after the last one. */
	@Test
	void tellsTheTimeThatIsLeft() throws Exception {
		List<Epoch> epochs = run(new TrainingPlan(20_000, 1, 3e-3, 8, 2)).history().epochs();
		assertEquals(epochs.size(), lines.size());
		long seconds = Math.round(19_999 * epochs.get(0).seconds());
		assertTrue(lines.get(0).endsWith(String.format(", at most %d:%02d:%02d left", seconds / 3600, seconds % 3600 / 60, seconds %
			60)), lines.get(0));
		assertFalse(lines.get(lines.size() - 1).contains("left"), lines.toString());
	}

	@Test
	void endlessLossIsTold() {
		String message = assertThrows(InputException.class, () -> run(new TrainingPlan(30, 30, 1e30, 8, 2))).getMessage();
		assertTrue(message.contains("learningRate"), message);
	}

	/** Seventeen slices in steps of 8 leave one, for which batch norm has no statistics; two steps are learned from. */
	@Test
	void lastStepOfOneSliceIsLeftOut() throws Exception {
		float[] dark = new float[(int) SHAPE.size()];
		GradedSlices.add(train, false, dark);
		Epoch epoch = run(new TrainingPlan(1, 1, 1e-3, 8, 2)).history().bestEpoch();
		assertEquals(SLICES, epoch.train().calls().n());
		GradedSlices.add(train, false, dark);
		assertEquals(SLICES + 2, run(new TrainingPlan(1, 1, 1e-3, 8, 2)).history().bestEpoch().train().calls().n());
	}

	/** What is off by default does something where it is on, and a seed gives the same again. */
	@Test
	void optionsChangeTheTraining() throws Exception {
		float[] before = network.values(WEIGHT);
		Map<String, Tensor> start = NetworkWeights.of(network);
		List<TrainingOptions> options = List.of(TrainingOptions.NONE, //
			new TrainingOptions(true, false, 0, new LearningRateSchedule.Constant(), 0, 0), //
			new TrainingOptions(false, true, 0, new LearningRateSchedule.Constant(), 0, 0), //
			new TrainingOptions(false, false, 10, new LearningRateSchedule.Constant(), 0, 0), //
			new TrainingOptions(false, false, 0, new LearningRateSchedule.Cosine(), 0, 0), //
			new TrainingOptions(false, false, 0, new LearningRateSchedule.Constant(), 0.1, 0), //
			new TrainingOptions(false, false, 0, new LearningRateSchedule.Constant(), 0, 0.1));
		train.forget(); // grades are not balanced, so that their weights matter
		List<float[]> results = new ArrayList<>();
		for (TrainingOptions each : options) {
			float[][] twice = new float[2][];
			for (int i = 0; i < 2; i++) {
				NetworkWeights.set(network, TensorSource.of(start), folder);
				run(new TrainingPlan("all", new Monitors.Loss(), 2, 2, 1e-3, 5, 2, each));
				twice[i] = network.values(WEIGHT);
			}
			assertArrayEquals(twice[0], twice[1], each.toString());
			for (float[] other : results)
				assertFalse(Arrays.equals(twice[0], other), each.toString());
			results.add(twice[0]);
		}
		assertFalse(Arrays.equals(before, results.get(0)));
	}

	private TrainingState run(TrainingPlan plan) throws Exception {
		TrainingState state = new TrainingState();
		try (Adam adam = new Adam(network.parameters(), network.manager(), plan.options())) {
			new TrainingLoop(network, plan, SHAPE, lines::add).run(train, validation, state, adam, TrainingLoop.EpochEnd.NONE,
				Progress.NONE);
		}
		return state;
	}

	/** Mean binary cross-entropy, in double precision. */
	private double validationLoss() throws Exception {
		float[] images = new float[SLICES * (int) SHAPE.size()];
		validation.read(validation.order(), images);
		try (NDManager manager = network.manager().newSubManager()) {
			float[] logits = network.logits(network.features(manager.create(images, new Shape(SLICES).addAll(SHAPE)), false),
				false).toFloatArray();
			double sum = 0;
			for (int i = 0; i < SLICES; i++)
				sum += Math.log1p(Math.exp(validation.isHigh(i) ? -logits[i] : logits[i]));
			return sum / SLICES;
		}
	}

	/** Bright slices are high-grade, dark ones low-grade; or the other way round. */
	private SliceStore slices(Random random, boolean wrong) throws Exception {
		SliceStore slices = GradedSlices.store(folder, (int) SHAPE.size());
		for (int i = 0; i < SLICES; i++) {
			boolean bright = i % 2 == 0;
			float[] slice = new float[(int) SHAPE.size()];
			for (int j = 0; j < slice.length; j++)
				slice[j] = random.nextFloat() * (bright ? 1 : 0.4f);
			GradedSlices.add(slices, bright ^ wrong, slice);
		}
		return slices;
	}
}
