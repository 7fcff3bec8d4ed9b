package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

class StageTest {

	/** ResNet's are those of its paper's Table 1, DenseNet's of its paper's Table 1, behind their stems. */
	@Test
	void everyArchitectureHasStages() throws Exception {
		Map<String, String> stages = new LinkedHashMap<>();
		try (Context context = new Context(BackboneService.class)) {
			Table table = Architecture.table(context.service(BackboneService.class));
			table.rows().forEach(row -> stages.put((String) row.get(0), (String) row.get(table.columns().indexOf("stages"))));
		}
		assertEquals(16, stages.size());
		assertEquals("conv1 layer1 layer2 layer3 layer4", stages.get("ResNet152"));
		assertEquals("features.conv0 features.denseblock1 features.transition1 features.denseblock2 features.transition2 " +
			"features.denseblock3 features.transition3 features.denseblock4", stages.get("DenseNet201"));
		assertEquals(19, stages.get("MobileNetV2").split(" ").length);
		assertEquals("stem_0 stem_1 stem_2 normal_0 normal_1 normal_2 normal_3 reduce_4 normal_5 normal_6 normal_7 normal_8 " +
			"reduce_8 normal_9 normal_10 normal_11 normal_12", stages.get("NASNetMobile"));
		for (String each : stages.values())
			assertTrue(each.split(" ").length > 4, each);
	}

	@Test
	void unknownStagesAreToldTheKnownOnes() throws Exception {
		try (GradingNetwork network = network()) {
			String message = assertThrows(InputException.class, () -> network.train("layer4")).getMessage();
			assertTrue(message.contains("trainable=layer4") && message.contains("features.18") && message.contains("head"), message);
		}
	}

	/** DenseNet's layers begin with a norm; that of the stem stands behind its kernel. */
	@Test
	void normsBeforeAStagesFirstKernelBelongToIt() throws Exception {
		try (GradingNetwork network = new GradingNetwork(new DenseNet.DenseNet121(), Variant.TORCHVISION, Device.cpu())) {
			network.train("features.denseblock1");
			assertTrue(network.changing().contains("backbone.features.denseblock1.denselayer1.norm1.weight"));
			assertFalse(network.changing().contains("backbone.features.norm0.weight"));
			network.train("features.transition1");
			assertTrue(network.changing().contains("backbone.features.transition1.norm.weight"));
			assertFalse(network.changing().contains("backbone.features.denseblock1.denselayer6.conv2.weight"));
		}
	}

	/** Of what is frozen neither weights nor running statistics have moved, though gradients were computed; of the rest both. */
	@Test
	void whatIsFrozenStaysInInferenceMode() throws Exception {
		List<String> trained = List.of("backbone.features.17", "backbone.features.18", "head");
		assertEquals(new TreeSet<>(trained), changed("features.17"));
		assertEquals(new TreeSet<>(List.of("head")), changed("head"));
		assertEquals(20, changed("all").size());
	}

	/** Frozen batch norms use their statistics: a slice's features do not depend on the others in its batch. */
	@Test
	void frozenFeaturesDoNotDependOnTheBatch() throws Exception {
		try (GradingNetwork network = network(); NDManager manager = network.manager().newSubManager()) {
			float[] images = DrawnWeights.images(4, 32);
			for (String trainable : List.of("head", "all")) {
				network.train(trainable);
				float[] together = network.features(manager.create(images, new Shape(4, 3, 32, 32)), true).toFloatArray();
				float[] two = network.features(manager.create(Arrays.copyOf(images, images.length / 2), new Shape(2, 3, 32, 32)), true)
					.toFloatArray();
				float[] first = Arrays.copyOf(together, two.length);
				if (trainable.equals("head")) assertArrayEquals(two, first, 1e-4f);
				else assertFalse(Arrays.equals(two, first));
			}
		}
	}

	private static GradingNetwork network() throws InputException {
		return new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 3);
	}

	/** The stages of which anything got a gradient or other statistics. */
	private static TreeSet<String> changed(String trainable) throws Exception {
		TreeSet<String> changed = new TreeSet<>();
		try (GradingNetwork network = network(); NDManager manager = network.manager().newSubManager()) {
			network.train(trainable);
			Map<String, float[]> before = new LinkedHashMap<>();
			network.parameters().keySet().forEach(name -> before.put(name, network.values(name)));
			NDArray images = manager.create(DrawnWeights.images(4, 32), new Shape(4, 3, 32, 32));
			try (GradientCollector gradients = PyTorch.engine().newGradientCollector()) {
				gradients.backward(network.logits(network.features(images, true), false).sum());
				network.parameters().forEach((name, parameter) -> {
					boolean moved = !Arrays.equals(before.get(name), network.values(name)) || GradingNetwork.isLearned(parameter) &&
						parameter.getArray().hasGradient();
					assertEquals(moved, network.changing().contains(name), name + " with trainable=" + trainable);
					if (moved) changed.add(name.startsWith("head") ? "head" : name.split("\\.")[0] + "." + name.split("\\.")[1] + "." + name
						.split("\\.")[2]);
				});
			}
		}
		return changed;
	}
}
