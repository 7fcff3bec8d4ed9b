package org.gliomagrading.weights;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.gliomagrading.network.Variant;
import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Weight;

/**
 * Names of the files of Keras Applications, {@code layer/variable}, as {@link KerasFormat} gives them. Versions of Keras
 * call a layer {@code conv1/conv} or {@code conv1_conv}; here that is the same.
 */
abstract class KerasLayers implements NameMap {

	private static final Map<String, String> CONVOLUTION = Map.of("weight", "kernel", "bias", "bias");
	private static final Map<String, String> NORM = Map.of("weight", "gamma", "bias", "beta", "running_mean",
		"moving_mean", "running_var", "moving_variance");

	/** Classifiers, and the layers that scale images within a model. */
	private static final Pattern BEYOND = Pattern.compile(
		"(predictions|dense(_\\d+)?|normalization(_\\d+)?|top_level_model_weights)/.*");

	/**
	 * @param graph the backbone
	 * @param layers the names of the file's layers
	 * @return by the names of the backbone's layers, what these files call them; layers that they do not have may be there
	 */
	abstract Map<String, String> layers(Graph graph, Set<String> layers);

	@Override
	public Variant variant() {
		return Variant.KERAS;
	}

	@Override
	public Map<String, StoredAs> find(Graph graph, Set<String> names) {
		Map<String, String> plain = new LinkedHashMap<>();
		for (String name : names) {
			int slash = name.lastIndexOf('/');
			if (slash > 0) plain.put(name.substring(0, slash).replace('/', '_') + name.substring(slash), name);
		}
		Set<String> stored = new LinkedHashSet<>();
		plain.keySet().forEach(name -> stored.add(name.substring(0, name.lastIndexOf('/'))));
		Map<String, String> layers = layers(graph, stored);
		Map<String, StoredAs> found = new HashMap<>();
		for (Graph.Node node : graph.nodes())
			for (Weight weight : node.operation().weights()) {
				String name = plain.get(layers.get(node.name()) + "/" + variable(node, weight.name()));
				if (name != null) found.put(node.name() + "." + weight.name(), new StoredAs(name, layout(name)));
			}
		return found;
	}

	/** What Keras calls a weight of a layer. */
	String variable(Graph.Node node, String weight) {
		return (node.operation() instanceof BatchNormalization ? NORM : CONVOLUTION).get(weight);
	}

	private static StoredAs.Layout layout(String name) {
		if (name.endsWith("/depthwise_kernel")) return StoredAs.Layout.KERAS_DEPTHWISE;
		return name.endsWith("kernel") ? StoredAs.Layout.KERAS_CONVOLUTION : StoredAs.Layout.SAME;
	}

	@Override
	public boolean isBeyondBackbone(String name) {
		return BEYOND.matcher(name).matches();
	}
}
