package org.gliomagrading.weights;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.Convolution;
import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.Plugin;

/**
 * The names of Keras Applications' {@code InceptionV3} and {@code InceptionResNetV2}. Keras numbers most of their layers
 * in the order in which it makes them ({@code conv2d}, {@code conv2d_1}, or from another number where it had made a network
 * before), and our networks write theirs down in the same order: the n-th is the n-th.
 */
@Plugin(type = NameMap.class, label = "Keras applications (Inception)")
public class KerasInceptionNames extends KerasLayers {

	private static final Map<String, String> ENDS = Map.of("conv2d_7b.conv", "conv_7b", "conv2d_7b.bn", "conv_7b_bn",
		"block8.conv2d", "block8_10_conv");

	private static final Map<String, String> REPEATS = Map.of("repeat", "block35_", "repeat_1", "block17_", "repeat_2",
		"block8_");

	private static final Pattern RESIDUALS = Pattern.compile("(repeat(?:_[12])?)\\.(\\d+)\\.conv2d");

	@Override
	Map<String, String> layers(Graph graph, Set<String> layers) {
		Map<String, String> names = new HashMap<>(ENDS);
		for (Graph.Node node : graph.nodes()) {
			Matcher residuals = RESIDUALS.matcher(node.name());
			if (residuals.matches()) names.put(node.name(), REPEATS.get(residuals.group(1)) + (Integer.parseInt(residuals.group(
				2)) + 1) + "_conv");
		}
		number(graph, Convolution.class, "conv2d", layers, names);
		number(graph, BatchNormalization.class, "batch_normalization", layers, names);
		return names;
	}

	/** Names those layers of a kind that have no name of their own by the file's numbers, in their order. */
	private static void number(Graph graph, Class<?> kind, String word, Set<String> layers, Map<String, String> names) {
		Pattern pattern = Pattern.compile(word + "(?:_(\\d{1,9}))?");
		List<String> numbered = layers.stream().filter(layer -> pattern.matcher(layer).matches()).sorted(Comparator
			.comparingInt(layer -> number(pattern.matcher(layer)))).toList();
		List<String> ours = graph.nodes().stream().filter(node -> kind.isInstance(node.operation()) && !names.containsKey(
			node.name())).map(Graph.Node::name).toList();
		if (numbered.size() == ours.size()) IntStream.range(0, ours.size()).forEach(i -> names.put(ours.get(i), numbered.get(
			i)));
	}

	private static int number(Matcher layer) {
		return layer.matches() && layer.group(1) != null ? Integer.parseInt(layer.group(1)) : 0;
	}
}
