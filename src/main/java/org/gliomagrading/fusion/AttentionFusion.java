package org.gliomagrading.fusion;

import org.scijava.plugin.Plugin;

/**
 * Slices that are likely HGG weigh more: with a_i = exp(p_i) / sum_j exp(p_j) the result is sum_i a_i p_i.
 * <p>
 * With the mean m it equals m + sum_i (exp(p_i) - exp(m)) (p_i - m) / sum_j exp(p_j), since the deviations p_i - m add up
 * to 0. No term of that sum is negative, so attention is never below soft voting. It is computed in this form so that
 * rounding cannot break that either, which would turn a tie at the threshold into the other grade.
 */
@Plugin(type = FusionStrategy.class, name = "attention")
public class AttentionFusion implements FusionStrategy {

	@Override
	public double fuse(double[] pHgg) {
		double mean = SoftVoting.mean(pHgg);
		double meanWeight = Math.exp(mean);
		double weights = 0;
		double gain = 0;
		for (double p : pHgg) {
			double weight = Math.exp(p);
			weights += weight;
			gain += (weight - meanWeight) * (p - mean);
		}
		return Math.min(1, mean + gain / weights);
	}
}
