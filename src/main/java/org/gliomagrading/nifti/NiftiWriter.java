package org.gliomagrading.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.gliomagrading.io.WholeFile;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** Writes NIfTI-1 files, whole or not at all. The same input gives the same bytes. */
public final class NiftiWriter {

	/** Voxels that are put into bytes at once. */
	private static final int CHUNK = 1 << 16;

	/** Deflate level: on a noisy brain, two thirds of the default level's time for a file 1% larger. */
	private static final int LEVEL = 4;

	private NiftiWriter() {
		// only static methods
	}

	/**
	 * Writes a volume.
	 *
	 * @param file the file, replaced where it exists; gzip-compressed if its name ends in {@code .gz}
	 * @param header what the file shall say about the voxels; its header extensions, if any, are not written
	 * @param voxels the numbers to store, before scaling; axes and their lengths as in the header. They need not be of
	 *          the header's type, but a whole-number type takes only whole numbers in its range
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if the header does not fit the voxels
	 */
	public static void write(Path file, NiftiHeader header, RandomAccessibleInterval<? extends RealType<?>> voxels)
		throws IOException
	{
		if (!Arrays.equals(header.shape(), voxels.dimensionsAsLongArray())) throw new IllegalArgumentException(
			"the header says " + Arrays.toString(header.shape()) + ", the voxels are " + Arrays.toString(voxels
				.dimensionsAsLongArray()));
		boolean compress = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
		WholeFile.write(file, out -> {
			if (!compress) {
				writeTo(out, header, voxels);
				return;
			}
			GZIPOutputStream gzip = new LevelledGzip(out);
			writeTo(gzip, header, voxels);
			gzip.finish();
		});
	}

	private static void writeTo(OutputStream out, NiftiHeader header,
		RandomAccessibleInterval<? extends RealType<?>> voxels) throws IOException
	{
		byte[] start = Arrays.copyOf(header.toBytes(), NiftiHeader.SINGLE_FILE_OFFSET);
		HeaderField.VOX_OFFSET.put(ByteBuffer.wrap(start).order(header.byteOrder()), 0, start.length);
		out.write(start);
		NiftiType type = header.type();
		PlaneStorage.Range range = new PlaneStorage.Range(type.sample().getMinValue(), type.sample().getMaxValue());
		ByteBuffer chunk = ByteBuffer.allocate(CHUNK * type.bytes()).order(header.byteOrder());
		Cursor<? extends RealType<?>> cursor = Views.flatIterable(voxels).cursor();
		for (long left = Views.flatIterable(voxels).size(); left > 0; left -= CHUNK) {
			chunk.clear();
			type.storage().write(cursor, range, chunk, (int) Math.min(left, CHUNK));
			out.write(chunk.array(), 0, chunk.position());
		}
	}

	/** The JDK's gzip stream has no parameter for the level. */
	private static final class LevelledGzip extends GZIPOutputStream {

		LevelledGzip(OutputStream out) throws IOException {
			super(out, 1 << 16);
			def.setLevel(LEVEL);
		}
	}
}
