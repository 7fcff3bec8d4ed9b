package org.gliomagrading.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes that follow each other in a file. */
record FileRegion(FileChannel channel, long start, long length) implements Region {

	/**
	 * @throws RefusedException if the file does not reach as far
	 */
	static FileRegion of(FileChannel channel, long start, long length) throws IOException {
		long size = channel.size();
		if (start < 0 || length < 0 || start > size || length > size - start) throw RefusedException.damaged(
			"it has " + size + " bytes, and " + length + " are to stand at byte " + start);
		return new FileRegion(channel, start, length);
	}

	@Override
	public void read(long position, ByteBuffer to) throws IOException {
		while (to.hasRemaining()) {
			int read = channel.read(to, start + position);
			if (read < 0) throw new EOFException("it shrank while it was read");
			position += read;
		}
	}

	/** All of it, in memory. */
	ByteBuffer content() throws IOException {
		ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(length));
		read(0, content);
		return content.flip();
	}
}
