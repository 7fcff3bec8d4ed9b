package org.gliomagrading.weights;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named tensors of which one at a time is read: those of a large network together take more memory than a program should
 * need to copy them.
 */
public interface TensorSource {

	/** @return the shapes by name, in an order that stays */
	Map<String, long[]> shapes();

	/**
	 * @param name one of those in {@link #shapes}
	 * @return the tensor, of that shape
	 * @throws IOException if it cannot be read
	 */
	Tensor read(String name) throws IOException;

	/**
	 * @param tensors tensors by name
	 * @return the same
	 */
	static TensorSource of(Map<String, Tensor> tensors) {
		Map<String, long[]> shapes = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
		return new TensorSource() {

			@Override
			public Map<String, long[]> shapes() {
				return shapes;
			}

			@Override
			public Tensor read(String name) {
				return tensors.get(name);
			}
		};
	}

	/**
	 * @param file an open file
	 * @return its tensors, by the names that the file has; usable as long as the file is open
	 */
	static TensorSource of(WeightFile file) {
		Map<String, long[]> shapes = new LinkedHashMap<>();
		file.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
		return new TensorSource() {

			@Override
			public Map<String, long[]> shapes() {
				return shapes;
			}

			@Override
			public Tensor read(String name) throws IOException {
				return file.read(name);
			}
		};
	}
}
