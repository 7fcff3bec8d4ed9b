package org.gliomagrading.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.gliomagrading.io.WholeFile;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Writes NIfTI files, whole or not at all. The same input gives the same bytes. */
public final class NiftiWriter {

	/** Numbers that are put into bytes at once. */
	private static final int CHUNK = 1 << 16;

	private NiftiWriter() {
		// only static methods
	}

	/**
	 * Writes a volume as a single file.
	 *
	 * @param file the file, replaced where it exists; gzip-compressed if its name ends in {@code .gz}
	 * @param header what the file shall say about the voxels, as for {@link NiftiPlaneWriter}
	 * @param voxels the numbers to store, before scaling; axes and their lengths as in the header, for colours with a last
	 *          axis of 3 or 4. They need not be of the header's type, but a whole-number type takes only whole numbers in
	 *          its range
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if the header does not fit the voxels
	 */
	public static void write(Path file, NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> voxels)
		throws IOException
	{
		long[] shape = header.shape();
		int channels = header.type().channels();
		if (channels > 1) {
			shape = Arrays.copyOf(shape, shape.length + 1);
			shape[shape.length - 1] = channels;
		}
		if (!Arrays.equals(shape, voxels.dimensionsAsLongArray())) throw new IllegalArgumentException("the header says " +
			Arrays.toString(shape) + ", the voxels are " + Arrays.toString(voxels.dimensionsAsLongArray()));
		int last = shape.length - 1;
		RandomAccessibleInterval<? extends RealType<?>> inOrder = channels == 1 ? voxels : Views.moveAxis(voxels, last, 0);
		boolean compress = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
		WholeFile.write(file, out -> {
			try (NiftiPlaneWriter writer = new NiftiPlaneWriter(out, header, compress)) {
				write(writer, inOrder);
			}
		});
	}

	private static void write(NiftiPlaneWriter writer, RandomAccessibleInterval<? extends RealType<?>> voxels)
		throws IOException
	{
		NiftiType type = writer.header().type();
		PlaneStorage.Range range = PlaneStorage.Range.of(type);
		ByteBuffer chunk = ByteBuffer.allocate(CHUNK * type.numberBytes()).order(writer.header().byteOrder());
		Cursor<? extends RealType<?>> cursor = Views.flatIterable(voxels).cursor();
		for (long left = Views.flatIterable(voxels).size(); left > 0; left -= CHUNK) {
			chunk.clear();
			type.storage().write(cursor, range, chunk, (int) Math.min(left, CHUNK));
			writer.write(chunk.array(), 0, chunk.position());
		}
	}
}
