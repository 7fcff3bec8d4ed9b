package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Fraction;

/**
 * Reads the voxels of a stream into planes, one array for each pair of the first two axes. Planes, and large ones in
 * parts, are allocated when their content arrives: a header that promises more than follows costs no memory.
 */
final class VoxelReader {

	/** Voxels that are converted at once, and the part of a large plane that is allocated at first. */
	private static final int CHUNK = 1 << 17;

	/** Memory for an array and its place in the list of planes, beside the voxels themselves. */
	private static final int PLANE_OVERHEAD = 64;

	private final NiftiType type;
	private final long[] shape;
	private final int planeLength;
	private final long planes;
	private final InputStream in;
	private final ByteBuffer chunk;

	/**
	 * @param header a header whose voxels fit a file
	 * @param in stands at the first voxel when {@link #read()} is called
	 */
	VoxelReader(NiftiHeader header, InputStream in) {
		this.in = in;
		type = header.type();
		shape = header.shape();
		planeLength = PlanarImg.elementsPerSlice(shape);
		planes = Arrays.stream(shape).skip(2).reduce(1, Math::multiplyExact);
		chunk = ByteBuffer.allocate(Math.min(CHUNK, planeLength) * type.bytes()).order(header.byteOrder());
	}

	/** Bytes of memory that all voxels take. */
	long bytes() {
		return planes * ((long) planeLength * type.bytes() + PLANE_OVERHEAD);
	}

	/**
	 * @return the voxels, in the header's shape and type
	 * @throws EOFException if the stream ends before them
	 */
	RandomAccessibleInterval<? extends RealType<?>> read() throws IOException {
		List<ArrayDataAccess<?>> read = new ArrayList<>();
		for (long i = 0; i < planes; i++)
			read.add(readPlane());
		return image(type.sample(), read);
	}

	private ArrayDataAccess<?> readPlane() throws IOException {
		ArrayDataAccess<?> plane = type.storage().allocate(Math.min(CHUNK, planeLength));
		for (int filled = 0; filled < planeLength;) {
			int count = Math.min(CHUNK, planeLength - filled);
			int bytes = count * type.bytes();
			if (in.readNBytes(chunk.array(), 0, bytes) < bytes) throw new EOFException();
			if (filled + count > plane.getArrayLength()) plane = grow(plane, filled);
			type.storage().read(chunk.clear(), plane.getCurrentStorageArray(), filled, count);
			filled += count;
		}
		return plane;
	}

	private ArrayDataAccess<?> grow(ArrayDataAccess<?> plane, int filled) {
		ArrayDataAccess<?> larger = type.storage().allocate((int) Math.min(2L * plane.getArrayLength(), planeLength));
		System.arraycopy(plane.getCurrentStorageArray(), 0, larger.getCurrentStorageArray(), 0, filled);
		return larger;
	}

	/** The sample's type parameters hold by {@link NiftiType}'s constructor; imglib2 ties the array's to it. */
	@SuppressWarnings("unchecked")
	private <T extends RealType<T> & NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> image(
		RealType<?> sample, List<ArrayDataAccess<?>> read)
	{
		PlanarImg<T, A> image = new PlanarImg<>((List<A>) (List<?>) read, shape, new Fraction());
		NativeTypeFactory<T, ? super A> factory = (NativeTypeFactory<T, ? super A>) ((T) sample).getNativeTypeFactory();
		image.setLinkedType(factory.createLinkedType(image));
		return image;
	}
}
