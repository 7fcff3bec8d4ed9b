package org.gliomagrading.network.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;

/**
 * A graph as a DJL block. Unless it trains, every array is freed behind the last operation that takes it: those of a whole
 * network are hundreds of megabytes, and only gradients need them later.
 */
public final class GraphBlock extends AbstractBlock {

	private final Graph graph;
	private final int[] lastUses;
	private final Map<String, Parameter> named = new LinkedHashMap<>();

	/**
	 * @param graph the network, whose shapes of weights do not depend on the input's
	 */
	public GraphBlock(Graph graph) {
		this.graph = graph;
		lastUses = graph.lastUses();
		for (Graph.Node node : graph.nodes())
			for (Weight weight : node.operation().weights())
				named.put(node.name() + "." + weight.name(), parameter(node.name() + "." + weight.name(), weight));
	}

	private Parameter parameter(String name, Weight weight) {
		boolean learned = weight.type() != Parameter.Type.RUNNING_MEAN && weight.type() != Parameter.Type.RUNNING_VAR;
		return addParameter(Parameter.builder().setName(name).setType(weight.type()).optShape(weight.shape()).optInitializer(
			new ConstantInitializer(weight.initial())).optRequiresGrad(learned).build());
	}

	/** @return the network */
	public Graph graph() {
		return graph;
	}

	/** @return every parameter and running statistic by its name in the reference implementation */
	public Map<String, Parameter> namedParameters() {
		return Collections.unmodifiableMap(named);
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
		PairList<String, Object> params)
	{
		List<Graph.Node> nodes = graph.nodes();
		NDArray[] values = new NDArray[nodes.size() + 1];
		values[0] = inputs.singletonOrThrow();
		for (int i = 0; i < nodes.size(); i++) {
			Graph.Node node = nodes.get(i);
			List<NDArray> weights = node.weightNames().stream().map(name -> store.getValue(named.get(name), values[0]
				.getDevice(), training)).toList();
			values[i + 1] = node.operation().run(node.inputs().stream().map(input -> values[input]).toList(), weights, training);
			if (!training) free(values, i);
		}
		return new NDList(values[nodes.size()]);
	}

	/** The input is the caller's. */
	private void free(NDArray[] values, int node) {
		for (int input : graph.nodes().get(node).inputs()) {
			NDArray array = values[input];
			if (input == 0 || lastUses[input] != node || array == null) continue;
			values[input] = null;
			boolean shared = Arrays.stream(values).anyMatch(other -> other == array);
			if (!shared) array.close();
		}
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputs) {
		throw new UnsupportedOperationException("The sizes of maps are known when they are computed");
	}
}
