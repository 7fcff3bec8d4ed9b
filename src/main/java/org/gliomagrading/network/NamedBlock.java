package org.gliomagrading.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;

/**
 * A block whose children carry the names that the reference implementation gives them, so that its published weights
 * load by name. (DJL's own parameter names hold running numbers.)
 */
public abstract class NamedBlock extends AbstractBlock {

	private final Map<String, Block> named = new LinkedHashMap<>();

	/**
	 * Adds a child.
	 *
	 * @param name its name in the reference implementation
	 * @param child the child
	 * @return the child
	 */
	protected final <B extends Block> B add(String name, B child) {
		named.put(name, child);
		return addChildBlock(name, child);
	}

	/** @return the children by name, in the order they were added */
	final Map<String, Block> named() {
		return Collections.unmodifiableMap(named);
	}

	/** @return every parameter below this block by its dotted name, such as {@code features.0.0.weight} */
	public final Map<String, Parameter> namedParameters() {
		Map<String, Parameter> all = new LinkedHashMap<>();
		collect("", this, all);
		return all;
	}

	private static void collect(String prefix, Block block, Map<String, Parameter> all) {
		block.getDirectParameters().forEach(pair -> all.put(prefix + pair.getKey(), pair.getValue()));
		if (block instanceof NamedBlock parent) parent.named.forEach((name, child) -> collect(prefix + name + ".", child, all));
	}

	@Override
	protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
		Shape[] shapes = inputs;
		for (Block child : named.values()) {
			child.initialize(manager, type, shapes);
			shapes = child.getOutputShapes(shapes);
		}
	}

	@Override
	public Shape[] getOutputShapes(Shape[] inputs) {
		Shape[] shapes = inputs;
		for (Block child : named.values())
			shapes = child.getOutputShapes(shapes);
		return shapes;
	}
}
