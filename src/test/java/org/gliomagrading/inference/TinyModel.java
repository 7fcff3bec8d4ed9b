package org.gliomagrading.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.NetworkWeights;

import ai.djl.Device;

/** A model of random weights for small images, for tests. */
final class TinyModel {

	/** Height and width of its input. */
	static final int SIZE = 32;

	private static final float SPREAD = 5e10f;

	private TinyModel() {
		// only static methods
	}

	/** Writes the model, the same at each call. */
	static GradingModel write(Path folder, boolean trained) throws IOException {
		ModelDescription.Training training = new ModelDescription.Training(null, "MobileNetV2", null, 11, 1, 1, 5, "slice-f1", "all", 1e-3, 8, null,
			false, null, null, Map.of());
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 11)) {
			// Untrained layers make their inputs smaller, all together by nine digits; this spreads the predictions over 0..1.
			float[] output = network.values("head.output.weight");
			for (int i = 0; i < output.length; i++)
				output[i] *= SPREAD;
			network.set("head.output.weight", output);
			return GradingModel.write(folder, new ModelDescription("MobileNetV2", "MobileNetV2", "torchvision", SIZE,
				ModelDescription.STUDY_PREPROCESSING, null, GradingModel.CHANNELS, trained, "", null, training, ""), NetworkWeights.of(
					network));
		}
	}
}
