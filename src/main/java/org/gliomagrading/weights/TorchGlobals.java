package org.gliomagrading.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a state dictionary of PyTorch may ask for by name: storages, tensors, parameters, ordered dictionaries. Anything
 * else is refused by its name. Each function is our own; nothing of Python is there to be run.
 */
final class TorchGlobals implements PickleGlobals {

	/** PyTorch's names of the types, before Storage and Tensor. */
	private static final Map<String, ElementType> TYPES = Map.of("Double", ElementType.F64, "Float", ElementType.F32,
		"Half", ElementType.F16, "BFloat16", ElementType.BF16, "Long", ElementType.I64, "Int", ElementType.I32, "Short",
		ElementType.I16, "Char", ElementType.I8, "Byte", ElementType.U8, "Bool", ElementType.BOOL);

	private static final Map<String, Object> KNOWN = known();

	private final Map<String, TorchStorage> storages = new HashMap<>();

	@Override
	public Object find(String name) throws RefusedException {
		Object known = KNOWN.get(name);
		if (known == null) throw new RefusedException("is not read: its pickle asks for '" + name +
			"', which no state dictionary needs, and nothing of it was run; if it is a whole network that you trust, save" +
			" network.state_dict() in Python and give that");
		return known;
	}

	@Override
	public Object persistent(Object id) throws RefusedException {
		TorchStorage storage = TorchStorage.of(id);
		TorchStorage same = storages.putIfAbsent(storage.key(), storage);
		if (same != null && (same.type() != storage.type() || same.count() != storage.count()))
			throw RefusedException.damaged("storage '" + storage.key() + "' has two types or sizes");
		return storage;
	}

	/** The storage that was named by a key; null if none was. */
	TorchStorage storage(Object key) {
		return key instanceof String text ? storages.get(text) : null; // hashing another object could take for ever
	}

	private static Map<String, Object> known() {
		Map<String, Object> known = new HashMap<>();
		TYPES.forEach((name, type) -> {
			known.put("torch." + name + "Storage", type);
			known.put("torch." + name + "Tensor", (Function) arguments -> new TorchTensor());
		});
		known.put("torch._utils._rebuild_tensor", (Function) TorchTensor::of);
		known.put("torch._utils._rebuild_tensor_v2", (Function) TorchTensor::of);
		known.put("torch._utils._rebuild_parameter", (Function) TorchGlobals::first);
		known.put("torch.Size", (Function) TorchGlobals::first);
		known.put("collections.OrderedDict", (Function) TorchGlobals::orderedDict);
		return Map.copyOf(known);
	}

	private static Object first(List<?> arguments) throws RefusedException {
		if (arguments.isEmpty()) throw RefusedException.damaged("its pickle calls a function without arguments");
		return arguments.get(0);
	}

	/** Python 2 gives the items at once, as pairs in a list. */
	private static Object orderedDict(List<?> arguments) throws RefusedException {
		Map<Object, Object> map = new LinkedHashMap<>();
		if (arguments.isEmpty()) return map;
		if (!(arguments.get(0) instanceof ArrayList<?> items)) throw noPairs();
		for (Object item : items) {
			if (!(item instanceof List<?> pair) || pair.size() != 2) throw noPairs();
			PickleMachine.put(map, pair.get(0), pair.get(1));
		}
		return map;
	}

	private static RefusedException noPairs() {
		return RefusedException.damaged("its pickle makes a dictionary of what are no pairs");
	}
}
