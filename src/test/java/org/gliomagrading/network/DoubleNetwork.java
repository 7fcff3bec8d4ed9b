package org.gliomagrading.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.gliomagrading.network.graph.GlobalAveragePooling;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.GraphBlock;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * A backbone with the grading head as {@link GradingNetwork} has them, but in double precision, without dropout, and with
 * weights drawn by {@link DrawnWeights}: to be compared step by step with a reference.
 */
public final class DoubleNetwork implements AutoCloseable {

	private final NDManager manager = PyTorch.engine().newBaseManager();
	private final ParameterStore store = new ParameterStore(manager, false);
	private final Map<String, Parameter> parameters = new LinkedHashMap<>();
	private final Map<String, double[]> start = new LinkedHashMap<>();
	private final GraphBlock backbone;
	private final GraphBlock head;

	/** @param backbone a backbone of torchvision's */
	public DoubleNetwork(Backbone backbone) {
		Graph graph = backbone.build(Variant.TORCHVISION).then(new GlobalAveragePooling(false));
		this.backbone = block(graph, "");
		head = block(GradingHead.build(graph.channels()), "head.");
	}

	private GraphBlock block(Graph graph, String prefix) {
		GraphBlock block = new GraphBlock(graph);
		block.initialize(manager, DataType.FLOAT64);
		block.namedParameters().forEach((tensor, parameter) -> {
			String name = prefix + tensor;
			double[] values = doubles(DrawnWeights.draw(name, parameter.getShape()));
			parameter.freeze(true);
			try (NDArray source = manager.create(values, parameter.getShape())) {
				parameter.getArray().set(new NDIndex(":"), source);
			}
			if (GradingNetwork.isLearned(parameter)) parameter.freeze(false);
			parameters.put(name, parameter);
			start.put(name, values);
		});
		return block;
	}

	/** @return its memory */
	public NDManager manager() {
		return manager;
	}

	/** @return every parameter and running statistic, by the reference's name */
	public Map<String, Parameter> parameters() {
		return parameters;
	}

	/** @return so many images as the references have them */
	public NDArray images(int count, int size) {
		return manager.create(doubles(DrawnWeights.images(count, size)), new Shape(count, 3, size, size));
	}

	/**
	 * @param images (n, 3, h, w)
	 * @param training whether batch norm uses the batch's own statistics and updates the running ones
	 * @return the logits (n)
	 */
	public NDArray logits(NDArray images, boolean training) {
		NDArray features = backbone.forward(store, new NDList(images), training, null).singletonOrThrow();
		return head.forward(store, new NDList(features), false, null).singletonOrThrow().reshape(-1);
	}

	/** @return how far each running statistic has come from its start: the norm of the change */
	public Map<String, Double> statistics() {
		Map<String, Double> norms = new LinkedHashMap<>();
		parameters.forEach((name, parameter) -> {
			if (GradingNetwork.isLearned(parameter)) return;
			double[] now = parameter.getArray().toDoubleArray();
			norms.put(name, Math.sqrt(IntStream.range(0, now.length).mapToDouble(i -> Math.pow(now[i] - start.get(name)[i], 2)).sum()));
		});
		return norms;
	}

	private static double[] doubles(float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}

	@Override
	public void close() {
		manager.close();
	}
}
