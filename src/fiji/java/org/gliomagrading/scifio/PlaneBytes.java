package org.gliomagrading.scifio;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.Scaling;

import io.scif.util.FormatTools;
import net.imglib2.Interval;

/** The planes of a NIfTI file as the bytes that SCIFIO takes, in the file's byte order. */
final class PlaneBytes {

	private final NiftiReader reader;
	private final NiftiType type;
	private final Scaling scaling;
	private final boolean scaled;
	private final Runnable inexact;

	/**
	 * @param reader the file
	 * @param raw whether to leave the scaling out
	 * @param inexact told of each plane that holds a number that double cannot hold exactly
	 */
	PlaneBytes(NiftiReader reader, boolean raw, Runnable inexact) {
		this.reader = reader;
		this.inexact = inexact;
		type = reader.header().type();
		scaling = raw ? Scaling.NONE : reader.header().scaling();
		scaled = !scaling.isNone();
	}

	/**
	 * Reads a whole plane.
	 *
	 * @param index which one, in the order of the file
	 * @param to takes the bytes; as long as the plane
	 */
	void read(long index, byte[] to) throws IOException {
		ByteBuffer buffer = ByteBuffer.wrap(to).order(reader.header().byteOrder());
		if (PixelTypes.isRounded(type)) {
			long[] numbers = (long[]) reader.newPlane();
			reader.readPlane(index, numbers);
			if (type.exceedsDouble(numbers)) inexact.run();
			for (long number : numbers)
				buffer.putDouble(scaling.apply(type.toDouble(number)));
		}
		else if (!scaled) reader.readBytes(index, to);
		else if (PixelTypes.of(type, true) == FormatTools.DOUBLE) {
			double[] values = new double[to.length / Double.BYTES];
			reader.readDoubles(index, values);
			buffer.asDoubleBuffer().put(values);
		}
		else {
			float[] values = new float[to.length / Float.BYTES];
			reader.readFloats(index, values);
			buffer.asFloatBuffer().put(values);
		}
	}

	/**
	 * Copies a part of a plane.
	 *
	 * @param plane the bytes of a whole plane
	 * @param lengths lengths of its axes, the first one changing fastest
	 * @param pixelBytes bytes of a pixel
	 * @param bounds which part
	 * @param to takes its bytes
	 */
	static void crop(byte[] plane, long[] lengths, int pixelBytes, Interval bounds, byte[] to) {
		int run = (int) bounds.dimension(0) * pixelBytes;
		long[] position = bounds.minAsLongArray();
		for (int filled = 0; filled < to.length; filled += run) {
			long pixel = 0;
			for (int d = lengths.length - 1; d >= 0; d--)
				pixel = pixel * lengths[d] + position[d];
			System.arraycopy(plane, (int) (pixel * pixelBytes), to, filled, run);
			for (int d = 1; d < lengths.length && ++position[d] > bounds.max(d); d++)
				position[d] = bounds.min(d);
		}
	}
}
