package org.gliomagrading.slice;

import java.util.List;

/**
 * What values of 0..1 become before they go into a network: (scale x - mean) / deviation. Publishers of weights state it
 * for 0..1 (scale 1) or for 0..255 (scale 255).
 *
 * @param scale what 1 becomes before mean and deviation are applied
 * @param mean of each channel
 * @param deviation of each channel, positive
 */
public record Normalization(double scale, List<Double> mean, List<Double> deviation) {

	/**
	 * @throws IllegalArgumentException if there are not as many deviations as means, or a number makes no sense
	 */
	public Normalization {
		mean = List.copyOf(mean);
		deviation = List.copyOf(deviation);
		boolean finite = Double.isFinite(scale) && mean.stream().allMatch(Double::isFinite) && deviation.stream().allMatch(
			Double::isFinite);
		if (mean.size() != deviation.size() || !finite || scale <= 0 || deviation.stream().anyMatch(each -> each <= 0))
			throw new IllegalArgumentException("no normalization: scale " + scale + ", mean " + mean + ", deviation " + deviation);
	}

	/**
	 * @param values 0..1; replaced
	 * @param offset index of the channel's first value
	 * @param length number of the channel's values
	 * @param channel the channel, from 0
	 */
	void apply(float[] values, int offset, int length, int channel) {
		double shift = mean.get(channel);
		double factor = deviation.get(channel);
		for (int i = offset; i < offset + length; i++)
			values[i] = (float) ((scale * values[i] - shift) / factor);
	}
}
