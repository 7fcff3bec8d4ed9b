package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

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

	/**
	 * @param operation the last operation, without weights
	 * @return this and that operation behind it
	 */
	public Graph then(Operation operation) {
		List<Node> longer = new ArrayList<>(nodes);
		longer.add(new Node("", operation, List.of(nodes.size())));
		return new Graph(longer, operation.channels(List.of(channels)));
	}

	/**
	 * Runs the operations in their order. Behind those that do not train, every array is freed that no later one takes:
	 * those of a whole network are hundreds of megabytes, and only gradients need them later.
	 *
	 * @param input the network's input, left to the caller
	 * @param weights gives the weights of a node by its position
	 * @param firstTrained the first node that trains, see {@link Operation#run}; those before it are in inference mode
	 * @param each is told the output of each node
	 * @return the output
	 */
	NDArray run(NDArray input, IntFunction<List<NDArray>> weights, int firstTrained, Consumer<NDArray> each) {
		int[] lastUses = lastUses();
		NDArray[] values = new NDArray[nodes.size() + 1];
		values[0] = input;
		for (int i = 0; i < nodes.size(); i++) {
			Node node = nodes.get(i);
			boolean training = i >= firstTrained;
			values[i + 1] = node.operation.run(node.inputs.stream().map(value -> values[value]).toList(), weights.apply(i),
				training);
			each.accept(values[i + 1]);
			if (!training) free(values, node, i, lastUses);
		}
		return values[nodes.size()];
	}

	/**
	 * Runs once, on zeros and with weights of 0: the kernels tell the sizes, and nothing of theirs is repeated here.
	 *
	 * @param manager where to compute
	 * @param input the shape of the network's input
	 * @return the shapes of all values: the input's and then each node's
	 */
	public List<Shape> shapes(NDManager manager, Shape input) {
		List<Shape> shapes = new ArrayList<>(List.of(input));
		try (NDManager all = manager.newSubManager()) {
			run(all.zeros(input), node -> nodes.get(node).operation.weights().stream().map(weight -> all.zeros(weight.shape()))
				.toList(), nodes.size(), output -> shapes.add(output.getShape()));
		}
		return shapes;
	}

	private static void free(NDArray[] values, Node node, int index, int[] lastUses) {
		for (int input : node.inputs) {
			NDArray array = values[input];
			if (input == 0 || lastUses[input] != index || array == null) continue;
			values[input] = null;
			boolean shared = Arrays.stream(values).anyMatch(other -> other == array);
			if (!shared) array.close();
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
