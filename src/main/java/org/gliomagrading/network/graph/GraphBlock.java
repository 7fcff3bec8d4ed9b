package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;

/** A graph as a DJL block. */
public final class GraphBlock extends AbstractBlock {

	private final Graph graph;

	/** Of each node, in the order in which its operation takes them. */
	private final List<List<Parameter>> parametersOfNodes = new ArrayList<>();

	private int firstTrained;

	/**
	 * @param graph the network, whose shapes of weights do not depend on the input's
	 */
	public GraphBlock(Graph graph) {
		this.graph = graph;
		for (Graph.Node node : graph.nodes())
			parametersOfNodes.add(node.operation().weights().stream().map(weight -> parameter(node.name() + "." + weight.name(),
				weight)).toList());
	}

	private Parameter parameter(String name, Weight weight) {
		return addParameter(Parameter.builder().setName(name).setType(weight.type()).optShape(weight.shape()).optInitializer(
			new ConstantInitializer(weight.initial())).optRequiresGrad(Weight.isLearned(weight.type())).build());
	}

	/** @return the network */
	public Graph graph() {
		return graph;
	}

	/** @return every parameter and running statistic by its name in the reference implementation */
	public Map<String, Parameter> namedParameters() {
		Map<String, Parameter> named = new LinkedHashMap<>();
		parametersOfNodes.forEach(each -> each.forEach(parameter -> named.put(parameter.getName(), parameter)));
		return Collections.unmodifiableMap(named);
	}

	/**
	 * Keeps the first nodes in inference mode even where the block trains: frozen batch norms neither use nor learn a batch's
	 * statistics, and no gradient is prepared for what lies before.
	 *
	 * @param node position of the first node that trains; the number of nodes if none does
	 */
	public void trainFrom(int node) {
		firstTrained = node;
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
		PairList<String, Object> params)
	{
		NDArray input = inputs.singletonOrThrow();
		Device device = input.getDevice();
		int first = training ? firstTrained : graph.nodes().size();
		return new NDList(graph.run(input, node -> parametersOfNodes.get(node).stream().map(parameter -> store.getValue(
			parameter, device, node >= first)).toList(), first, output -> {}));
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputs) {
		throw new UnsupportedOperationException("The sizes of maps are known when they are computed");
	}
}
