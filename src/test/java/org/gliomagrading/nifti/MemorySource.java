package org.gliomagrading.nifti;

import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** A source that is no file: starts with some bytes, then each byte follows from its position. Counts what is read. */
final class MemorySource implements ByteSource {

	private final byte[] start;
	private final long length;
	private final LongUnaryOperator rest;
	private final boolean lengthKnown;

	/** Bytes that were asked for. */
	long read;
	boolean closed;

	MemorySource(byte[] start, long length, LongUnaryOperator rest, boolean lengthKnown) {
		this.start = start;
		this.length = length;
		this.rest = rest;
		this.lengthKnown = lengthKnown;
	}

	static MemorySource of(byte[] content, boolean lengthKnown) {
		return new MemorySource(content, content.length, position -> 0, lengthKnown);
	}

	@Override
	public String name() {
		return "memory.nii";
	}

	@Override
	public long length() {
		return lengthKnown ? length : -1;
	}

	/** Never more than 5000 bytes at once, as slow sources do. */
	@Override
	public int read(long position, byte[] to, int offset, int count) {
		if (position >= length) return -1;
		int some = (int) Math.min(Math.min(count, 5000), length - position);
		for (int i = 0; i < some; i++) {
			long at = position + i;
			to[offset + i] = at < start.length ? start[(int) at] : (byte) rest.applyAsLong(at);
		}
		read += some;
		return some;
	}

	@Override
	public Optional<ByteSource> sibling(String name) {
		return Optional.empty();
	}

	@Override
	public void close() {
		closed = true;
	}

	@Override
	public String toString() {
		return "memory";
	}
}
