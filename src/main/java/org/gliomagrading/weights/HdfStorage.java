package org.gliomagrading.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;

/**
 * An HDF5 file for jHDF's parsers, which take sizes and addresses as the file gives them, and follow one structure into
 * the next. What they ask for is checked against the file's length before memory is taken. A structure that contains
 * itself, or another one many times, soon reaches the bounds: on requests for one part of the file, so that no parser
 * calls itself too often, and on the bytes for all of it.
 */
final class HdfStorage implements HdfBackingStorage {

	/** Bytes that may be asked for: of a small file, and for each byte of it, since some parts are read many times. */
	private static final long BASE = 1 << 18;
	private static final long PER_BYTE = 4;

	/** Bytes that may be asked for of a large file; Keras' NASNetMobile, with 1,126 tensors, needs 9.5 MB. */
	private static final long MAX_STRUCTURE = 1 << 25;

	/** Requests for one part; the tree of a group with 10,000 members needs some 1,000. */
	private static final int MAX_REQUESTS = 1000;

	private static final int SUPERBLOCK = 256;

	private final FileChannel channel;
	private final Superblock superblock;
	private long left;
	private int requests;

	private HdfStorage(FileChannel channel, Superblock superblock) throws IOException {
		this.channel = channel;
		this.superblock = superblock;
		left = Math.min(BASE + PER_BYTE * channel.size(), MAX_STRUCTURE);
	}

	/**
	 * @param channel the file; closed by who opened it
	 * @throws RefusedException if it does not begin as an HDF5 file
	 */
	static HdfStorage of(FileChannel channel) throws IOException {
		ByteBuffer start = FileRegion.of(channel, 0, Math.min(SUPERBLOCK, channel.size())).content();
		Superblock superblock = Superblock.readSuperblock(start.order(ByteOrder.LITTLE_ENDIAN));
		if (superblock.getBaseAddressByte() != 0) throw RefusedException.damaged("its addresses do not count from its start");
		return new HdfStorage(channel, superblock);
	}

	/** To be called before each part: a header, a tree, a node of it, a heap. */
	HdfStorage nextPart() {
		requests = 0;
		return this;
	}

	@Override
	public ByteBuffer readBufferFromAddress(long address, int length) {
		return map(address, length);
	}

	@Override
	public ByteBuffer map(long address, long length) {
		try {
			FileRegion region = FileRegion.of(channel, address, length);
			left -= length;
			if (left < 0 || ++requests > MAX_REQUESTS) throw new HdfException(
				"a structure is larger than any network's, or contains itself");
			return region.content().order(ByteOrder.LITTLE_ENDIAN);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public ByteBuffer mapNoOffset(long address, long length) {
		return map(address, length);
	}

	@Override
	public long getUserBlockSize() {
		return superblock.getBaseAddressByte();
	}

	@Override
	public Superblock getSuperblock() {
		return superblock;
	}

	@Override
	public FileChannel getFileChannel() {
		return channel;
	}

	@Override
	public int getSizeOfOffsets() {
		return superblock.getSizeOfOffsets();
	}

	@Override
	public int getSizeOfLengths() {
		return superblock.getSizeOfLengths();
	}

	@Override
	public long size() {
		try {
			return channel.size();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public boolean inMemory() {
		return false;
	}

	@Override
	public void close() {
		// the channel is closed by who opened it
	}
}
