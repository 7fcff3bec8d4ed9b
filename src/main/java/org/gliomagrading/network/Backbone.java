package org.gliomagrading.network;

import org.scijava.plugin.SciJavaPlugin;

/**
 * A convolutional network without its classifier. A backbone is a SciJava plugin; the name in its annotation is the one
 * by which {@link Architecture} rows ask for it.
 */
public interface Backbone extends SciJavaPlugin {

	/**
	 * @return a new, uninitialised network from images (n, 3, h, w) to feature maps (n, {@link #channels()}, h', w'), its
	 *         parameters named as in the reference implementation
	 */
	NamedBlock build();

	/** @return the number of feature maps */
	int channels();
}
