package org.gliomagrading.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.Variant;
import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.AbstractPTService;
import org.scijava.plugin.Plugin;
import org.scijava.service.Service;

/** Finds the name maps among SciJava's plugins, and takes the one that explains most of a file. */
@Plugin(type = Service.class)
public class DefaultNameMapService extends AbstractPTService<NameMap> implements NameMapService {

	/** A file's names, read by one of the maps for one of the variants. */
	private record Reading(NameMap map, Variant variant, Graph graph, Map<String, StoredAs> found, long unexplained) {

		long missing() {
			return graph.nodes().stream().mapToLong(node -> node.weightNames().size()).sum() - found.size();
		}
	}

	@Override
	public Class<NameMap> getPluginType() {
		return NameMap.class;
	}

	@Override
	public FittedWeights fit(Backbone backbone, Optional<Variant> variant, WeightFile file) throws InputException {
		if (variant.isPresent()) backbone.checkVariant(variant.get());
		List<Reading> readings = new ArrayList<>();
		for (Variant each : Variant.values())
			if (variant.map(each::equals).orElse(backbone.variants().contains(each))) {
				Graph graph = backbone.build(each);
				getPlugins().forEach(info -> readings.add(read(pluginService().createInstance(info), each, graph, file)));
			}
		// Where the names fit both variants, as DenseNet's do, it is the publisher's own.
		Reading best = readings.stream().min(Comparator.comparingLong((Reading reading) -> reading.missing() + reading
			.unexplained()).thenComparing(reading -> reading.map().variant() != reading.variant())).orElseThrow();
		if (best.found().isEmpty()) throw new InputException(file.path(), "its tensors (" + file.tensors().keySet().stream()
			.limit(3).collect(Collectors.joining(", ")) + "...) are called as in no known file of this network; known are files of " +
			getPlugins().stream().map(info -> info.getLabel()).sorted().collect(Collectors.joining(", ")));
		return FittedWeights.of(best.map(), best.variant(), best.graph(), best.found(), file);
	}

	private static Reading read(NameMap map, Variant variant, Graph graph, WeightFile file) {
		Map<String, StoredAs> found = map.find(graph, file.tensors().keySet());
		List<String> used = found.values().stream().map(StoredAs::name).toList();
		long unexplained = file.tensors().keySet().stream().filter(name -> !map.isBeyondBackbone(name)).count() - used.stream()
			.filter(name -> !map.isBeyondBackbone(name)).count();
		return new Reading(map, variant, graph, found, unexplained);
	}
}
