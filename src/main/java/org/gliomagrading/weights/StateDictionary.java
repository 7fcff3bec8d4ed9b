package org.gliomagrading.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the weights in what a pickle held. A dictionary that has, under one of {@link #NAMES}, another one with
 * tensors is a checkpoint: that one, the first in this order, is taken, and the rest (an optimizer, other copies) is
 * no weights. All tensors of the dictionary are taken. A prefix of {@code DataParallel} or {@code torch.compile} that
 * all their names have is dropped.
 */
final class StateDictionary {

	private static final List<String> NAMES = List.of("state_dict", "model_state_dict", "model", "net", "network");
	private static final List<String> PREFIXES = List.of("module.", "_orig_mod.");

	/** How many dictionaries may lie in each other: a checkpoint, its model, the model's state. */
	private static final int DEPTH = 3;

	private StateDictionary() {
		// only static methods
	}

	/**
	 * @param root what the pickle held
	 * @return the tensors by name, in its order
	 * @throws RefusedException if there are none
	 */
	static Map<String, TorchTensor> tensors(Object root) throws RefusedException {
		Map<String, TorchTensor> tensors = find(root, DEPTH);
		if (tensors.isEmpty()) throw new RefusedException(
			"holds no tensors by name; give a file that torch.save wrote of model.state_dict()");
		for (String prefix : PREFIXES)
			if (tensors.keySet().stream().allMatch(name -> name.startsWith(prefix))) tensors = without(prefix, tensors);
		return tensors;
	}

	private static Map<String, TorchTensor> find(Object value, int depth) {
		if (depth == 0 || !(value instanceof Map<?, ?> map)) return Map.of();
		for (String name : NAMES) {
			Map<String, TorchTensor> inner = find(map.get(name), depth - 1);
			if (!inner.isEmpty()) return inner;
		}
		Map<String, TorchTensor> tensors = new LinkedHashMap<>();
		map.forEach((name, entry) -> {
			if (name instanceof String text && entry instanceof TorchTensor tensor) tensors.put(text, tensor);
		});
		return tensors;
	}

	private static Map<String, TorchTensor> without(String prefix, Map<String, TorchTensor> tensors) {
		Map<String, TorchTensor> shorter = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> shorter.put(name.substring(prefix.length()), tensor));
		return shorter;
	}
}
