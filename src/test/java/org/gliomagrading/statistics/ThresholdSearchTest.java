package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** The best threshold on validation, against a search with exact fractions. */
class ThresholdSearchTest {

	@Test
	void equalsTheReference() {
		long same = 0;
		long usual = 0;
		assertEquals(60, References.cases("thresholds").size());
		for (JsonObject o : References.cases("thresholds")) {
			double[] high = References.numbers(o, "high");
			double[] low = References.numbers(o, "low");
			double f1 = ThresholdSearch.F1.best(high, low);
			double youden = ThresholdSearch.YOUDEN.best(high, low);
			assertEquals(References.number(o, "f1"), f1, 1e-15, o.toString());
			assertEquals(References.number(o, "youden"), youden, 1e-15, o.toString());
			if (References.differ(References.number(o, "youden"), f1, 1e-9)) same++;
			if (References.differ(References.number(o, "youden"), 0.5, 1e-9)) usual++;
		}
		References.assertDetected("F1 for Youden's J", same);
		References.assertDetected("0.5 always", usual);
	}

	@Test
	void byHand() {
		// all thresholds from 0.3 to 0.6 part the grades; 0.45 is the only one among the candidates but 0.5
		assertEquals(0.5, ThresholdSearch.F1.best(new double[] { 0.6, 0.9 }, new double[] { 0.3, 0.1 }));
		assertEquals(0.7, ThresholdSearch.YOUDEN.best(new double[] { 0.8, 0.9 }, new double[] { 0.6, 0.1 }), 1e-15);
		assertEquals(Double.NaN, ThresholdSearch.F1.best(new double[] { 0.8 }, new double[0]));
		assertEquals(Double.NaN, ThresholdSearch.F1.best(new double[0], new double[] { 0.8 }));
	}

	/** The middle of two neighbouring numbers is one of them; the lower must stay below the threshold. */
	@Test
	void partsNeighbouringNumbers() {
		double high = Math.nextUp(0.7);
		assertEquals(high, ThresholdSearch.F1.best(new double[] { high }, new double[] { 0.7 }));
	}
}
