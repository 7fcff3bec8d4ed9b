package org.gliomagrading.network;

import java.util.Set;
import java.util.function.UnaryOperator;

import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Operation;

/**
 * A backbone with other operations here and there: a wrong one, or one without what is random.
 *
 * @param backbone the backbone
 * @param change gives another operation, or the same
 */
record ChangedBackbone(Backbone backbone, UnaryOperator<Operation> change) implements Backbone {

	@Override
	public Set<Variant> variants() {
		return backbone.variants();
	}

	@Override
	public Graph build(Variant variant) {
		Graph graph = backbone.build(variant);
		return new Graph(graph.nodes().stream().map(node -> new Graph.Node(node.name(), change.apply(node.operation()), node
			.inputs())).toList(), graph.channels());
	}
}
