package org.gliomagrading.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A network for inference: each batch normalisation behind a convolution that nothing else reads is folded into the
 * convolution's weight and bias (computed in double precision), GELU joins the layer before it, and what does nothing in
 * inference is left out.
 *
 * @param graph the operations
 * @param weights gives their weights by full name, in row-major order; computed when asked for, since those of a large
 *          network fill hundreds of megabytes
 */
public record FoldedGraph(Graph graph, Function<String, float[]> weights) {

	/**
	 * @param graph a network
	 * @param weights gives its weights by full name
	 * @return the same network, folded
	 */
	public static FoldedGraph of(Graph graph, Function<String, float[]> weights) {
		return new Folder(graph, weights).fold();
	}

	private static final class Folder {

		private final Graph graph;
		private final Function<String, float[]> stored;
		private final int[] readers;
		private final List<Graph.Node> nodes = new ArrayList<>();
		private final Map<String, Supplier<float[]>> folded = new HashMap<>();

		/** The new value that stands for each old one. */
		private final List<Integer> values = new ArrayList<>(List.of(0));

		Folder(Graph graph, Function<String, float[]> stored) {
			this.graph = graph;
			this.stored = stored;
			readers = new int[graph.nodes().size() + 1];
			graph.nodes().forEach(node -> node.inputs().forEach(input -> readers[input]++));
		}

		FoldedGraph fold() {
			for (Graph.Node node : graph.nodes()) {
				int input = node.inputs().get(0);
				boolean alone = input > 0 && readers[input] == 1;
				if (node.operation() instanceof BatchNormalization norm && alone && graph.nodes().get(input - 1)
					.operation() instanceof Convolution convolution) values.add(fold(convolution, norm, node, values.get(input)));
				else if (node.operation() instanceof Gelu && alone && graph.nodes().get(input - 1)
					.operation() instanceof PixelDense dense) values.add(join(dense, values.get(input)));
				else if (node.operation() instanceof TrainingOperation) values.add(values.get(input));
				else values.add(copy(node));
			}
			return new FoldedGraph(new Graph(nodes, graph.channels()), name -> folded.getOrDefault(name, () -> stored.apply(name))
				.get());
		}

		private int copy(Graph.Node node) {
			nodes.add(new Graph.Node(node.name(), node.operation(), node.inputs().stream().map(values::get).toList()));
			return nodes.size();
		}

		private int join(PixelDense dense, int value) {
			Graph.Node before = nodes.get(value - 1);
			nodes.set(value - 1, new Graph.Node(before.name(), new GeluDense(dense), before.inputs()));
			return value;
		}

		/** y = (w x + b - mean) / sqrt(variance + epsilon) * factor + shift */
		private int fold(Convolution convolution, BatchNormalization norm, Graph.Node node, int value) {
			Graph.Node before = nodes.get(value - 1);
			folded.put(before.name() + ".weight", () -> kernels(before.name(), scales(norm, node.name())));
			folded.put(before.name() + ".bias", () -> biases(before.name(), convolution.kernel().biased(), node.name(), scales(
				norm, node.name())));
			nodes.set(value - 1, new Graph.Node(before.name(), new Convolution(convolution.channels(), convolution.kernel().bias(
				true)), before.inputs()));
			return value;
		}

		private double[] scales(BatchNormalization norm, String name) {
			float[] variance = stored.apply(name + ".running_var");
			float[] factor = norm.scaled() ? stored.apply(name + ".weight") : null;
			double[] scales = new double[variance.length];
			for (int i = 0; i < scales.length; i++)
				scales[i] = (factor == null ? 1 : factor[i]) / Math.sqrt((double) variance[i] + norm.epsilon());
			return scales;
		}

		private float[] kernels(String name, double[] scales) {
			float[] kernels = stored.apply(name + ".weight").clone();
			int size = kernels.length / scales.length;
			for (int i = 0; i < kernels.length; i++)
				kernels[i] = (float) (kernels[i] * scales[i / size]);
			return kernels;
		}

		private float[] biases(String name, boolean biased, String norm, double[] scales) {
			float[] mean = stored.apply(norm + ".running_mean");
			float[] shift = stored.apply(norm + ".bias");
			float[] own = biased ? stored.apply(name + ".bias") : new float[scales.length];
			float[] biases = new float[scales.length];
			for (int i = 0; i < biases.length; i++)
				biases[i] = (float) (((double) own[i] - mean[i]) * scales[i] + shift[i]);
			return biases;
		}
	}
}
