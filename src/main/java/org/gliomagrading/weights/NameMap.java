package org.gliomagrading.weights;

import java.util.Map;
import java.util.Set;

import org.gliomagrading.network.Variant;
import org.gliomagrading.network.graph.Graph;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Knows what one publisher calls the tensors of some networks. A name map is a SciJava plugin; which of them a file needs
 * is told by its names alone.
 */
public interface NameMap extends SciJavaPlugin {

	/**
	 * @return what users call it: the label of its annotation
	 */
	default String label() {
		Plugin plugin = getClass().getAnnotation(Plugin.class);
		return plugin == null ? getClass().getSimpleName() : plugin.label();
	}

	/** @return whose implementation files with these names are for, where their tensors fit more than one */
	Variant variant();

	/**
	 * @param graph the backbone
	 * @param names the names of a file's tensors
	 * @return of the backbone's tensors, by name, those that the file has, and what the file calls them
	 */
	Map<String, StoredAs> find(Graph graph, Set<String> names);

	/**
	 * @param name the name of a file's tensor that the backbone does not need
	 * @return whether it belongs to what a backbone lacks, such as a classifier, so that it may be left out
	 */
	boolean isBeyondBackbone(String name);
}
