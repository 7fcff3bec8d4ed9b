package org.gliomagrading.network;

import java.util.Set;
import java.util.function.UnaryOperator;

import org.gliomagrading.network.graph.BatchNormalization;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Operation;

/**
 * A backbone that is not what it was: a wrong one, or one without what is random.
 *
 * @param backbone the backbone
 * @param change gives another graph
 */
record ChangedBackbone(Backbone backbone, UnaryOperator<Graph> change) implements Backbone {

	/** The backbone with other nodes, each in its place. */
	static ChangedBackbone ofNodes(Backbone backbone, UnaryOperator<Graph.Node> change) {
		return new ChangedBackbone(backbone, graph -> new Graph(graph.nodes().stream().map(change).toList(), graph
			.channels()));
	}

	/** The backbone with other operations, each in its place. */
	static ChangedBackbone of(Backbone backbone, UnaryOperator<Operation> change) {
		return ofNodes(backbone, node -> new Graph.Node(node.name(), change.apply(node.operation()), node.inputs()));
	}

	/** Gives batch norms another epsilon. */
	static UnaryOperator<Operation> epsilon(float epsilon) {
		return operation -> operation instanceof BatchNormalization norm ? new BatchNormalization(norm.channels(), epsilon, norm
			.momentum(), norm.scaled()) : operation;
	}

	@Override
	public Set<Variant> variants() {
		return backbone.variants();
	}

	@Override
	public Graph build(Variant variant) {
		return change.apply(backbone.build(variant));
	}
}
