package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;

class GradingHeadTest {

	@Test
	void headIsTheStudys() throws Exception {
		try (GradingNetwork network = new GradingNetwork(new MobileNetV2(), Variant.TORCHVISION, Device.cpu(), 0)) {
			assertEquals(List.of("head.dense.weight", "head.dense.bias", "head.output.weight", "head.output.bias"), network
				.parameters().keySet().stream().filter(name -> name.startsWith("head.")).toList());
			assertEquals(new Shape(128, 1280), network.parameters().get("head.dense.weight").getShape());
			assertEquals(new Shape(1, 128), network.parameters().get("head.output.weight").getShape());
		}
	}
}
