package org.gliomagrading.weights;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.Plugin;

/**
 * The names of Keras Applications' {@code NASNetMobile}, whose layers are called as ours but for the two kernels of a
 * separable convolution, which are one layer of Keras.
 */
@Plugin(type = NameMap.class, label = "Keras applications (NASNet)")
public class KerasNasNetNames extends KerasLayers {

	private static final Pattern SEPARABLE = Pattern.compile("(.+)\\.(depthwise|pointwise)");

	@Override
	Map<String, String> layers(Graph graph, Set<String> layers) {
		Map<String, String> names = new HashMap<>();
		for (Graph.Node node : graph.nodes()) {
			Matcher separable = SEPARABLE.matcher(node.name());
			names.put(node.name(), separable.matches() ? separable.group(1) : node.name());
		}
		return names;
	}

	@Override
	String variable(Graph.Node node, String weight) {
		Matcher separable = SEPARABLE.matcher(node.name());
		return separable.matches() ? separable.group(2) + "_kernel" : super.variable(node, weight);
	}
}
