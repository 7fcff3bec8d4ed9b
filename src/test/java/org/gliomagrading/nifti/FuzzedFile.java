package org.gliomagrading.nifti;

import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes as a file of some name; of a pair, the other file holds the same bytes, and SPM's file beside it those behind a
 * header of ANALYZE.
 */
record FuzzedFile(String name, byte[] content) implements ByteSource {

	@Override
	public long length() {
		return content.length;
	}

	@Override
	public int read(long position, byte[] to, int offset, int count) {
		if (position >= content.length) return -1;
		int read = (int) Math.min(count, content.length - position);
		System.arraycopy(content, (int) position, to, offset, read);
		return read;
	}

	@Override
	public Optional<ByteSource> sibling(String other) {
		int header = Math.min(content.length, HeaderVersion.ANALYZE.length());
		return Optional.of(new FuzzedFile(other, other.endsWith(".mat") ? Arrays.copyOfRange(content, header, content.length)
			: content));
	}

	@Override
	public void close() {
		// nothing is open
	}

	@Override
	public String toString() {
		return name;
	}
}
