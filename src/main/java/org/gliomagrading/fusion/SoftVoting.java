package org.gliomagrading.fusion;

import java.util.Arrays;

import org.scijava.plugin.Plugin;

/** Each slice votes with its probability: the result is the mean. */
@Plugin(type = FusionStrategy.class, name = "soft")
public class SoftVoting implements FusionStrategy {

	@Override
	public double fuse(double[] pHgg) {
		return mean(pHgg);
	}

	/** The mean with a compensated sum, so that neither the order nor the number of slices moves a tie. */
	static double mean(double[] pHgg) {
		return Math.min(1, Arrays.stream(pHgg).average().orElseThrow());
	}
}
