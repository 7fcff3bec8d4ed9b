package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Some bytes of a file. */
interface Region {

	/** @return the number of bytes, which the file has */
	long length();

	/**
	 * Fills a buffer.
	 *
	 * @param position where to start in the region
	 * @param to takes as many bytes as remain in it; the region must have them
	 * @throws IOException if they cannot be read
	 */
	void read(long position, ByteBuffer to) throws IOException;
}
