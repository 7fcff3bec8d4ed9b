package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Fraction;
import net.imglib2.view.SubsampleView;
import net.imglib2.view.Views;

/**
 * Reads the voxels of a file in planes, one array for each pair of the first two axes. Planes that are read for the first
 * time are allocated when their content arrives, large ones in parts: a header that promises more than follows costs no
 * memory.
 */
final class VoxelReader {

	/** Numbers that are converted at once, and the part of a large plane that is allocated at first. */
	private static final int CHUNK = 1 << 17;

	/** Memory for an array and its place in the list of planes, beside the voxels themselves. */
	private static final int PLANE_OVERHEAD = 64;

	private final NiftiType type;
	private final Planes planes;
	private final long start;
	private final Content content;
	private final ByteBuffer chunk;

	/**
	 * @param header the header
	 * @param planes its planes
	 * @param content what holds the voxels
	 */
	VoxelReader(NiftiHeader header, Planes planes, Content content) {
		this.planes = planes;
		this.content = content;
		type = header.type();
		start = header.voxOffset();
		chunk = ByteBuffer.allocate(Math.min(CHUNK, planes.length()) * type.numberBytes()).order(header.byteOrder());
	}

	/** Bytes of memory that all voxels take. */
	double memory() {
		return (double) planes.count() * (planes.bytes() + PLANE_OVERHEAD);
	}

	/** Reads the first bytes of a plane as they stand in the file. */
	void readBytes(long plane, byte[] to, int count) throws IOException {
		content.readFully(start + plane * planes.bytes(), to, 0, count);
		if (count == planes.bytes()) checkEnd(plane);
	}

	/** Reads a plane into an array of its length. */
	void readPlane(long plane, Object to) throws IOException {
		for (int filled = 0; filled < planes.length();)
			filled += readChunk(plane, filled, to);
		checkEnd(plane);
	}

	/**
	 * @return the voxels, in the header's shape and type; colours with a last axis of 3 or 4
	 * @throws EOFException if the content ends before them
	 */
	RandomAccessibleInterval<? extends RealType<?>> readAll() throws IOException {
		List<ArrayDataAccess<?>> read = new ArrayList<>();
		for (long i = 0; i < planes.count(); i++)
			read.add(readNew(i));
		checkEnd(planes.count() - 1);
		return image(type.sample(), read);
	}

	/** After the last plane, what comes before has been inflated anyway: so gzip's checksum is checked, too. */
	private void checkEnd(long plane) throws IOException {
		if (plane == planes.count() - 1) content.checkEnd(start + planes.count() * planes.bytes());
	}

	private ArrayDataAccess<?> readNew(long index) throws IOException {
		ArrayDataAccess<?> plane = type.storage().allocate(Math.min(CHUNK, planes.length()));
		for (int filled = 0; filled < planes.length();) {
			content.readFully(position(index, filled), chunk.array(), 0, chunkLength(filled) * type.numberBytes());
			if (filled + chunkLength(filled) > plane.getArrayLength()) plane = grow(plane, filled);
			filled += convert(filled, plane.getCurrentStorageArray());
		}
		return plane;
	}

	private ArrayDataAccess<?> grow(ArrayDataAccess<?> plane, int filled) {
		ArrayDataAccess<?> larger = type.storage().allocate((int) Math.min(2L * plane.getArrayLength(), planes.length()));
		System.arraycopy(plane.getCurrentStorageArray(), 0, larger.getCurrentStorageArray(), 0, filled);
		return larger;
	}

	private int readChunk(long plane, int filled, Object to) throws IOException {
		content.readFully(position(plane, filled), chunk.array(), 0, chunkLength(filled) * type.numberBytes());
		return convert(filled, to);
	}

	private int convert(int filled, Object to) {
		int count = chunkLength(filled);
		type.storage().read(chunk.clear(), to, filled, count);
		return count;
	}

	private int chunkLength(int filled) {
		return Math.min(CHUNK, planes.length() - filled);
	}

	private long position(long plane, int filled) {
		return start + plane * planes.bytes() + (long) filled * type.numberBytes();
	}

	/** The sample's type parameters hold by {@link NiftiType}'s constructor; imglib2 ties the array's to it. */
	@SuppressWarnings("unchecked")
	private <T extends RealType<T> & NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> image(
		RealType<?> sample, List<ArrayDataAccess<?>> read)
	{
		long[] shape = planes.shape().clone();
		shape[0] *= type.channels();
		PlanarImg<T, A> image = new PlanarImg<>((List<A>) (List<?>) read, shape, new Fraction());
		NativeTypeFactory<T, ? super A> factory = (NativeTypeFactory<T, ? super A>) ((T) sample).getNativeTypeFactory();
		image.setLinkedType(factory.createLinkedType(image));
		return type.channels() == 1 ? image : channels(image);
	}

	/** A row holds the channels of its first voxel, then those of the second... */
	private <T extends RealType<T>> RandomAccessibleInterval<T> channels(RandomAccessibleInterval<T> interleaved) {
		long[] steps = new long[interleaved.numDimensions()];
		Arrays.fill(steps, 1);
		steps[0] = type.channels();
		return Views.stack(IntStream.range(0, type.channels()).mapToObj(channel -> {
			long[] shift = new long[steps.length];
			shift[0] = -channel;
			SubsampleView<T> one = Views.subsample(Views.translate(Views.extendZero(interleaved), shift), steps);
			return (RandomAccessibleInterval<T>) Views.interval(one, new FinalInterval(planes.shape()));
		}).toList());
	}
}
