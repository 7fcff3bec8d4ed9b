package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** A source from its first byte to its last, by bytes or, least significant first, by bits. */
final class BitInput {

	/** Bytes behind the last one that may be looked at. They are 0. */
	static final int PADDING = 32;

	private static final int BUFFER = 1 << 16;

	/** The bytes at hand, which {@link Inflation} reads by itself. */
	final byte[] buffer = new byte[BUFFER + PADDING];

	/** Place of the next byte in the buffer that is not in {@link #bits}. */
	int next;

	/** Place behind the last byte in the buffer. */
	int end;

	/** The next bits, the first one the lowest; what stands above {@link #count} of them is to be ignored. */
	long bits;
	int count;

	private final ByteSource source;
	private long position;
	private boolean atEnd;

	BitInput(ByteSource source) {
		this.source = source;
	}

	/**
	 * Makes bytes available in the buffer.
	 *
	 * @return whether there are at least so many behind those in {@link #bits}; false at the end of the source only
	 */
	boolean fill(int wanted) throws IOException {
		if (end - next >= wanted || atEnd) return end - next >= wanted;
		int kept = next - (count >>> 3); // align may go back to there
		System.arraycopy(buffer, kept, buffer, 0, end - kept);
		end -= kept;
		next -= kept;
		while (end - next < wanted && !atEnd) {
			int read = source.read(position, buffer, end, BUFFER - end);
			if (read <= 0) atEnd = true;
			else {
				end += read;
				position += read;
			}
		}
		Arrays.fill(buffer, end, end + PADDING, (byte) 0);
		return end - next >= wanted;
	}

	/** Whether more bits were taken than there are. */
	boolean isOverrun() {
		return next - (count >>> 3) > end;
	}

	/** Passes the rest of a byte. {@link #bits} are empty then, so that bytes can be taken from the buffer. */
	void align() {
		next -= count >>> 3;
		bits = 0;
		count = 0;
	}

	/** @throws EOFException if there are not so many bits, at most 16 */
	int take(int wanted) throws IOException {
		while (count < wanted) {
			if (!fill(1)) throw new EOFException();
			bits |= (buffer[next++] & 0xffL) << count;
			count += Byte.SIZE;
		}
		int taken = (int) bits & (1 << wanted) - 1;
		bits >>>= wanted;
		count -= wanted;
		if (isOverrun()) throw new EOFException();
		return taken;
	}
}
