package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class RocCurveTest {

	private static double[] scores(double... scores) {
		return scores;
	}

	@Test
	void handWorked() {
		// of the pairs (0.8, 0.4), (0.8, 0.1), (0.4, 0.4), (0.4, 0.1) three are won and one is tied
		assertEquals(3.5 / 4, RocCurve.auc(scores(0.8, 0.4), scores(0.4, 0.1)));
		assertEquals(0.5 / 4, RocCurve.auc(scores(0.4, 0.1), scores(0.8, 0.4)));
	}

	@Test
	void corners() {
		assertEquals(1, RocCurve.auc(scores(0.6), scores(0.1, 0.5)));
		assertEquals(0, RocCurve.auc(scores(0.1), scores(0.2)));
		assertEquals(0.5, RocCurve.auc(scores(0.3, 0.3), scores(0.3, 0.3, 0.3)));
		assertEquals(0.5, RocCurve.auc(scores(-0.0), scores(0.0)));
		assertEquals(Double.NaN, RocCurve.auc(scores(), scores(0.3)));
		assertEquals(Double.NaN, RocCurve.auc(scores(0.3), scores()));
	}

	/** Thresholds 0.8, 0.4 (a case of each grade at once) and 0.1. */
	@Test
	void pointsHandWorked() {
		assertEquals(List.of(new RocCurve.Point(0, 0), new RocCurve.Point(0, 0.5), new RocCurve.Point(0.5, 1),
			new RocCurve.Point(1, 1)), RocCurve.points(scores(0.8, 0.4), scores(0.4, 0.1)));
		assertEquals(List.of(new RocCurve.Point(0, 0), new RocCurve.Point(1, 1)), RocCurve.points(scores(-0.0), scores(0.0)));
	}

	@Test
	void leavesTheScoresInTheirOrder() {
		double[] high = { 0.9, 0.1 };
		double[] low = { 0.8, 0.2 };
		assertEquals(0.5, RocCurve.auc(high, low));
		assertArrayEquals(scores(0.9, 0.1), high);
		assertArrayEquals(scores(0.8, 0.2), low);
	}
}
