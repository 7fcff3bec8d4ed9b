package org.gliomagrading.volume;

import ij.ImageStack;
import ij.process.ImageProcessor;

/**
 * The values shown black and white. A few voxels of an MRI, in vessels or at its rim, are far brighter than the rest, so
 * its range leaves out 0.1% of the voxels at either end. Labels keep their whole range.
 *
 * @param low shown black
 * @param high shown white
 */
record DisplayRange(double low, double high) {

	/** Share of the voxels that the range leaves out at either end. */
	private static final double LEFT_OUT = 0.001;

	/** An image of whole numbers with no more different ones than this is taken for labels. */
	private static final int MOST_LABELS = 64;

	private static final int BINS = 1 << 16;

	/**
	 * The range from the 0.1st to the 99.9th percentile of the voxels that are neither 0 nor NaN or infinite: the values
	 * at rank floor(share * (n - 1)) of those, counted from 0. (In an MRI, 0 is what was masked away.) Of labels, and where
	 * these two are equal, from the least to the largest value.
	 *
	 * @param stack not of colours
	 * @param labels whether it is known to hold labels
	 */
	static DisplayRange of(ImageStack stack, boolean labels) {
		long[] high = new long[BINS];
		long nonZeros = 0;
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (int slice = 1; slice <= stack.size(); slice++) {
			ImageProcessor pixels = stack.getProcessor(slice);
			for (int i = 0; i < pixels.getPixelCount(); i++) {
				float value = pixels.getf(i);
				if (!Float.isFinite(value)) continue;
				min = Math.min(min, value);
				max = Math.max(max, value);
				if (value == 0) continue;
				nonZeros++;
				high[order(value) >>> 16]++;
			}
		}
		if (nonZeros == 0) return new DisplayRange(0, 1);
		DisplayRange whole = new DisplayRange(min, max);
		if (labels || stack.getBitDepth() <= 16 && different(stack) <= MOST_LABELS) return whole;
		double low = atRank(stack, high, (long) (LEFT_OUT * (nonZeros - 1)));
		double top = atRank(stack, high, (long) ((1 - LEFT_OUT) * (nonZeros - 1)));
		return low < top ? new DisplayRange(low, top) : whole;
	}

	/** The value at a rank among those that are finite and not 0, in a second pass through its bin. */
	private static double atRank(ImageStack stack, long[] high, long rank) {
		int bin = 0;
		long before = 0;
		while (before + high[bin] <= rank)
			before += high[bin++];
		long[] low = new long[BINS];
		for (int slice = 1; slice <= stack.size(); slice++) {
			ImageProcessor pixels = stack.getProcessor(slice);
			for (int i = 0; i < pixels.getPixelCount(); i++) {
				float value = pixels.getf(i);
				if (value != 0 && Float.isFinite(value) && order(value) >>> 16 == bin) low[order(value) & BINS - 1]++;
			}
		}
		int rest = 0;
		while (before + low[rest] <= rank)
			before += low[rest++];
		return value(bin << 16 | rest);
	}

	private static int different(ImageStack stack) {
		boolean[] seen = new boolean[BINS];
		int count = 0;
		for (int slice = 1; slice <= stack.size(); slice++) {
			ImageProcessor pixels = stack.getProcessor(slice);
			for (int i = 0; i < pixels.getPixelCount(); i++)
				if (!seen[pixels.get(i)]) {
					seen[pixels.get(i)] = true;
					count++;
				}
		}
		return count;
	}

	/** Bits that, without a sign, are in the order of the numbers. */
	private static int order(float value) {
		int bits = Float.floatToIntBits(value);
		return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
	}

	private static float value(int order) {
		return Float.intBitsToFloat(order < 0 ? order & Integer.MAX_VALUE : ~order);
	}
}
