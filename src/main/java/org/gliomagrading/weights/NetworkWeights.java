package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.GradingNetwork;

/** Moves weights between a network and named tensors. */
public final class NetworkWeights {

	private NetworkWeights() {
		// only static methods
	}

	/**
	 * @param network a network
	 * @return copies of its parameters and running statistics, by name
	 */
	public static Map<String, Tensor> of(GradingNetwork network) {
		return of(network, name -> true);
	}

	/**
	 * @param network a network
	 * @param wanted tells by its name whether a parameter is wanted
	 * @return copies of these parameters and running statistics, by name
	 */
	public static Map<String, Tensor> of(GradingNetwork network, Predicate<String> wanted) {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		network.parameters().forEach((name, parameter) -> {
			if (wanted.test(name)) tensors.put(name, new Tensor(parameter.getShape().getShape(), network.values(name)));
		});
		return tensors;
	}

	/**
	 * Sets every parameter of a network, each exactly once.
	 *
	 * @param network the network
	 * @param tensors a tensor for each of its parameters, and no other
	 * @param file where they came from, for messages
	 * @throws InputException if a tensor is missing, has another shape or is unknown to the network; the network is then
	 *           left as it was
	 * @throws IOException if a tensor cannot be read
	 */
	public static void set(GradingNetwork network, TensorSource tensors, Path file) throws IOException {
		Map<String, long[]> shapes = tensors.shapes();
		for (var parameter : network.parameters().entrySet()) {
			String name = parameter.getKey();
			long[] shape = shapes.get(name);
			if (shape == null) throw new InputException(file, "has no tensor '" + name + "'; it belongs to another network");
			long[] expected = parameter.getValue().getShape().getShape();
			if (!Arrays.equals(expected, shape)) throw new InputException(file, "tensor '" + name + "' has shape " +
				Arrays.toString(shape) + ", the network needs " + Arrays.toString(expected));
		}
		for (String name : shapes.keySet())
			if (!network.parameters().containsKey(name)) throw new InputException(file, "tensor '" + name +
				"' is unknown to the network; it belongs to another one");
		for (String name : shapes.keySet())
			network.set(name, tensors.read(name).values());
	}
}
