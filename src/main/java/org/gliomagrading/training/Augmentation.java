package org.gliomagrading.training;

import java.util.Random;

/**
 * Mirrors and turns slices at random before they are learned from. The same random numbers give the same slices.
 *
 * @param flips whether every second slice is mirrored left to right (the brain is nearly symmetric that way only)
 * @param degrees slices are turned by -degrees to degrees, evenly distributed
 * @param size height and width of a slice, in pixels
 */
record Augmentation(boolean flips, double degrees, int size) {

	/** @return one that leaves slices as they are */
	static Augmentation none(int size) {
		return new Augmentation(false, 0, size);
	}

	/** @return whether slices are changed at all */
	boolean changes() {
		return flips || degrees > 0;
	}

	/**
	 * @param slices slices, one behind the other, each (channels, size, size); changed in place
	 * @param channels planes in each slice
	 * @param random draws what is done to each
	 */
	void apply(float[] slices, int channels, Random random) {
		int plane = size * size;
		for (int start = 0; start < slices.length; start += channels * plane) {
			boolean flip = flips && random.nextBoolean();
			double angle = Math.toRadians(degrees * (2 * random.nextDouble() - 1));
			for (int channel = 0; channel < channels; channel++) {
				if (flip) flip(slices, start + channel * plane);
				if (angle != 0) turn(slices, start + channel * plane, angle);
			}
		}
	}

	private void flip(float[] values, int start) {
		for (int row = start; row < start + size * size; row += size)
			for (int left = row, right = row + size - 1; left < right; left++, right--) {
				float value = values[left];
				values[left] = values[right];
				values[right] = value;
			}
	}

	/** About the centre, bilinear, what lies outside being the nearest border pixel; towards larger h at larger w. */
	private void turn(float[] values, int start, double angle) {
		float[] source = new float[size * size];
		System.arraycopy(values, start, source, 0, source.length);
		double cos = Math.cos(angle);
		double sin = Math.sin(angle);
		double centre = (size - 1) / 2.0;
		for (int h = 0; h < size; h++)
			for (int w = 0; w < size; w++) {
				double dw = w - centre;
				double dh = h - centre;
				values[start + h * size + w] = interpolated(source, centre + sin * -dw + cos * dh, centre + cos * dw + sin * dh);
			}
	}

	private float interpolated(float[] plane, double h, double w) {
		double row = Math.max(0, Math.min(size - 1, h));
		double column = Math.max(0, Math.min(size - 1, w));
		int top = (int) row;
		int left = (int) column;
		int bottom = Math.min(top + 1, size - 1);
		int right = Math.min(left + 1, size - 1);
		double down = row - top;
		double along = column - left;
		double above = (1 - along) * plane[top * size + left] + along * plane[top * size + right];
		double below = (1 - along) * plane[bottom * size + left] + along * plane[bottom * size + right];
		return (float) ((1 - down) * above + down * below);
	}
}
