package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * The content of a gzip-compressed source (RFC 1952): one member or several, one after the other. The checksum and length
 * at a member's end are checked when its end is met. What follows the last member is ignored.
 */
final class GzipStream {

	static final int MAGIC = 0x8b1f;

	private static final int DEFLATE = 8;
	private static final int HAS_HEADER_CHECKSUM = 1 << 1;
	private static final int HAS_EXTRA = 1 << 2;
	private static final int HAS_NAME = 1 << 3;
	private static final int HAS_COMMENT = 1 << 4;

	private final BitInput in;
	private final CRC32 checksum = new CRC32();
	private final Inflation member;
	private boolean ended;
	private long length;

	/**
	 * @throws EOFException if the source ends within its first header
	 * @throws ZipException if that is none
	 */
	GzipStream(ByteSource source) throws IOException {
		in = new BitInput(source);
		member = new Inflation(in);
		startMember();
	}

	/**
	 * @return how many bytes were read: fewer than asked for at the end only
	 * @throws EOFException if the source ends within a member
	 * @throws ZipException if it is damaged
	 */
	int read(byte[] to, int offset, int count) throws IOException {
		int done = 0;
		while (done < count && !ended) {
			int read = member.read(to, offset + done, count - done);
			if (read < 0) endMember();
			else {
				checksum.update(to, offset + done, read);
				length += read;
				done += read;
			}
		}
		return done;
	}

	private void startMember() throws IOException {
		checksum.reset();
		length = 0;
		readHeader();
		checksum.reset();
		member.restart();
	}

	private void readHeader() throws IOException {
		if ((headerByte() | headerByte() << 8) != MAGIC) throw new ZipException("Not in GZIP format");
		if (headerByte() != DEFLATE) throw new ZipException("Unsupported compression method");
		int flags = headerByte();
		skip(6); // time, how it was compressed, and on what system
		if ((flags & HAS_EXTRA) != 0) skip(headerByte() | headerByte() << 8);
		if ((flags & HAS_NAME) != 0) skipText();
		if ((flags & HAS_COMMENT) != 0) skipText();
		int expected = (int) checksum.getValue() & 0xffff;
		if ((flags & HAS_HEADER_CHECKSUM) != 0 && in.take(16) != expected) throw new ZipException("Corrupt GZIP header");
	}

	private int headerByte() throws IOException {
		int next = in.take(Byte.SIZE);
		checksum.update(next);
		return next;
	}

	private void skip(int count) throws IOException {
		for (int i = 0; i < count; i++)
			headerByte();
	}

	private void skipText() throws IOException {
		while (headerByte() != 0) {
			// up to the end of the text
		}
	}

	private void endMember() throws IOException {
		in.align();
		if (readInt() != (int) checksum.getValue() || readInt() != (int) length) throw new ZipException(
			"Corrupt GZIP trailer");
		try {
			startMember();
		}
		catch (EOFException | ZipException e) {
			ended = true; // nothing more, or something else than a member
		}
	}

	private int readInt() throws IOException {
		return in.take(16) | in.take(16) << 16;
	}
}
