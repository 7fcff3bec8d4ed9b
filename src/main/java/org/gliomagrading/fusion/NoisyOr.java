package org.gliomagrading.fusion;

import java.util.Arrays;

import org.scijava.plugin.Plugin;

/**
 * A patient is HGG if any slice is: with slices taken as independent, 1 - (1 - p_1) ... (1 - p_N). The more slices, the
 * higher it is.
 */
@Plugin(type = FusionStrategy.class, name = "noisy_or")
public class NoisyOr implements FusionStrategy {

	/** By logarithms: a result near 0 keeps its digits. Subtracted from 0, since a negated 0 is written as -0. */
	@Override
	public double fuse(double[] pHgg) {
		return 0 - Math.expm1(Arrays.stream(pHgg).map(p -> Math.log1p(-p)).sum());
	}
}
