package org.gliomagrading.network.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A window that slides over maps.
 *
 * @param height its height
 * @param width its width
 * @param stride its step along both axes
 * @param padding what is put around the maps
 */
public record Window(int height, int width, int stride, Padding padding) {

	/** The maps to slide over, and the padding that torch shall add itself. */
	record Padded(NDArray maps, Shape padding) {
	}

	Shape size() {
		return new Shape(height, width);
	}

	Shape strides() {
		return new Shape(stride, stride);
	}

	Padding.Sides vertical(Shape maps) {
		return padding.sides(maps.get(2), height, stride);
	}

	Padding.Sides horizontal(Shape maps) {
		return padding.sides(maps.get(3), width, stride);
	}

	boolean isSymmetric(Shape maps) {
		Padding.Sides vertical = vertical(maps);
		Padding.Sides horizontal = horizontal(maps);
		return vertical.before() == vertical.after() && horizontal.before() == horizontal.after();
	}

	boolean isUnpadded(Shape maps) {
		Padding.Sides none = new Padding.Sides(0, 0);
		return vertical(maps).equals(none) && horizontal(maps).equals(none);
	}

	/** Torch's kernels pad alike on both sides; what they cannot do is put around the maps here. */
	Padded pad(NDArray maps, float value) {
		Padding.Sides vertical = vertical(maps.getShape());
		Padding.Sides horizontal = horizontal(maps.getShape());
		if (isSymmetric(maps.getShape())) return new Padded(maps, new Shape(vertical.before(), horizontal.before()));
		return new Padded(maps.pad(new Shape(horizontal.before(), horizontal.after(), vertical.before(), vertical.after()),
			value), new Shape(0, 0));
	}
}
