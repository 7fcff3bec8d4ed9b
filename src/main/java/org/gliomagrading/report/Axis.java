package org.gliomagrading.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis of a chart.
 *
 * @param label what it shows
 * @param low value at its beginning
 * @param high value at its end, above {@code low}
 * @param logarithmic whether equal distances are equal factors; {@code low} is above 0 then
 */
record Axis(String label, double low, double high, boolean logarithmic) {

	private static final int MOST_TICKS = 7;
	private static final double LEAST_SHARE = 0.2;

	/** The ends of a logarithmic axis are further out by this factor. With one value there is a tick or two between them. */
	private static final double MARGIN = 1.6;

	private static final int[] STEPS = { 1, 2, 5 };

	/** Shares: 0 to 1. */
	static Axis share(String label) {
		return new Axis(label, 0, 1, false);
	}

	/**
	 * An axis of shares around values, from and to round numbers.
	 *
	 * @param label what it shows
	 * @param values some values of 0 to 1
	 * @return the axis, at least a fifth long, so that small differences do not look large
	 */
	static Axis shareAround(String label, DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		double step = step(Math.max(sorted[sorted.length - 1] - sorted[0], LEAST_SHARE));
		double low = Math.floor(sorted[0] / step + 1e-9) * step;
		double high = Math.min(1, Math.ceil(sorted[sorted.length - 1] / step - 1e-9) * step);
		low = Math.max(0, Math.min(low, high - LEAST_SHARE));
		return new Axis(label, low, Math.max(high, LEAST_SHARE), false);
	}

	/** An axis with equal distances for equal factors, around values above 0. */
	static Axis logarithmic(String label, DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		return new Axis(label, sorted[0] / MARGIN, sorted[sorted.length - 1] * MARGIN, true);
	}

	/** @return how far along the axis a value lies: 0 at its beginning, 1 at its end */
	double place(double value) {
		return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
	}

	/** @return the round values to be marked */
	List<Double> ticks() {
		List<Double> ticks = new ArrayList<>();
		if (logarithmic) {
			for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++)
				for (int step : STEPS)
					if (step * Math.pow(10, exponent) >= low && step * Math.pow(10, exponent) <= high) ticks.add(step * Math.pow(10,
						exponent));
			return ticks;
		}
		double step = step(high - low);
		for (long i = Math.round(Math.ceil(low / step - 1e-9)); i * step <= high + 1e-9 * step; i++)
			ticks.add(i * step);
		return ticks;
	}

	/** @return a tick in as few digits as it needs */
	static String text(double tick) {
		BigDecimal value = BigDecimal.valueOf(tick).setScale(6, RoundingMode.HALF_UP).stripTrailingZeros();
		return value.signum() == 0 ? "0" : value.toPlainString();
	}

	/** The distance of ticks: 1, 2 or 5 with a power of ten, so that there are at most seven. */
	private static double step(double range) {
		for (int exponent = (int) Math.floor(Math.log10(range)) - 1;; exponent++)
			for (int step : STEPS)
				if (range / (step * Math.pow(10, exponent)) < MOST_TICKS) return step * Math.pow(10, exponent);
	}
}
