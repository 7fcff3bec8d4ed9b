package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.file.Path;

import org.gliomagrading.io.InputException;

/**
 * Reads NIfTI-1, NIfTI-2 and ANALYZE 7.5 files, single files and pairs, plain or gzip-compressed, which is told by their
 * content. The header is read at once; the voxels on request, all of them or plane by plane (the first two axes). Of a
 * plain file only the planes asked for are read; a compressed one is inflated up to the last of them, and again from its
 * start when an earlier plane is asked for; its checksum, at the end, is checked with the volume's last plane. A file is
 * never trusted: memory is taken as its content arrives, and whatever is wrong with it is an {@link InputException}. Readers are independent, so several files can be read in parallel; one
 * reader serves one thread at a time.
 */
public final class NiftiReader implements Closeable {

	private final NiftiFile file;
	private final Planes planes;
	private final VoxelReader voxels;

	/** Where {@link #readFloats} and {@link #readDoubles} convert from. */
	private Object stored;

	private NiftiReader(NiftiFile file) throws IOException {
		this.file = file;
		checkLength();
		planes = planes(file);
		voxels = new VoxelReader(file.header(), planes, file.voxels());
	}

	/**
	 * Reads a whole file.
	 *
	 * @param file the file; of a pair, either one
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
	 * @param file the file; of a pair, either one
	 * @return its reader, to be closed
	 * @throws InputException if the file is missing, cannot be read, is none of these files or one of a kind that is not
	 *           supported (complex and 128-bit voxels), has a header that makes no sense, or lacks the other file of a pair
	 */
	public static NiftiReader open(Path file) throws InputException {
		return open(source(file));
	}

	/**
	 * As {@link #open(Path)}, for what is not a file on disk.
	 *
	 * @param source the file; of a pair, either one. It is closed with the reader, or now if this fails
	 * @return its reader, to be closed
	 * @throws InputException as {@link #open(Path)}
	 */
	public static NiftiReader open(ByteSource source) throws InputException {
		NiftiFile file = NiftiFile.open(source, false);
		try {
			return new NiftiReader(file);
		}
		catch (IOException e) {
			file.close();
			throw NiftiFile.problem(file.voxels().source(), e);
		}
	}

	/**
	 * Reads a header alone. The voxels need not be there.
	 *
	 * @param file the file; of a pair, either one
	 * @return the header
	 * @throws InputException if there is no header that can be read
	 */
	public static NiftiHeader readHeader(Path file) throws InputException {
		return readHeader(source(file));
	}

	/**
	 * Reads a header alone. The voxels need not be there.
	 *
	 * @param source the file; of a pair, either one. It is closed
	 * @return the header
	 * @throws InputException if there is no header that can be read
	 */
	public static NiftiHeader readHeader(ByteSource source) throws InputException {
		try (NiftiFile file = NiftiFile.open(source, true)) {
			return file.header();
		}
	}

	/**
	 * @return the header
	 */
	public NiftiHeader header() {
		return file.header();
	}

	/**
	 * @return planes of the first two axes in the volume; of one axis, 1
	 */
	public long planeCount() {
		return planes.count();
	}

	/**
	 * @return an array for a plane: {@code byte[]}, {@code short[]}, {@code int[]}, {@code long[]}, {@code float[]} or
	 *         {@code double[]}, as wide as the type; for colours bytes, 3 or 4 for each voxel
	 */
	public Object newPlane() {
		return Array.newInstance(header().type().storage().component(), planes.length());
	}

	/**
	 * Reads a plane as it is stored, before scaling. Unsigned numbers stand in Java's signed types by their bits.
	 *
	 * @param plane which one, from 0; the third axis changes fastest
	 * @param to an array from {@link #newPlane()}
	 * @throws InputException if the file ends before, or is damaged
	 */
	public void readPlane(long plane, Object to) throws InputException {
		check(plane);
		if (Array.getLength(to) != planes.length()) throw new IllegalArgumentException("an array of " + planes.length() +
			" numbers is needed");
		read(() -> voxels.readPlane(plane, to));
	}

	/**
	 * Reads the bytes of a plane as they stand in the file, in the header's byte order.
	 *
	 * @param plane which one, from 0; the third axis changes fastest
	 * @param to takes the bytes from its start; may be shorter than the plane
	 * @throws InputException if the file ends before, or is damaged
	 */
	public void readBytes(long plane, byte[] to) throws InputException {
		check(plane);
		read(() -> voxels.readBytes(plane, to, (int) Math.min(to.length, planes.bytes())));
	}

	/**
	 * Reads the values of a plane, with the scaling applied as by {@link Scaling#converter()}.
	 *
	 * @param plane which one, from 0; the third axis changes fastest
	 * @param to as long as {@link #newPlane()}
	 * @throws InputException if the file ends before, or is damaged
	 */
	public void readFloats(long plane, float[] to) throws InputException {
		readStored(plane);
		header().type().storage().toFloats(stored, header().type().isUnsigned(), header().scaling(), to);
	}

	/**
	 * As {@link #readFloats}, in double precision.
	 *
	 * @param plane which one, from 0; the third axis changes fastest
	 * @param to as long as {@link #newPlane()}
	 * @throws InputException if the file ends before, or is damaged
	 */
	public void readDoubles(long plane, double[] to) throws InputException {
		readStored(plane);
		header().type().storage().toDoubles(stored, header().type().isUnsigned(), header().scaling(), to);
	}

	/**
	 * Reads all voxels.
	 *
	 * @return header and voxels
	 * @throws InputException if the file is truncated or damaged, or the voxels do not fit the memory
	 */
	public NiftiImage read() throws InputException {
		long memory = Runtime.getRuntime().maxMemory();
		if (voxels.memory() > memory) throw new InputException(file.voxels().source() + ": needs " + (long) (voxels
			.memory() / (1 << 20)) + " MB of memory, and Java may use " + (memory >> 20) + " MB; raise the limit (java -Xmx)");
		try {
			return new NiftiImage(header(), voxels.readAll());
		}
		catch (IOException e) {
			throw NiftiFile.problem(file.voxels().source(), e);
		}
	}

	@Override
	public void close() {
		file.close();
	}

	private void readStored(long plane) throws InputException {
		if (stored == null) stored = newPlane();
		readPlane(plane, stored);
	}

	private interface Reading {

		void run() throws IOException;
	}

	private void read(Reading reading) throws InputException {
		try {
			reading.run();
		}
		catch (IOException e) {
			throw NiftiFile.problem(file.voxels().source(), e);
		}
	}

	private void check(long plane) {
		if (plane < 0 || plane >= planes.count()) throw new IndexOutOfBoundsException("plane " + plane + " of " + planes
			.count());
	}

	private void checkLength() throws IOException {
		double needed = Planes.end(header());
		double possible = file.voxels().limit();
		if (needed > possible) throw new InputException(file.voxels().source() +
			": is truncated or damaged: its header promises " + bytes(needed) + ", and it cannot hold more than " + bytes(
				possible) + "; copy or download it again");
	}

	private static Planes planes(NiftiFile file) throws InputException {
		try {
			return Planes.of(file.header());
		}
		catch (ArithmeticException e) {
			throw new InputException(file.voxels().source() + ": has a " + e.getMessage() +
				" with more voxels than can be read (a plane of the first two axes may have 2147483639); crop it");
		}
	}

	private static String bytes(double count) {
		return BigDecimal.valueOf(count).toBigInteger() + " bytes";
	}

	private static ByteSource source(Path file) throws InputException {
		try {
			return new FileSource(file);
		}
		catch (IOException e) {
			throw InputException.unreadable(file, e);
		}
	}
}
