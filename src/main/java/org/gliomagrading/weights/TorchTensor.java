package org.gliomagrading.weights;

import java.util.List;

/** A tensor in a pickle of PyTorch: a view of a storage. Releases before 0.2 make it empty and set it afterwards. */
final class TorchTensor implements PickleGlobals.Stateful {

	/** The first arguments of each function that makes a tensor: storage, offset, shape and strides. */
	private static final int FIELDS = 4;

	private TorchStorage storage;
	private TensorLayout layout;

	/** @param arguments the arguments of {@code torch._utils._rebuild_tensor_v2} or {@code _rebuild_tensor} */
	static TorchTensor of(List<?> arguments) throws RefusedException {
		TorchTensor tensor = new TorchTensor();
		tensor.set(arguments);
		return tensor;
	}

	@Override
	public void set(Object state) throws RefusedException {
		if (!(state instanceof List<?> fields) || fields.size() < FIELDS || !(fields.get(0) instanceof TorchStorage found))
			throw RefusedException.damaged("its pickle makes a tensor of something else than a storage");
		storage = found;
		layout = new TensorLayout(numbers(fields.get(2)), numbers(fields.get(3)), TorchStorage.number(fields.get(1)));
	}

	/**
	 * @return its storage
	 * @throws RefusedException if it was made and never set
	 */
	TorchStorage storage() throws RefusedException {
		if (storage == null) throw RefusedException.damaged("its pickle makes a tensor without values");
		return storage;
	}

	TensorLayout layout() {
		return layout;
	}

	private static long[] numbers(Object value) throws RefusedException {
		if (!(value instanceof List<?> list) || list.size() > TensorLayout.MAX_AXES) throw RefusedException.damaged(
			"its pickle makes a tensor without a shape");
		long[] numbers = new long[list.size()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = TorchStorage.number(list.get(i));
		return numbers;
	}
}
