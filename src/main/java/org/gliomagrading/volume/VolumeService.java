package org.gliomagrading.volume;

import java.io.IOException;
import java.nio.file.Path;

import org.scijava.service.SciJavaService;

/** Opens volume files by the openers that are installed. Safe to use from several threads. */
public interface VolumeService extends SciJavaService {

	/**
	 * @param file a volume file
	 * @return the opener for it: of those that support it, the one with the highest priority
	 * @throws IOException if the file is missing, or none supports it; the message says what is supported
	 */
	VolumeOpener opener(Path file) throws IOException;

	/**
	 * @param file a volume file
	 * @return the volume in its stored orientation
	 * @throws IOException if the file is missing, not supported, or cannot be read
	 */
	Volume open(Path file) throws IOException;
}
