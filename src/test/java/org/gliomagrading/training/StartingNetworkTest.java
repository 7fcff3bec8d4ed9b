package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.NetworkWeights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ai.djl.Device;

class StartingNetworkTest {

	private static final String HEAD = "head.dense.weight";
	private static final String BACKBONE = "backbone.features.0.0.weight";

	@TempDir
	private Path folder;

	/** So that trainings from one file of weights with several seeds differ as they do from random weights. */
	@Test
	void theHeadOfAnUntrainedModelIsDrawnByTheSeed() throws Exception {
		float[][] stored = write(false);
		float[][] one = start(1);
		assertArrayEquals(stored[0], one[0]);
		assertFalse(Arrays.equals(stored[1], one[1]));
		assertArrayEquals(one[1], start(1)[1]);
		assertFalse(Arrays.equals(one[1], start(2)[1]));
		// He normal over 1280 inputs
		double squares = 0;
		for (float value : one[1])
			squares += value * value;
		assertEquals(Math.sqrt(2.0 / 1280), Math.sqrt(squares / one[1].length), 1e-4);
	}

	@Test
	void aTrainedModelStaysAsItIs() throws Exception {
		float[][] stored = write(true);
		assertArrayEquals(stored[1], start(1)[1]);
	}

	@Test
	void tooSmallInputsAreRefused() throws Exception {
		write(true);
		try (Context context = new Context(BackboneService.class)) {
			BackboneService backbones = context.service(BackboneService.class);
			for (String origin : List.of("MobileNetV2", folder.toString())) {
				String message = assertThrows(InputException.class, () -> StartingNetwork.of(origin, 8, 1, backbones, Device.cpu()))
					.getMessage();
				assertTrue(message.contains("inputSize=8 is too small"), message);
			}
		}
	}

	/** Some weights of the backbone, and of the head. */
	private float[][] write(boolean trained) throws IOException {
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 7)) {
			GradingModel.write(folder, new ModelDescription("MobileNetV2", "MobileNetV2", "torchvision", 32,
				ModelDescription.STUDY_PREPROCESSING, null, GradingModel.CHANNELS, trained, "", null, null, ""), NetworkWeights.of(
					network));
			return new float[][] { network.values(BACKBONE), network.values(HEAD) };
		}
	}

	private float[][] start(long seed) throws IOException {
		try (Context context = new Context(BackboneService.class);
				GradingNetwork network = StartingNetwork.of(folder.toString(), 0, seed, context.service(BackboneService.class),
					Device.cpu()).network())
		{
			return new float[][] { network.values(BACKBONE), network.values(HEAD) };
		}
	}
}
