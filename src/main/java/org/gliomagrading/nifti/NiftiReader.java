package org.gliomagrading.nifti;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.gliomagrading.io.InputException;

/**
 * Reads NIfTI-1 files, plain or gzip-compressed, which is told by their content. The header is read at once, the voxels
 * on request. A file is never trusted: memory is taken as its content arrives, and whatever is wrong with it is an
 * {@link InputException}. Readers are independent, so several files can be read in parallel.
 */
public final class NiftiReader implements Closeable {

	/** The most that deflate can expand: 258 bytes by two bits (zlib's technical details). */
	private static final long MAX_EXPANSION = 1032;

	private static final int GZIP_MAGIC = 0x1f8b;
	private static final int BUFFER = 1 << 16;

	private final Path file;
	private final InputStream in;
	private final boolean compressed;
	private final NiftiHeader header;

	private NiftiReader(Path file, InputStream in, boolean compressed, NiftiHeader header) {
		this.file = file;
		this.in = in;
		this.compressed = compressed;
		this.header = header;
	}

	/**
	 * Reads a whole file.
	 *
	 * @param file the file
	 * @return header and voxels
	 * @throws InputException as {@link #open(Path)} and {@link #read()}
	 */
	public static NiftiImage read(Path file) throws InputException {
		try (NiftiReader reader = open(file)) {
			return reader.read();
		}
	}

	/**
	 * Opens a file and reads its header.
	 *
	 * @param file the file
	 * @return its reader, to be closed
	 * @throws InputException if the file is missing, cannot be read, is no NIfTI-1 file or one of a kind that is not
	 *           supported (NIfTI-2, pairs, complex, RGB and 128-bit voxels), or has a header that makes no sense
	 */
	public static NiftiReader open(Path file) throws InputException {
		if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a .nii or .nii.gz file");
		InputStream raw = null;
		try {
			raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
			boolean compressed = isGzip(raw);
			InputStream in = compressed ? new GZIPInputStream(raw, BUFFER) : raw;
			NiftiHeader header = HeaderCheck.header(file, in.readNBytes(HeaderField.HEADER_LENGTH));
			NiftiReader reader = new NiftiReader(file, in, compressed, header);
			reader.checkLength(Files.size(file));
			return reader;
		}
		catch (IOException e) {
			close(raw);
			throw problem(file, e);
		}
	}

	/**
	 * @return the header
	 */
	public NiftiHeader header() {
		return header;
	}

	/**
	 * Reads the voxels; once only.
	 *
	 * @return header and voxels
	 * @throws InputException if the file is truncated or damaged, or the voxels do not fit the memory
	 */
	public NiftiImage read() throws InputException {
		VoxelReader voxels = new VoxelReader(header, in);
		long memory = Runtime.getRuntime().maxMemory();
		if (voxels.bytes() > memory) throw new InputException(file, "needs " + (voxels.bytes() >> 20) +
			" MB of memory, and Java may use " + (memory >> 20) + " MB; raise the limit (java -Xmx)");
		try {
			in.skipNBytes(header.voxOffset() - HeaderField.HEADER_LENGTH);
			NiftiImage image = new NiftiImage(header, voxels.read());
			if (compressed) checkEnd();
			return image;
		}
		catch (IOException e) {
			throw problem(file, e);
		}
	}

	@Override
	public void close() {
		close(in);
	}

	/** The checksum comes after the last voxel, and is checked when the end is met. Longer tails are left alone. */
	private void checkEnd() throws IOException {
		in.readNBytes(BUFFER);
	}

	private void checkLength(long fileLength) throws InputException {
		double needed = (double) header.voxOffset() + header.type().bytes();
		for (long length : header.shape())
			needed += (needed - header.voxOffset()) * (length - 1);
		double possible = compressed ? (double) fileLength * MAX_EXPANSION : fileLength;
		if (needed > possible) throw new InputException(file, "is truncated or damaged: its header promises " + bytes(needed) +
			", and it cannot hold more than " + bytes(possible) + "; copy or download it again");
	}

	private static String bytes(double count) {
		return BigDecimal.valueOf(count).toBigInteger() + " bytes";
	}

	private static boolean isGzip(InputStream in) throws IOException {
		in.mark(2);
		int magic = in.read() << 8 | in.read();
		in.reset();
		return magic == GZIP_MAGIC;
	}

	private static InputException problem(Path file, IOException e) {
		if (e instanceof InputException known) return known;
		if (e instanceof NoSuchFileException) return new InputException(file, "no such file", e);
		if (e instanceof EOFException) return new InputException(file,
			"is truncated: it ends before its last voxel; copy or download it again", e);
		if (e instanceof ZipException) return new InputException(file, "is damaged: its gzip data cannot be decompressed (" + e
			.getMessage() + "); copy or download it again", e);
		return new InputException(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
	}

	private static void close(InputStream in) {
		try {
			if (in != null) in.close();
		}
		catch (IOException e) {
			// nothing was written, so nothing is lost
		}
	}
}
