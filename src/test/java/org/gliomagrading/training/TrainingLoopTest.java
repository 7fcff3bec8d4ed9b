package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.NetworkWeights;
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

	@TempDir
	private Path folder;

	private GradingNetwork network;
	private SliceFile train;
	private SliceFile validation;

	@BeforeEach
	void makeSlices() throws Exception {
		network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 4);
		network.unfreeze(name -> true);
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
		TrainingLoop.Result result = loop(new TrainingPlan(30, PATIENCE, 3e-3, 8, 2)).run(train, validation, Progress.NONE);
		History history = result.history();
		assertTrue(history.epochs().size() < 30, history.toString());
		assertEquals(history.best() + PATIENCE, history.epochs().size());
		Epoch last = history.epochs().get(history.epochs().size() - 1);
		double lastLoss = last.validation().loss();
		double bestLoss = history.bestEpoch().validation().loss();
		assertTrue(Math.abs(lastLoss - bestLoss) > 1e-2, "the last epoch is another: " + history);
		assertEquals(lastLoss, validationLoss(), 1e-4, "the network itself is at its last epoch");
		NetworkWeights.set(network, TensorSource.of(result.weights()), folder);
		assertEquals(bestLoss, validationLoss(), 1e-4);
	}

	@Test
	void endlessLossIsTold() {
		String message = assertThrows(InputException.class, () -> loop(new TrainingPlan(30, 30, 1e30, 8, 2)).run(train,
			validation, Progress.NONE)).getMessage();
		assertTrue(message.contains("learningRate"), message);
	}

	private TrainingLoop loop(TrainingPlan plan) {
		return new TrainingLoop(network, plan, SHAPE, line -> {});
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
	private SliceFile slices(Random random, boolean wrong) throws Exception {
		SliceFile slices = new SliceFile(folder, (int) SHAPE.size());
		for (int i = 0; i < SLICES; i++) {
			boolean bright = i % 2 == 0;
			float[] slice = new float[(int) SHAPE.size()];
			for (int j = 0; j < slice.length; j++)
				slice[j] = random.nextFloat() * (bright ? 1 : 0.4f);
			slices.add(slice, bright ^ wrong);
		}
		return slices;
	}
}
