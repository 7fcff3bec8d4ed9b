package org.gliomagrading.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.MobileNetV2;
import org.gliomagrading.network.Variant;
import org.gliomagrading.slice.Normalization;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;

import ai.djl.Device;

class GradingModelTest {

	@TempDir
	private Path folder;

	private Map<String, Tensor> weights;

	@BeforeEach
	void writeModel() throws IOException {
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 11)) {
			weights = NetworkWeights.of(network);
		}
		GradingModel.write(folder, description(true), weights);
	}

	@Test
	void readsTheNetworkItWrote() throws Exception {
		try (Context context = new Context(BackboneService.class);
				GradingNetwork network = GradingModel.read(folder).network(context.service(BackboneService.class), Device.cpu()))
		{
			for (String name : weights.keySet())
				assertArrayEquals(weights.get(name).values(), network.values(name), name);
		}
	}

	@Test
	void changedWeightsAreRefused() throws Exception {
		Path file = folder.resolve("weights.safetensors");
		byte[] bytes = Files.readAllBytes(file);
		bytes[bytes.length - 1] ^= 1;
		Files.write(file, bytes);
		assertRefused("SHA-256", () -> GradingModel.read(folder));
		bytes[bytes.length - 1] ^= 1;
		Files.write(file, bytes);
		assertEquals("MobileNetV2", GradingModel.read(folder).description().name());
		Files.delete(file);
		assertRefused("no such file", () -> GradingModel.read(folder));
	}

	@Test
	void untrainedHeadDoesNotGrade() throws Exception {
		GradingModel.read(folder).requireTrained();
		GradingModel.write(folder, description(false), weights);
		assertRefused("never trained", () -> GradingModel.read(folder).requireTrained());
	}

	@Test
	void weightsOfAnotherNetworkAreRefused() throws Exception {
		Tensor bias = weights.remove("head.output.bias");
		GradingModel.write(folder, description(true), weights);
		assertNetworkRefused("has no tensor 'head.output.bias'");
		weights.put("head.output.bias", new Tensor(new long[] { 2 }, new float[2]));
		GradingModel.write(folder, description(true), weights);
		assertNetworkRefused("has shape [2], the network needs [1]");
		weights.put("head.output.bias", bias);
		weights.put("head.extra", bias);
		GradingModel.write(folder, description(true), weights);
		assertNetworkRefused("'head.extra' is unknown");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"inputSize": 64 | "inputSize": 2000000000 | inputSize
			"inputSize": 64 | "inputSize": "large" | no model description
			"architecture": "MobileNetV2" | "architecture": "ResNet1" | model.json: No architecture 'ResNet1'
			"variant": "torchvision" | "variant": "caffe" | model.json: variant 'caffe' is not known
			"preprocessing": "study" | "preprocessing": "other" | preprocessing
			"preprocessing": "study" | "preprocessing": "published" | normalization must be given
			"preprocessing": "study" | "preprocessing": "study", "normalization": {"scale": 1, "mean": [], "deviation": []} | normalization must be given
			"preprocessing": "study" | "preprocessing": "published", "normalization": {"scale": 1, "mean": [0], "deviation": [1]} | normalization must be given
			"preprocessing": "study" | "preprocessing": "published", "normalization": {"scale": 1, "mean": [0, 0, 0], "deviation": [1, 0, 1]} | normalization makes no sense
			"preprocessing": "study" | "preprocessing": "published", "normalization": {"scale": 1} | normalization makes no sense
			"preprocessing": "study" | "preprocessing": "published", "normalization": {"scale": 1, "mean": "a"} | no model description
			"t1ce" | "t1" | channels
			"weightsSha256" | "checksum" | lacks a field
			{ | [ | no model description
			""", quoteCharacter = '`')
	void brokenDescriptionsAreRefused(String from, String to, String expected) throws Exception {
		Path file = folder.resolve("model.json");
		String text = Files.readString(file);
		assertTrue(text.contains(from), text);
		Files.writeString(file, text.replace(from, to));
		assertRefused(expected, () -> GradingModel.read(folder));
	}

	@Test
	void normalizationIsKept() throws Exception {
		ModelDescription study = description(false);
		Normalization normalization = new Normalization(255, List.of(103.939, 116.779, 123.68), List.of(255d, 255d, 255d));
		GradingModel.write(folder, new ModelDescription(study.name(), study.architecture(), study.variant(), study.inputSize(),
			ModelDescription.PUBLISHED_PREPROCESSING, normalization, study.channels(), false, "", null, null, study.notice()),
			weights);
		assertEquals(normalization, GradingModel.read(folder).description().normalization());
	}

	@Test
	void binaryDescriptionIsRefused() throws Exception {
		Files.write(folder.resolve("model.json"), new byte[] { '{', (byte) 0xFF, '}' });
		assertRefused("model.json: is no model description", () -> GradingModel.read(folder));
	}

	/** Each model that another started from lies in that one's description. */
	@Test
	void endlessDescriptionIsRefused() throws Exception {
		Files.writeString(folder.resolve("model.json"), "{\"training\":{\"startModel\":".repeat(50_000));
		assertRefused("too deep", () -> GradingModel.read(folder));
	}

	@Test
	void folderWithoutModelIsRefused() {
		assertRefused("is no model folder", () -> GradingModel.read(folder.resolve("absent")));
	}

	private void assertNetworkRefused(String expected) {
		try (Context context = new Context(BackboneService.class)) {
			assertRefused(expected, () -> GradingModel.read(folder).network(context.service(BackboneService.class), Device
				.cpu()));
		}
	}

	private static void assertRefused(String expected, Executable action) {
		String message = assertThrows(InputException.class, action).getMessage();
		assertTrue(message.contains(expected) && !message.contains("Exception"), message);
	}

	private static ModelDescription description(boolean trained) {
		return new ModelDescription("MobileNetV2", "MobileNetV2", "torchvision", 64, ModelDescription.STUDY_PREPROCESSING,
			null, GradingModel.CHANNELS, trained, "", null, null, "Research software");
	}
}
