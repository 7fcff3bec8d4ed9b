package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Where the bytes of a file come from: a file on disk ({@link FileSource}), or anything else that can be read from a
 * position. Its {@code toString} is what messages call it. Used by one thread at a time.
 */
public interface ByteSource extends Closeable {

	/**
	 * @return the file's name without folders; its end tells the files of a pair
	 */
	String name();

	/**
	 * @return the number of bytes, or -1 if it is not known
	 * @throws IOException if it cannot be read
	 */
	long length() throws IOException;

	/**
	 * Reads some bytes, at least one.
	 *
	 * @param position where to start, in bytes from the start
	 * @param to takes the bytes
	 * @param offset where the first one goes
	 * @param count the most bytes to read, at least 1
	 * @return how many were read, or -1 if there are none at that position
	 * @throws IOException if they cannot be read
	 */
	int read(long position, byte[] to, int offset, int count) throws IOException;

	/**
	 * Opens another file beside this one.
	 *
	 * @param name its name
	 * @return the file, to be closed; empty if there is none
	 * @throws IOException if it cannot be opened
	 */
	Optional<ByteSource> sibling(String name) throws IOException;
}
