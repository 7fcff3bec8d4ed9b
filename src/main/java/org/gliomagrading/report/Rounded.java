package org.gliomagrading.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as the report shows them. */
final class Rounded {

	private static final int DECIMALS = 3;

	private Rounded() {
		// only static methods
	}

	/**
	 * @param number a finite number, or NaN where there is none
	 * @return it with three decimals, as the study prints them, halves away from 0; empty for NaN
	 */
	static String of(double number) {
		if (Double.isNaN(number)) return "";
		return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
	}

	/** @return a number in as few digits as it has */
	static String plain(double number) {
		return Double.isNaN(number) ? "" : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
	}
}
