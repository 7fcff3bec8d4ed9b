package org.gliomagrading.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.gliomagrading.network.Variant;
import org.gliomagrading.network.graph.Graph;

/** Names of PyTorch's state dictionaries, in which each tensor has one name and the network's own layout. */
abstract class TorchNames implements NameMap {

	/** Classifiers of torchvision and timm, Inception's auxiliary one, and batch norm's counter of batches. */
	private static final Pattern BEYOND = Pattern.compile("(fc|classifier|head\\.fc|AuxLogits)\\..*|.*\\.num_batches_tracked");

	/**
	 * @param tensor a tensor of the network
	 * @return what files may call it; none where these files have no such network
	 */
	abstract List<String> names(String tensor);

	@Override
	public Variant variant() {
		return Variant.TORCHVISION;
	}

	@Override
	public Map<String, StoredAs> find(Graph graph, Set<String> names) {
		Map<String, StoredAs> found = new LinkedHashMap<>();
		for (Graph.Node node : graph.nodes())
			for (String tensor : node.weightNames())
				names(tensor).stream().filter(names::contains).findFirst().ifPresent(name -> found.put(tensor, new StoredAs(name,
					StoredAs.Layout.SAME)));
		return found;
	}

	@Override
	public boolean isBeyondBackbone(String name) {
		return BEYOND.matcher(name).matches();
	}
}
