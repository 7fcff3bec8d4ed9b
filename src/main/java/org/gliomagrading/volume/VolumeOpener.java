package org.gliomagrading.volume;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.plugin.SciJavaPlugin;

/**
 * Opens volume files. An opener is a SciJava plugin; of those that support a file, the one with the highest priority is
 * asked.
 */
public interface VolumeOpener extends SciJavaPlugin {

	/**
	 * @param file a file
	 * @return whether this opener takes such files, judged by the name alone
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
