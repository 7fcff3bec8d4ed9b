package org.gliomagrading.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/** A format of weight files: a SciJava plugin that knows its files by their first bytes, whatever their names. */
public interface WeightFormat extends SciJavaPlugin {

	/**
	 * @return what users call it: the label of its annotation
	 */
	default String label() {
		Plugin plugin = getClass().getAnnotation(Plugin.class);
		return plugin == null ? getClass().getSimpleName() : plugin.label();
	}

	/**
	 * @param start the first bytes of a file, up to {@link WeightFileService#START}, little-endian
	 * @return whether a file that begins so is of this format, or a damaged one of it
	 */
	boolean supports(ByteBuffer start);

	/**
	 * @param file a file that is supported
	 * @return the file, with its tensors listed; to be closed
	 * @throws InputException if it cannot be read, with a message that names it
	 */
	WeightFile open(Path file) throws InputException;
}
