package org.gliomagrading.weights;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.Plugin;

/** The names of Keras Applications' {@code ResNet50}, {@code ResNet101} and {@code ResNet152}. */
@Plugin(type = NameMap.class, label = "Keras applications (ResNet)")
public class KerasResNetNames extends KerasLayers {

	private static final Pattern BLOCK = Pattern.compile("layer(\\d)\\.(\\d+)\\.(?:(conv|bn)(\\d)|downsample\\.(\\d))");

	@Override
	Map<String, String> layers(Graph graph, Set<String> layers) {
		Map<String, String> names = new HashMap<>();
		for (Graph.Node node : graph.nodes()) {
			Matcher block = BLOCK.matcher(node.name());
			if (block.matches()) names.put(node.name(), name(block));
		}
		names.put("conv1", "conv1_conv");
		names.put("bn1", "conv1_bn");
		return names;
	}

	/** The shortcut's layers have number 0. */
	private static String name(Matcher block) {
		String start = "conv" + (Integer.parseInt(block.group(1)) + 1) + "_block" + (Integer.parseInt(block.group(2)) + 1);
		if (block.group(3) == null) return start + (block.group(5).equals("0") ? "_0_conv" : "_0_bn");
		return start + "_" + block.group(4) + "_" + block.group(3);
	}
}
