package org.gliomagrading.weights;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What a pickle says of a storage of PyTorch; its numbers stand beside the pickle.
 *
 * @param type the type of its numbers
 * @param key the name by which the file has it
 * @param count how many numbers there are under that name
 * @param first the first of them that belongs to the storage
 * @param length how many of them belong to the storage
 */
record TorchStorage(ElementType type, String key, long count, long first, long length) {

	/** Kind, type, key, device and count; in the older format also a view: key, first, length. */
	private static final int FIELDS = 5;

	/**
	 * @param id the pickle's name for it
	 * @throws RefusedException if it is none of a storage
	 */
	static TorchStorage of(Object id) throws RefusedException {
		if (!(id instanceof List<?> fields) || fields.size() < FIELDS || !"storage".equals(fields.get(0)) || !(fields.get(
			1) instanceof ElementType type) || !(fields.get(2) instanceof String key)) throw RefusedException.damaged(
				"its pickle names an object beside it that is no storage");
		long count = number(fields.get(4));
		Object view = fields.size() > FIELDS ? fields.get(FIELDS) : null;
		if (view == null) return new TorchStorage(type, key, count, 0, count);
		if (!(view instanceof List<?> part) || part.size() != 3) throw noNumber();
		long first = number(part.get(1));
		long length = number(part.get(2));
		if (first < 0 || length < 0 || first > count || length > count - first) throw RefusedException.damaged(
			"storage '" + key + "' has a view beyond its end");
		return new TorchStorage(type, key, count, first, length);
	}

	/**
	 * @param name the name of a tensor in it
	 * @param layout how the tensor lies in it
	 * @param region what the file has under its key
	 * @param order the byte order of its numbers
	 * @return the tensor
	 * @throws RefusedException if the region is too short for the storage, or the storage for the tensor
	 */
	StoredTensor tensor(String name, TensorLayout layout, Region region, ByteOrder order) throws RefusedException {
		if (count < 0 || count > region.length() / type.bytes()) throw RefusedException.damaged("storage '" + key +
			"' of " + region.length() + " bytes cannot have " + count + " elements");
		layout.check(name, length);
		TensorLayout placed = new TensorLayout(layout.shape(), layout.strides(), first + layout.offset());
		return new StoredTensor(name, placed, new Storage(type, order, region));
	}

	/** A size, stride or offset. */
	static long number(Object value) throws RefusedException {
		if (value instanceof Long number) return number;
		throw value instanceof BigInteger ? RefusedException.damaged("a size is larger than any file") : noNumber();
	}

	private static RefusedException noNumber() {
		return RefusedException.damaged("its pickle has something else where a size belongs");
	}
}
