package org.gliomagrading.cohort;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

import org.gliomagrading.io.InputException;

/** How many patients go to a subset: a number of patients, or a fraction of those there are. */
public final class Share {

	/** Nobody. */
	static final Share NONE = new Share("test", BigDecimal.ZERO, false);

	private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
	private static final Pattern FRACTION = Pattern.compile("0?\\.\\d{1,18}");

	private final String name;
	private final BigDecimal amount;
	private final boolean fraction;

	private Share(String name, BigDecimal amount, boolean fraction) {
		this.name = name;
		this.amount = amount;
		this.fraction = fraction;
	}

	/**
	 * @param name what the share is called in messages: the parameter
	 * @param text a fraction from 0 to below 1 with a decimal point ({@code 0.2}), or a whole number of patients
	 *          ({@code 108})
	 * @return the share
	 * @throws InputException if the text is neither
	 */
	public static Share parse(String name, String text) throws InputException {
		String trimmed = text.trim();
		boolean fraction = FRACTION.matcher(trimmed).matches();
		if (!fraction && !COUNT.matcher(trimmed).matches()) throw new InputException(name + " is '" + trimmed +
			"'; give a fraction below 1 such as 0.2, or a whole number of patients such as 108");
		return new Share(name, new BigDecimal(trimmed), fraction);
	}

	/**
	 * In decimal arithmetic, rounded down: 0.29 of 100 are 29 (binary 0.29 x 100 is 28.999...).
	 *
	 * @param patients the number of patients there are
	 * @return the number of patients that the share makes
	 * @throws InputException if there are fewer patients than asked for, or a fraction above 0 makes none
	 */
	int of(int patients) throws InputException {
		int number = fraction ? amount.multiply(BigDecimal.valueOf(patients)).setScale(0, RoundingMode.FLOOR).intValueExact()
			: amount.intValueExact();
		if (number > patients) throw new InputException(name + " is " + amount + ", but there are only " + patients +
			" patients to take them from; give fewer");
		if (number == 0 && amount.signum() > 0) throw new InputException(name + " is " + amount + ", which of " + patients +
			" patients is none; give a number of patients, or 0");
		return number;
	}
}
