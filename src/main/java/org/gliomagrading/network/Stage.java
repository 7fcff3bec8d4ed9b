package org.gliomagrading.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.graph.Graph;

import ai.djl.nn.Parameter;

/**
 * A part of a backbone from which training may start: this and all after it is trained.
 *
 * @param name its name, as the list of architectures prints it
 * @param firstNode position of its first operation in the graph
 */
public record Stage(String name, int firstNode) {

	/** Everything is trained. */
	public static final String ALL = "all";

	/** The head alone is trained. */
	public static final String HEAD = "head";

	/**
	 * @param backbone a backbone
	 * @param graph its network
	 * @return its stages in their order; layers of norms alone belong to the stage before
	 */
	static List<Stage> of(Backbone backbone, Graph graph) {
		Set<String> names = new HashSet<>();
		List<Stage> stages = new ArrayList<>();
		for (int i = 0; i < graph.nodes().size(); i++) {
			Graph.Node node = graph.nodes().get(i);
			boolean first = !node.name().isEmpty() && hasKernel(node) && names.add(backbone.stage(node.name()));
			if (first) stages.add(new Stage(backbone.stage(node.name()), start(backbone, graph, i)));
		}
		return stages;
	}

	/** Norms of the same stage may lie before its first kernel. */
	private static int start(Backbone backbone, Graph graph, int kernel) {
		String name = backbone.stage(graph.nodes().get(kernel).name());
		int first = kernel;
		while (first > 0) {
			String before = graph.nodes().get(first - 1).name();
			if (!before.isEmpty() && !backbone.stage(before).equals(name)) break;
			first--;
		}
		while (first < kernel && graph.nodes().get(first).name().isEmpty())
			first++;
		return first;
	}

	private static boolean hasKernel(Graph.Node node) {
		return node.operation().weights().stream().anyMatch(weight -> weight.type() == Parameter.Type.WEIGHT);
	}

	/**
	 * @param stages a backbone's stages
	 * @param trainable {@value #ALL}, {@value #HEAD}, or a stage's name
	 * @param nodes number of the graph's operations
	 * @return position of the first operation that is trained; {@code nodes} if none is
	 * @throws InputException if there is no such stage; the message lists the known ones
	 */
	static int first(List<Stage> stages, String trainable, int nodes) throws InputException {
		if (trainable.equals(ALL)) return 0;
		if (trainable.equals(HEAD)) return nodes;
		for (Stage stage : stages)
			if (stage.name.equals(trainable)) return stage.firstNode;
		throw new InputException("trainable=" + trainable + ": this network has no such stage; give " + ALL + ", " + HEAD +
			", or one of: " + stages.stream().map(Stage::name).collect(Collectors.joining(" ")));
	}
}
