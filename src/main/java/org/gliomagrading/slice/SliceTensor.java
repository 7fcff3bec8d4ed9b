package org.gliomagrading.slice;

import java.util.List;
import java.util.Optional;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Makes a network's input of axial slices: three channels, resized to a square, each scaled to 0..1 on its own. One
 * instance serves one thread; it keeps its buffer from slice to slice.
 */
public final class SliceTensor {

	private final int size;
	private final Optional<Normalization> normalization;
	private float[] plane = new float[0];

	/**
	 * @param size height and width of the network's input, in pixels
	 */
	public SliceTensor(int size) {
		this(size, Optional.empty());
	}

	/**
	 * @param size height and width of the network's input, in pixels
	 * @param normalization what the scaled values become; they stay as they are without one
	 */
	public SliceTensor(int size, Optional<Normalization> normalization) {
		if (size < 1) throw new IllegalArgumentException("No image size: " + size);
		this.size = size;
		this.normalization = normalization;
	}

	/**
	 * @param channels number of channels
	 * @return how many values a slice has: channels x height x width
	 */
	public int length(int channels) {
		return Math.multiplyExact(channels, size * size);
	}

	/**
	 * Writes one slice as float[channel][h][w]: h from anterior to posterior, w from the patient's right to left.
	 *
	 * @param channels the volumes of the channels in LPS orientation, all of one shape
	 * @param slice index along the third axis
	 * @param target where the values go; 0..1 before normalization, a constant slice is 0
	 * @param offset index of the first value
	 */
	public void write(List<? extends RandomAccessibleInterval<FloatType>> channels, long slice, float[] target, int offset) {
		int plane = size * size;
		for (int i = 0; i < channels.size(); i++) {
			int channel = i;
			int start = offset + i * plane;
			resize(Views.hyperSlice(channels.get(i), 2, slice), target, start);
			minMax(target, start, plane);
			normalization.ifPresent(each -> each.apply(target, start, plane, channel));
		}
	}

	/**
	 * Bilinear interpolation at pixel centres, without antialiasing and with the border repeated: torch's
	 * {@code interpolate(mode="bilinear", align_corners=False)}.
	 */
	private void resize(RandomAccessibleInterval<FloatType> image, float[] target, int offset) {
		int width = Math.toIntExact(image.dimension(0));
		int height = Math.toIntExact(image.dimension(1));
		copy(image, width * height);
		Taps columns = new Taps(width, size);
		Taps rows = new Taps(height, size);
		for (int y = 0; y < size; y++) {
			int top = rows.low[y] * width;
			int bottom = rows.high[y] * width;
			float down = rows.weight[y];
			for (int x = 0; x < size; x++) {
				float right = columns.weight[x];
				float above = (1 - right) * plane[top + columns.low[x]] + right * plane[top + columns.high[x]];
				float below = (1 - right) * plane[bottom + columns.low[x]] + right * plane[bottom + columns.high[x]];
				target[offset + y * size + x] = (1 - down) * above + down * below;
			}
		}
	}

	/** Reads each voxel of the slice once: the volume is a view that converts on access. */
	private void copy(RandomAccessibleInterval<FloatType> image, int length) {
		if (plane.length != length) plane = new float[length];
		Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
		for (int i = 0; i < length; i++)
			plane[i] = cursor.next().get();
	}

	private static void minMax(float[] values, int offset, int length) {
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (int i = offset; i < offset + length; i++) {
			min = Math.min(min, values[i]);
			max = Math.max(max, values[i]);
		}
		float range = max - min;
		if (Float.isInfinite(range)) {
			// Voxels near the largest numbers: in double precision, where their difference is finite.
			double wide = (double) max - min;
			for (int i = offset; i < offset + length; i++)
				values[i] = (float) (((double) values[i] - min) / wide);
			return;
		}
		for (int i = offset; i < offset + length; i++)
			values[i] = range > 0 ? (values[i] - min) / range : 0;
	}

	/** For each output position along one axis, the two input positions and the weight of the second. */
	private static final class Taps {

		final int[] low;
		final int[] high;
		final float[] weight;

		Taps(int inputs, int outputs) {
			low = new int[outputs];
			high = new int[outputs];
			weight = new float[outputs];
			double scale = (double) inputs / outputs;
			for (int i = 0; i < outputs; i++) {
				double position = Math.max(0, (i + 0.5) * scale - 0.5);
				low[i] = Math.min((int) position, inputs - 1);
				high[i] = Math.min(low[i] + 1, inputs - 1);
				weight[i] = (float) (position - low[i]);
			}
		}
	}
}
