package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The output of an operation while a network is written down: {@code x.convolution("conv1", ...).batchNorm("bn1", ...)}.
 * Names are those of the reference implementation, so that its published weights load by name.
 */
public final class FeatureMaps {

	private final Graph.Builder graph;
	private final int id;
	private final int channels;

	private FeatureMaps(Graph.Builder graph, int id, int channels) {
		this.graph = graph;
		this.id = id;
		this.channels = channels;
	}

	/**
	 * @param channels channels of the network's input
	 * @param network from the input to the output
	 * @return the network
	 */
	public static Graph graph(int channels, UnaryOperator<FeatureMaps> network) {
		Graph.Builder builder = new Graph.Builder();
		return builder.build(network.apply(new FeatureMaps(builder, 0, channels)));
	}

	int id() {
		return id;
	}

	/** @return number of maps */
	public int channels() {
		return channels;
	}

	/**
	 * @param name the operation's name, empty where it has no weights
	 * @param operation the operation
	 * @param others its inputs behind this one
	 * @return its output
	 */
	public FeatureMaps then(String name, Operation operation, FeatureMaps... others) {
		List<FeatureMaps> inputs = Stream.concat(Stream.of(this), Stream.of(others)).toList();
		int output = graph.add(new Graph.Node(name, operation, inputs.stream().map(FeatureMaps::id).toList()));
		return new FeatureMaps(graph, output, operation.channels(inputs.stream().map(FeatureMaps::channels).toList()));
	}

	/**
	 * @param operation an operation without weights
	 * @return its output
	 */
	public FeatureMaps then(Operation operation) {
		return then("", operation);
	}

	/**
	 * @param name the layer's name
	 * @param kernel what it does
	 * @return (n, {@link Kernel#filters}, h', w')
	 */
	public FeatureMaps convolution(String name, Kernel kernel) {
		return then(name, new Convolution(channels, kernel));
	}

	/**
	 * @param name the layer's name
	 * @param epsilon added to the variance
	 * @param momentum weight of a new batch in the running statistics, 0 to 1 (torch's; Keras' is 1 - this)
	 * @return the normalised maps
	 */
	public FeatureMaps batchNorm(String name, float epsilon, float momentum) {
		return then(name, new BatchNormalization(channels, epsilon, momentum, true));
	}

	/** @return max(x, 0) */
	public FeatureMaps relu() {
		return then(new Relu());
	}

	/**
	 * @param other maps of the same shape
	 * @return the sum
	 */
	public FeatureMaps add(FeatureMaps other) {
		return then("", new Addition(), other);
	}

	/**
	 * @param maps maps of the same height and width
	 * @return all of them, behind each other
	 */
	public static FeatureMaps concatenate(List<FeatureMaps> maps) {
		List<FeatureMaps> others = new ArrayList<>(maps.subList(1, maps.size()));
		return maps.get(0).then("", new Concatenation(), others.toArray(FeatureMaps[]::new));
	}
}
