package org.gliomagrading.network;

import java.util.Set;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.SciJavaPlugin;

/**
 * A convolutional network without its classifier. A backbone is a SciJava plugin; the name in its annotation is the one
 * by which {@link Architecture} rows ask for it.
 */
public interface Backbone extends SciJavaPlugin {

	/** @return the implementations that it can follow */
	Set<Variant> variants();

	/**
	 * @param variant one of {@link #variants}
	 * @return the network from images (n, 3, h, w) to feature maps (n, c, h', w'), its layers named as in the reference
	 *         implementation
	 */
	Graph build(Variant variant);

	/**
	 * @param variant a variant
	 * @throws InputException if it is none of {@link #variants}; the message lists them
	 */
	default void checkVariant(Variant variant) throws InputException {
		if (!variants().contains(variant)) throw new InputException("This network has no variant " + variant.word() +
			"; it has " + variants().stream().map(Variant::word).sorted().collect(Collectors.joining(", ")));
	}

	/**
	 * @param node name of one of the network's layers
	 * @return the stage that it belongs to: a block of the reference implementation, such as {@code layer4} or
	 *         {@code features.18}
	 */
	default String stage(String node) {
		String[] parts = node.split("\\.");
		return parts[0].equals("features") && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
	}

	/** @return the smallest height and width of an image that leaves at least one feature, in pixels */
	default int smallestInput() {
		return 32;
	}

	/**
	 * @param size height and width of the images, in pixels
	 * @throws InputException if they are too small for this network
	 */
	default void checkInput(int size) throws InputException {
		if (size < smallestInput()) throw new InputException("inputSize=" + size + " is too small for this network; it must be " +
			smallestInput() + " or more");
	}
}
