package org.gliomagrading.io;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers as text for the result files: the shortest decimal that reads back as the same {@code double}.
 * ({@link Double#toString(double)} gives up to two digits too many before Java 19.)
 */
public final class Decimals {

	private Decimals() {
		// only static methods
	}

	/**
	 * @param value any number
	 * @return its shortest decimal; empty for NaN, which stands for "does not apply"
	 * @throws IllegalArgumentException if the value is infinite: no result of this program is
	 */
	public static String format(double value) {
		if (Double.isNaN(value)) return "";
		if (Double.isInfinite(value)) throw new IllegalArgumentException("An infinite number cannot be written to a table");
		if (value == 0) return "0";
		BigDecimal exact = new BigDecimal(value);
		for (int digits = 1; digits < 17; digits++) {
			BigDecimal rounded = exact.round(new MathContext(digits));
			if (rounded.doubleValue() == value) return text(rounded);
		}
		return text(exact.round(new MathContext(17)));
	}

	private static String text(BigDecimal number) {
		BigDecimal stripped = number.stripTrailingZeros();
		int exponent = stripped.precision() - stripped.scale() - 1;
		return exponent >= -7 && exponent < 17 ? stripped.toPlainString() : stripped.toString();
	}
}
