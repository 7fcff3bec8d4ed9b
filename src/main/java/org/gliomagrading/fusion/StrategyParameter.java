package org.gliomagrading.fusion;

/** Parameters of strategies, as they stand in their names. */
final class StrategyParameter {

	private StrategyParameter() {
		// only static methods
	}

	/** @return the number, or NaN if it is none */
	static double number(String text) {
		return text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : Double.NaN;
	}
}
