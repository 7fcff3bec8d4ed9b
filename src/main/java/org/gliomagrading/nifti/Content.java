package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * What a source holds, decompressed if it is gzip-compressed, which is told by its first bytes. Bytes can be asked for at
 * any position. Compressed ones are inflated as far as they are asked for; going back starts again from the first byte.
 */
final class Content implements Closeable {

	/** The most that deflate can expand: 258 bytes by two bits (zlib's technical details). */
	private static final long MAX_EXPANSION = 1032;

	private static final int BUFFER = 1 << 16;

	private final ByteSource source;
	private final boolean compressed;
	private GzipStream inflated;
	private long position;
	private byte[] ahead;
	private long aheadFrom;
	private int aheadCount;

	private Content(ByteSource source, boolean compressed) {
		this.source = source;
		this.compressed = compressed;
	}

	/** The source is closed with the content. */
	static Content of(ByteSource source) throws IOException {
		Content plain = new Content(source, false);
		byte[] magic = plain.read(0, 2);
		boolean isGzip = magic.length == 2 && (magic[0] & 0xff | (magic[1] & 0xff) << 8) == GzipStream.MAGIC;
		return isGzip ? new Content(source, true) : plain;
	}

	/** Where it comes from. */
	ByteSource source() {
		return source;
	}

	/** The most bytes that it can hold, by the length of the source; infinite where that is not known. */
	double limit() throws IOException {
		double length = source.length();
		return length < 0 ? Double.POSITIVE_INFINITY : compressed ? length * MAX_EXPANSION : length;
	}

	/** Reads so many bytes, or those that there are. Memory is taken as they arrive. */
	byte[] read(long from, int count) throws IOException {
		byte[] all = new byte[Math.min(count, BUFFER)];
		int filled = 0;
		while (true) {
			int read = read(from + filled, all, filled, all.length - filled);
			filled += read;
			if (filled < all.length || filled == count) return filled == all.length ? all : Arrays.copyOf(all, filled);
			all = Arrays.copyOf(all, (int) Math.min(count, 2L * filled));
		}
	}

	/** @throws EOFException if there are fewer bytes */
	void readFully(long from, byte[] to, int offset, int count) throws IOException {
		if (read(from, to, offset, count) < count) throw new EOFException();
	}

	/** gzip's checksum comes after the content, and is checked when the end is met. Longer tails are left alone. */
	void checkEnd(long end) throws IOException {
		if (compressed) read(end, BUFFER);
	}

	@Override
	public void close() throws IOException {
		source.close();
	}

	private int read(long from, byte[] to, int offset, int count) throws IOException {
		if (compressed) {
			if (!moveTo(from)) return 0;
			int read = inflated.read(to, offset, count);
			position += read;
			return read;
		}
		return count < BUFFER ? readBuffered(from, to, offset, count) : readSource(from, to, offset, count);
	}

	/** Small parts mostly come one after another: a header's, or small planes. */
	private int readBuffered(long from, byte[] to, int offset, int count) throws IOException {
		if (from < aheadFrom || from + count > aheadFrom + aheadCount) {
			if (ahead == null) ahead = new byte[BUFFER];
			aheadCount = 0;
			aheadCount = readSource(from, ahead, 0, BUFFER);
			aheadFrom = from;
		}
		int read = Math.min(count, aheadCount - (int) (from - aheadFrom));
		System.arraycopy(ahead, (int) (from - aheadFrom), to, offset, read);
		return read;
	}

	private int readSource(long from, byte[] to, int offset, int count) throws IOException {
		int done = 0;
		while (done < count) {
			int read = source.read(from + done, to, offset + done, count - done);
			if (read <= 0) break;
			done += read;
		}
		return done;
	}

	/** @return whether there is that position */
	private boolean moveTo(long target) throws IOException {
		if (inflated == null || target < position) {
			inflated = new GzipStream(source);
			position = 0;
		}
		byte[] passed = new byte[(int) Math.min(BUFFER, target - position)];
		while (position < target) {
			int read = inflated.read(passed, 0, (int) Math.min(passed.length, target - position));
			if (read == 0) return false;
			position += read;
		}
		return true;
	}
}
