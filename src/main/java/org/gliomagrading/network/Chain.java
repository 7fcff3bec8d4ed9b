package org.gliomagrading.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Runs its children one after the other, as torch's {@code Sequential}. */
public final class Chain extends NamedBlock {

	/**
	 * @param children the blocks, named 0, 1, 2...
	 * @return their chain
	 */
	public static Chain of(Block... children) {
		Chain chain = new Chain();
		for (Block child : children)
			chain.append(child);
		return chain;
	}

	/**
	 * Adds a child behind the others, named by its position.
	 *
	 * @param child the child
	 */
	public void append(Block child) {
		add(Integer.toString(named().size()), child);
	}

	@Override
	protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training,
		PairList<String, Object> params)
	{
		NDList current = inputs;
		for (Block child : named().values()) {
			NDList next = child.forward(store, current, training, params);
			// Activations of a whole network are hundreds of megabytes; only gradients need them later.
			if (!training && current != inputs && next != current) current.close();
			current = next;
		}
		return current;
	}
}
