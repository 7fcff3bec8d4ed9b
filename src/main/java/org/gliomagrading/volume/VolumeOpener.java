package org.gliomagrading.volume;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.plugin.Plugin;
import org.scijava.plugin.SciJavaPlugin;

/**
 * Opens volume files. An opener is a SciJava plugin; of those that support a file, the one with the highest priority is
 * asked.
 */
public interface VolumeOpener extends SciJavaPlugin {

	/**
	 * @return what users call it: the label of its annotation
	 */
	default String label() {
		Plugin plugin = getClass().getAnnotation(Plugin.class);
		return plugin == null ? getClass().getSimpleName() : plugin.label();
	}

	/**
	 * @param file a file that exists
	 * @return whether this opener takes such files, judged by the name and, where that says too little, by the file's
	 *         start
	 */
	boolean supports(Path file);

	/**
	 * @param file a file that is supported
	 * @return the volume in its stored orientation
	 * @throws IOException if the file cannot be read, with a message that names it; voxels that are NaN or infinite, and
	 *           volumes that have not three axes, are such errors
	 */
	Volume open(Path file) throws IOException;
}
