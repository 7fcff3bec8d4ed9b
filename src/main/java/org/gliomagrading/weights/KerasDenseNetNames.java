package org.gliomagrading.weights;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.Plugin;

/** The names of Keras Applications' {@code DenseNet121} and {@code DenseNet201}. */
@Plugin(type = NameMap.class, label = "Keras applications (DenseNet)")
public class KerasDenseNetNames extends KerasLayers {

	private static final Map<String, String> ENDS = Map.of("features.conv0", "conv1_conv", "features.norm0", "conv1_bn",
		"features.norm5", "bn");

	private static final Map<String, String> LAYERS = Map.of("norm1", "0_bn", "conv1", "1_conv", "norm2", "1_bn", "conv2",
		"2_conv");

	private static final Pattern BLOCK = Pattern.compile("features\\.denseblock(\\d)\\.denselayer(\\d+)\\.(norm1|conv1|norm2|conv2)");
	private static final Pattern TRANSITION = Pattern.compile("features\\.transition(\\d)\\.(norm|conv)");

	@Override
	Map<String, String> layers(Graph graph, Set<String> layers) {
		Map<String, String> names = new HashMap<>(ENDS);
		for (Graph.Node node : graph.nodes()) {
			Matcher block = BLOCK.matcher(node.name());
			Matcher transition = TRANSITION.matcher(node.name());
			if (block.matches()) names.put(node.name(), "conv" + next(block) + "_block" + block.group(2) + "_" + LAYERS.get(block
				.group(3)));
			if (transition.matches()) names.put(node.name(), "pool" + next(transition) + (transition.group(2).equals("norm")
				? "_bn" : "_conv"));
		}
		return names;
	}

	/** Keras counts the stem as the first. */
	private static int next(Matcher layer) {
		return Integer.parseInt(layer.group(1)) + 1;
	}
}
