package org.gliomagrading.weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Variant;
import org.gliomagrading.network.graph.Graph;
import org.gliomagrading.network.graph.Weight;

/** The tensors of a backbone, by its own names and in its own layout, in a publisher's file. Usable while that is open. */
public final class FittedWeights implements TensorSource {

	private final NameMap map;
	private final Variant variant;
	private final WeightFile file;
	private final int features;
	private final Map<String, long[]> shapes;
	private final Map<String, StoredAs> stored;
	private final Map<String, String> uses = new HashMap<>();

	private FittedWeights(NameMap map, Variant variant, Graph graph, Map<String, StoredAs> stored, WeightFile file) {
		this.map = map;
		this.variant = variant;
		this.file = file;
		features = graph.channels();
		shapes = new LinkedHashMap<>();
		for (Graph.Node node : graph.nodes())
			for (Weight weight : node.operation().weights())
				shapes.put(node.name() + "." + weight.name(), weight.shape().getShape());
		this.stored = stored;
		stored.forEach((name, as) -> {
			if (uses.put(as.name(), name) != null) throw new IllegalStateException(map.label() + " uses '" + as.name() + "' twice");
		});
	}

	/**
	 * @param map explains the file's names
	 * @param variant whose implementation the file is for
	 * @param graph the backbone
	 * @param stored of its tensors those that the file has
	 * @param file the file
	 * @return the tensors
	 * @throws InputException if one is missing, has another shape, or the file has one that has no place in the backbone
	 */
	static FittedWeights of(NameMap map, Variant variant, Graph graph, Map<String, StoredAs> stored, WeightFile file)
		throws InputException
	{
		FittedWeights fitted = new FittedWeights(map, variant, graph, stored, file);
		fitted.check();
		return fitted;
	}

	private void check() throws InputException {
		String network = ", by names of " + map.label() + " and in the variant " + variant.word();
		for (Map.Entry<String, long[]> needed : shapes.entrySet()) {
			StoredAs as = stored.get(needed.getKey());
			if (as == null) throw new InputException(file.path(), "lacks the network's tensor '" + needed.getKey() + "' " + Arrays
				.toString(needed.getValue()) + network + "; it belongs to another network");
			long[] shape = file.tensors().get(as.name()).shape();
			if (!isAlike(as.layout().shape(shape), needed.getValue())) throw new InputException(file.path(), "tensor '" + as
				.name() + "' has shape " + Arrays.toString(shape) + ", the network's '" + needed.getKey() + "' needs " + Arrays
					.toString(needed.getValue()) + network + "; it belongs to another network");
		}
		for (String name : file.tensors().keySet())
			if (!uses.containsKey(name) && !map.isBeyondBackbone(name)) throw new InputException(file.path(), "tensor '" + name +
				"' " + Arrays.toString(file.tensors().get(name).shape()) + " has no place in the network" + network +
				"; it belongs to another one");
	}

	/** Axes of length 1 change nothing: timm has a layer's factors as (c), torchvision as (c, 1, 1). */
	private static boolean isAlike(long[] shape, long[] other) {
		return Arrays.equals(Arrays.stream(shape).filter(size -> size != 1).toArray(), Arrays.stream(other).filter(
			size -> size != 1).toArray());
	}

	/** @return where the file is */
	public Path path() {
		return file.path();
	}

	/** @return number of features that the backbone gives */
	public int features() {
		return features;
	}

	/** @return what explains the file's names */
	public NameMap map() {
		return map;
	}

	/** @return whose implementation the weights are for */
	public Variant variant() {
		return variant;
	}

	/** @return the file's tensors that the backbone does not need, in the file's order */
	public List<String> leftOut() {
		return file.tensors().keySet().stream().filter(name -> !uses.containsKey(name)).toList();
	}

	/** @return a row for each tensor of the file: its name, its shape, and the backbone's tensor that takes it, if any does */
	public Table table() {
		return new Table(List.of("tensor", "shape", "used_as"), file.tensors().entrySet().stream().map(tensor -> List.<Object>
			of(tensor.getKey(), shape(tensor.getValue().shape()), uses.getOrDefault(tensor.getKey(), ""))).toList());
	}

	private static String shape(long[] shape) {
		return String.join("x", Arrays.stream(shape).mapToObj(Long::toString).toList());
	}

	@Override
	public Map<String, long[]> shapes() {
		return Collections.unmodifiableMap(shapes);
	}

	@Override
	public Tensor read(String name) throws InputException {
		StoredAs as = stored.get(name);
		float[] values = as.layout().tensor(file.read(as.name())).values();
		for (float value : values)
			if (!Float.isFinite(value)) throw new InputException(file.path(), "tensor '" + as.name() + "' holds " + value +
				", of which no feature can be computed; fetch or save the file again");
		return new Tensor(shapes.get(name), values);
	}
}
