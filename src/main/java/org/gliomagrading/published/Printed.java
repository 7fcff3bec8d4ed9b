package org.gliomagrading.published;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A number as it is printed: its digits say how it was rounded. It stands for every number within half a unit of its
 * last digit, both ends included, as halves are rounded up by some programs and to even digits by others.
 *
 * @param value the number, with its trailing zeros; 0 or more, at most nine digits on either side of the point
 */
public record Printed(BigDecimal value) {

	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?|\\.\\d{1,9}");

	/**
	 * @param text a cell of a table
	 * @return the number; empty if the text is none, as of a cell with words
	 */
	static Optional<Printed> of(String text) {
		return NUMBER.matcher(text).matches() ? Optional.of(new Printed(new BigDecimal(text))) : Optional.empty();
	}

	/** @return half a unit of the last digit */
	double half() {
		return new BigDecimal("0.5").movePointLeft(value.scale()).doubleValue();
	}

	/** @return twice ten to the number of decimals: with it as denominator value and ends are whole numbers */
	long denominator() {
		return 2 * BigDecimal.ONE.movePointRight(value.scale()).longValueExact();
	}

	/** @return the value as a whole number of {@link #denominator()} */
	long numerator() {
		return 2 * value.unscaledValue().longValueExact();
	}

	/**
	 * @param other the same quantity, as printed elsewhere
	 * @return whether they agree: the one with more digits rounds to the other
	 */
	boolean agrees(Printed other) {
		if (value.scale() == other.value.scale()) return value.compareTo(other.value) == 0;
		return value.subtract(other.value).abs().doubleValue() <= Math.max(half(), other.half());
	}

	/**
	 * @param number a number as computed
	 * @param slack by how much it may be off, since it was itself computed from printed numbers
	 * @return whether it could have been printed as this one
	 */
	boolean covers(double number, double slack) {
		// what decimal fractions lose in binary must not decide
		return Math.abs(number - value.doubleValue()) <= half() + slack + 1e-12;
	}

	@Override
	public String toString() {
		return value.toPlainString();
	}

	/**
	 * @param number a number as computed
	 * @return it with at most four decimals, for sentences
	 */
	static String words(double number) {
		BigDecimal rounded = BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_EVEN);
		return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
	}
}
