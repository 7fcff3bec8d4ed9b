package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a single NIfTI file to a stream: the header, then the voxels in the order of the file, in pieces of any size.
 * The same input gives the same bytes.
 */
public final class NiftiPlaneWriter implements Closeable {

	/** Deflate level: on a noisy brain, two thirds of the default level's time for a file 1% larger. */
	private static final int LEVEL = 4;

	private static final int BUFFER = 1 << 16;

	private final OutputStream out;
	private final NiftiHeader header;
	private double left;

	/**
	 * Writes everything before the voxels.
	 *
	 * @param out where the file goes; it stays open
	 * @param header what the file shall say; its header extensions are written too, its byte order is the file's. One of
	 *          a pair becomes that of a single file, one of ANALYZE becomes NIfTI-1
	 * @param compress whether to compress with gzip
	 * @throws IOException if it cannot be written
	 */
	public NiftiPlaneWriter(OutputStream out, NiftiHeader header, boolean compress) throws IOException {
		this.header = HeaderWriting.single(header);
		this.out = compress ? new LevelledGzip(out) : out;
		left = Planes.end(this.header) - this.header.voxOffset();
		this.out.write(HeaderWriting.start(this.header));
	}

	/**
	 * @return the header as it was written
	 */
	public NiftiHeader header() {
		return header;
	}

	/**
	 * Writes stored numbers.
	 *
	 * @param voxels whole numbers of the header's type, the first axis changing fastest, channels of colours before it
	 * @param order the byte order in which they stand there
	 * @throws IOException if they cannot be written
	 * @throws IllegalArgumentException if they are more than the header says
	 */
	public void write(byte[] voxels, ByteOrder order) throws IOException {
		write(order.equals(header.byteOrder()) ? voxels : swapped(voxels), 0, voxels.length);
	}

	/** Ends the file. */
	@Override
	public void close() throws IOException {
		if (out instanceof GZIPOutputStream gzip) gzip.finish();
		out.flush();
		if (left > 0) throw new IOException("the last " + (long) left + " bytes of the voxels were not written");
	}

	void write(byte[] voxels, int offset, int count) throws IOException {
		if (count > left) throw new IllegalArgumentException("more voxels than the header says");
		out.write(voxels, offset, count);
		left -= count;
	}

	private byte[] swapped(byte[] voxels) {
		int size = header.type().numberBytes();
		ByteBuffer swapped = ByteBuffer.allocate(voxels.length);
		for (int start = 0; start < voxels.length; start += size)
			for (int i = size - 1; i >= 0; i--)
				swapped.put(voxels[start + i]);
		return swapped.array();
	}

	/** The JDK's gzip stream has no parameter for the level. */
	private static final class LevelledGzip extends GZIPOutputStream {

		LevelledGzip(OutputStream out) throws IOException {
			super(out, BUFFER);
			def.setLevel(LEVEL);
		}
	}
}
