package org.gliomagrading.statistics;

import java.util.Arrays;

/** Probabilities on the scale of log odds. */
final class Logits {

	/** Probabilities nearer to 0 or 1 than this count as this near. */
	private static final double CLIP = 1e-6;

	private Logits() {
		// only static methods
	}

	static double of(double p) {
		double clipped = Math.min(1 - CLIP, Math.max(CLIP, p));
		return Math.log(clipped / (1 - clipped));
	}

	static double[] of(double[] p) {
		return Arrays.stream(p).map(Logits::of).toArray();
	}
}
