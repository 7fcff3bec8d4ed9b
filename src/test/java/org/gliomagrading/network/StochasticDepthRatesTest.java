package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.StochasticDepth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block's rate against torchvision's, from {@code scripts/reference/stochastic_depth.py}. */
class StochasticDepthRatesTest {

	private static final Map<String, Backbone> BACKBONES = Map.of("EfficientNetB0", new EfficientNet.B0(),
		"EfficientNetB3", new EfficientNet.B3(), "EfficientNetB4", new EfficientNet.B4(), "ConvNeXtBase", new ConvNeXt());

	static List<String> names() {
		return BACKBONES.keySet().stream().sorted().toList();
	}

	@ParameterizedTest
	@MethodSource("names")
	void ratesAreTorchvisions(String name) throws IOException {
		assertEquals(torchvisions(name), ours(name));
	}

	@Test
	void anotherDepthIsSeen() throws IOException {
		assertNotEquals(torchvisions("EfficientNetB3").get("features.2.1"), ours("EfficientNetB0").get("features.2.1"));
	}

	private static Map<String, Float> torchvisions(String name) throws IOException {
		Map<String, Float> rates = new LinkedHashMap<>();
		for (String line : Files.readAllLines(Path.of("src/test/resources/network/stochastic_depth.csv"))) {
			String[] cells = line.split(",");
			if (cells[0].equals(name)) rates.put(cells[1], Float.valueOf(cells[2]));
		}
		return rates;
	}

	private static Map<String, Float> ours(String name) {
		List<Graph.Node> nodes = BACKBONES.get(name).build(Variant.TORCHVISION).nodes();
		Map<String, Float> rates = new LinkedHashMap<>();
		for (Graph.Node node : nodes)
			if (node.operation() instanceof StochasticDepth depth) rates.put(nodes.get(node.inputs().get(0) - 1).name()
				.replaceFirst("\\.block\\..*", ""), depth.rate());
		return rates;
	}
}
