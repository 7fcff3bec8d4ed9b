package org.gliomagrading.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Probabilities made more or less extreme: logit(p) / T, with the temperature T of the highest likelihood on validation
 * (Guo et al., ICML 2017). It moves no case past 0.5 or another case.
 *
 * @param temperature above 0; 1 changes nothing, a higher one draws towards 0.5; NaN where there is none
 * @param reason why there is none; empty where there is one
 */
public record TemperatureScaling(double temperature, String reason) {

	/** Sums of logits that differ from 0 by less, for each unit of the logits, do so by rounding. */
	private static final double ROUNDING = 1e-12;

	/**
	 * @param p the probability of each validation case, 0 to 1; logits are clipped at 1e-6
	 * @param high whether it is HGG
	 * @return the scaling; without a temperature where all probabilities lie on their grades' side of 0.5 (the likelihood
	 *         grows with ever more extreme ones), or are so wrong that the best slope is not above 0
	 */
	public static TemperatureScaling fit(double[] p, boolean[] high) {
		double[] logits = Logits.of(p);
		double gain = IntStream.range(0, p.length).mapToDouble(i -> high[i] ? logits[i] : -logits[i]).sum();
		double size = Arrays.stream(logits).map(Math::abs).sum();
		boolean wrong = IntStream.range(0, p.length).anyMatch(i -> high[i] ? logits[i] < 0 : logits[i] > 0);
		if (!(gain > ROUNDING * size)) return new TemperatureScaling(Double.NaN, "validation is no better than chance");
		if (!wrong) return new TemperatureScaling(Double.NaN, "no validation case lies on the wrong side of 0.5");
		return new TemperatureScaling(1 / LogisticRegression.slope(logits, high), "");
	}

	/**
	 * @param p a probability, 0 to 1
	 * @return the scaled one, clipped at 1e-6 before
	 */
	public double apply(double p) {
		return LogisticRegression.probability(Logits.of(p) / temperature);
	}
}
