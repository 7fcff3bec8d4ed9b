package org.gliomagrading.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.graph.GlobalAveragePooling;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.GraphBlock;
import org.gliomagrading.network.graph.Weight;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * A backbone with the grading head, in memory on one device. New networks are frozen: nothing is learned until
 * {@link #unfreeze} says what. Not safe for use from several threads.
 */
public final class GradingNetwork implements AutoCloseable {

	private final NDManager manager;
	private final ParameterStore store;
	private final GraphBlock backbone;
	private final GraphBlock head;
	private final Map<String, Parameter> parameters = new LinkedHashMap<>();
	private final List<Stage> stages;
	private final Set<String> changing = new LinkedHashSet<>();

	/**
	 * A network with random weights.
	 *
	 * @param backbone the kind of backbone
	 * @param variant whose implementation it follows
	 * @param device where the network lives
	 * @param seed seed of the random weights
	 * @throws InputException if the backbone does not know the variant
	 */
	public GradingNetwork(Backbone backbone, Variant variant, Device device, long seed) throws InputException {
		this(backbone, variant, device);
		randomise(new Random(seed));
	}

	/**
	 * A network whose weights are still to be {@link #set}: drawing those of a large one would take seconds.
	 *
	 * @param backbone the kind of backbone
	 * @param variant whose implementation it follows
	 * @param device where the network lives
	 * @throws InputException if the backbone does not know the variant
	 */
	public GradingNetwork(Backbone backbone, Variant variant, Device device) throws InputException {
		backbone.checkVariant(variant);
		manager = PyTorch.engine().newBaseManager(device);
		store = new ParameterStore(manager, false);
		this.backbone = block(backbone.build(variant).then(new GlobalAveragePooling(false)));
		stages = Stage.of(backbone, this.backbone.graph());
		head = block(GradingHead.build(this.backbone.graph().channels()));
		this.backbone.namedParameters().forEach((name, parameter) -> parameters.put("backbone." + name, parameter));
		head.namedParameters().forEach((name, parameter) -> parameters.put("head." + name, parameter));
		unfreeze(name -> false);
	}

	private GraphBlock block(Graph graph) {
		GraphBlock block = new GraphBlock(graph);
		block.initialize(manager, DataType.FLOAT32);
		return block;
	}

	/** @return the device's memory in which the network lives; arrays for its input belong into sub-managers of it */
	public NDManager manager() {
		return manager;
	}

	/** @return the operations from images to features: the backbone and the pooling over whole maps */
	public Graph backbone() {
		return backbone.graph();
	}

	/**
	 * @return every parameter and running statistic by name: {@code backbone.} and the reference's name, {@code head.} and
	 *         {@code dense} or {@code output}
	 */
	public Map<String, Parameter> parameters() {
		return Collections.unmodifiableMap(parameters);
	}

	/**
	 * Chooses what is trained. Running statistics of batch norm are never learned by gradients.
	 *
	 * @param trained tells by its name whether a parameter shall get gradients
	 */
	public void unfreeze(Predicate<String> trained) {
		parameters.forEach((name, parameter) -> {
			if (isLearned(parameter)) parameter.freeze(!trained.test(name));
		});
	}

	/**
	 * Chooses what is trained by its place in the network. What lies before gets no gradients and stays in inference mode, so
	 * that its batch norms neither use nor learn a batch's statistics.
	 *
	 * @param trainable {@value Stage#ALL}, {@value Stage#HEAD}, or a stage, which is trained with all after it
	 * @throws InputException if the network has no such stage; the message lists its stages
	 */
	public void train(String trainable) throws InputException {
		List<Graph.Node> nodes = backbone.graph().nodes();
		int first = Stage.first(stages, trainable, nodes.size());
		backbone.trainFrom(first);
		changing.clear();
		for (Graph.Node node : nodes.subList(first, nodes.size()))
			node.weightNames().forEach(name -> changing.add("backbone." + name));
		head.namedParameters().keySet().forEach(name -> changing.add("head." + name));
		unfreeze(changing::contains);
	}

	/** @return the names of the parameters and running statistics that training changes, as {@link #train} chose them */
	public Set<String> changing() {
		return Collections.unmodifiableSet(changing);
	}

	/**
	 * @param parameter one of {@link #parameters()}
	 * @return whether it is learned by gradients, not a running statistic
	 */
	public static boolean isLearned(Parameter parameter) {
		return Weight.isLearned(parameter.getType());
	}

	/**
	 * @param images (n, 3, h, w)
	 * @param training whether batch norm uses the batch's own statistics and updates the running ones
	 * @return (n, channels): the feature maps, averaged over each map
	 */
	public NDArray features(NDArray images, boolean training) {
		return backbone.forward(store, new NDList(images), training, null).singletonOrThrow();
	}

	/**
	 * @param features (n, channels), as {@link #features} gives them
	 * @param training whether dropout is on
	 * @return (n): the logits of P(HGG)
	 */
	public NDArray logits(NDArray features, boolean training) {
		return head.forward(store, new NDList(features), training, null).singletonOrThrow().reshape(-1);
	}

	/**
	 * @param name one of {@link #parameters()}
	 * @return its values in row-major order
	 */
	public float[] values(String name) {
		return parameters.get(name).getArray().toFloatArray();
	}

	/**
	 * Sets a parameter.
	 *
	 * @param name one of {@link #parameters()}
	 * @param values its values in row-major order
	 */
	public void set(String name, float[] values) {
		NDArray target = parameters.get(name).getArray();
		boolean gradient = target.hasGradient();
		// Torch refuses to write in place into an array that takes part in gradients.
		if (gradient) target.setRequiresGradient(false);
		// Copied into torch's own memory: NDArray.set(float[]) and copyTo would put the Java buffer in its place.
		try (NDArray source = manager.create(values, target.getShape())) {
			target.set(new NDIndex(":"), source);
		}
		if (gradient) target.setRequiresGradient(true);
	}

	private void randomise(Random random) {
		parameters.forEach((name, parameter) -> {
			if (parameter.getType() == Parameter.Type.WEIGHT) set(name, InitialWeights.heNormal(parameter.getShape(), random));
		});
	}

	/**
	 * Gives the head new weights, as before training.
	 *
	 * @param seed seed of the random weights
	 */
	public void drawHead(long seed) {
		GradingHead.draw(backbone.graph().channels(), seed).forEach(this::set);
	}

	/** Frees the backbone's weights; of the network, the head and the backbone's graph can still be used. */
	void freeBackbone() {
		backbone.clear();
		parameters.keySet().removeIf(name -> name.startsWith("backbone."));
	}

	@Override
	public void close() {
		manager.close();
	}
}
