package org.gliomagrading.fusion;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

/**
 * Slices that are likely HGG weigh more: with a_i = exp(p_i / t) / sum_j exp(p_j / t) the result is sum_i a_i p_i. The
 * temperature t is 1 in the study; the lower it is, the nearer the result comes to the highest slice, the higher, to
 * the mean.
 * <p>
 * With the mean m it equals m + sum_i (exp(p_i / t) - exp(m / t)) (p_i - m) / sum_j exp(p_j / t), since the deviations
 * p_i - m add up to 0. No term of that sum is negative, so attention is never below soft voting. It is computed in this
 * form so that rounding cannot break that either, which would turn a tie at the threshold into the other grade.
 */
@Plugin(type = FusionStrategy.class, name = "attention", label = "attention, attention(temperature)")
public class AttentionFusion implements FusionStrategy {

	private static final double LOWEST = 0.01;
	private static final double HIGHEST = 100;

	private final double temperature;

	/** The study's. */
	public AttentionFusion() {
		this(1);
	}

	private AttentionFusion(double temperature) {
		this.temperature = temperature;
	}

	@Override
	public FusionStrategy with(String parameter) throws InputException {
		if (parameter.isEmpty()) return this;
		double number = StrategyParameter.number(parameter);
		if (!(number >= LOWEST && number <= HIGHEST)) throw new InputException(
			"needs a temperature of 0.01 to 100; write attention(0.5), or attention for the study's, 1");
		return new AttentionFusion(number);
	}

	@Override
	public double fuse(double[] pHgg) {
		double mean = SoftVoting.mean(pHgg);
		double meanWeight = Math.exp(mean / temperature);
		double weights = 0;
		double gain = 0;
		for (double p : pHgg) {
			double weight = Math.exp(p / temperature);
			weights += weight;
			gain += (weight - meanWeight) * (p - mean);
		}
		return Math.min(1, mean + gain / weights);
	}
}
