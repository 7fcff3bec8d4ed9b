package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a list of operations, each behind those whose outputs it takes. Value 0 is the network's input; value i + 1
 * is the output of node i; the last node's is the network's.
 *
 * @param nodes the operations in the order in which they run
 * @param channels channels of the output
 */
public record Graph(List<Node> nodes, int channels) {

	/**
	 * An operation in its place.
	 *
	 * @param name its name in the reference implementation, empty where it has no weights
	 * @param operation what it does
	 * @param inputs the values that it takes
	 */
	public record Node(String name, Operation operation, List<Integer> inputs) {

		/** Copies the list. */
		public Node {
			inputs = List.copyOf(inputs);
		}

		/** @return the full names of its weights, in the operation's order */
		public List<String> weightNames() {
			return operation.weights().stream().map(weight -> name + "." + weight.name()).toList();
		}
	}

	/**
	 * @throws IllegalArgumentException if a node takes a value that is not there yet, or two weights have one name
	 */
	public Graph {
		nodes = List.copyOf(nodes);
		Set<String> names = new HashSet<>();
		for (int i = 0; i < nodes.size(); i++) {
			Node node = nodes.get(i);
			if (node.inputs.isEmpty() || Collections.max(node.inputs) > i || Collections.min(node.inputs) < 0)
				throw new IllegalArgumentException("Node " + i + " takes values " + node.inputs);
			for (String name : node.weightNames())
				if (!names.add(name)) throw new IllegalArgumentException("Two weights are called " + name);
		}
	}

	/** @return for each value the last node that takes it, -1 where none does */
	int[] lastUses() {
		int[] last = new int[nodes.size() + 1];
		Arrays.fill(last, -1);
		for (int i = 0; i < nodes.size(); i++)
			for (int input : nodes.get(i).inputs)
				last[input] = i;
		return last;
	}

	/** Gathers the nodes of a graph while {@link FeatureMaps} are written down. */
	static final class Builder {

		private final List<Node> nodes = new ArrayList<>();

		/** @return the new node's output */
		int add(Node node) {
			nodes.add(node);
			return nodes.size();
		}

		Graph build(FeatureMaps output) {
			if (output.id() != nodes.size()) throw new IllegalArgumentException("The output is not the last operation's");
			return new Graph(nodes, output.channels());
		}
	}
}
