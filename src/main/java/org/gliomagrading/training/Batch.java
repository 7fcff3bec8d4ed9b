package org.gliomagrading.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Random;

import org.gliomagrading.io.InputException;

/**
 * Slices that are computed together.
 *
 * @param indices the slices
 * @param values what the network is fed with: 32-bit floats outside of Java's heap, so that torch takes them without a copy
 */
record Batch(int[] indices, ByteBuffer values) {

	/** Java's buffers hold no more bytes. */
	private static final int MOST_VALUES = Integer.MAX_VALUE / Float.BYTES;

	/**
	 * @param batchSize slices in a batch
	 * @param length values per slice
	 * @throws InputException if a batch would be larger than a buffer of Java's can be
	 */
	static void checkSize(int batchSize, int length) throws InputException {
		if ((long) batchSize * length > MOST_VALUES) throw new InputException("batchSize=" + batchSize +
			": a batch would take more than 2 GB; at this input size give at most " + MOST_VALUES / length);
	}

	/**
	 * How batches are made of slices.
	 *
	 * @param slices the slices, each (c, h, w) or (features)
	 * @param augmentation what is done to them at random
	 * @param planes channels that lie in turn in each pixel afterwards, so that a slice is (h, w, c); 1 leaves them
	 */
	record Maker(SliceStore slices, Augmentation augmentation, int planes) {

		/**
		 * @param indices the slices
		 * @param seed seed of what is done to them at random
		 * @param target where the values go; large enough
		 * @throws IOException if the slices cannot be read
		 */
		Batch make(int[] indices, long seed, ByteBuffer target) throws IOException {
			float[] values = new float[Math.multiplyExact(indices.length, slices.length())];
			slices.read(indices, values);
			if (augmentation.changes()) augmentation.apply(values, slices.length() / (augmentation.size() * augmentation.size()),
				new Random(seed));
			target.clear().limit(values.length * Float.BYTES);
			if (planes == 1) target.asFloatBuffer().put(values);
			else putChannelsLast(values, target.asFloatBuffer());
			return new Batch(indices, target);
		}

		private void putChannelsLast(float[] values, FloatBuffer target) {
			int plane = slices.length() / planes;
			for (int start = 0; start < values.length; start += slices.length())
				for (int channel = 0; channel < planes; channel++)
					for (int pixel = 0; pixel < plane; pixel++)
						target.put(start + pixel * planes + channel, values[start + channel * plane + pixel]);
		}
	}
}
