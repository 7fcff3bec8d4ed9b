package org.gliomagrading.weights;

import java.io.IOException;

/** A tensor of a weight file that can be read. Listing it takes no memory for its values. */
public final class StoredTensor {

	private final String name;
	private final TensorLayout layout;
	private final Storage storage;

	/**
	 * @throws RefusedException if the storage does not hold its values
	 */
	StoredTensor(String name, TensorLayout layout, Storage storage) throws RefusedException {
		layout.check(name, storage.count());
		this.name = name;
		this.layout = layout;
		this.storage = storage;
	}

	/** @return its name */
	public String name() {
		return name;
	}

	/** @return the sizes of its axes; empty for a scalar */
	public long[] shape() {
		return layout.shape().clone();
	}

	/** @return the type of its values in the file */
	public ElementType type() {
		return storage.type();
	}

	/** The bytes of its values. */
	long bytes() {
		return (long) layout.count() * type().bytes();
	}

	Tensor read() throws IOException {
		float[] span = storage.read(layout.offset(), layout.span());
		return new Tensor(shape(), layout.isRowMajor() ? span : layout.gather(span));
	}
}
