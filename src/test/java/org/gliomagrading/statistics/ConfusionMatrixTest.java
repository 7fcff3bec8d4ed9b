package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

	private static final double NONE = Double.NaN;

	private static void assertMetrics(ConfusionMatrix c, double... expected) {
		assertArrayEquals(expected, new double[] { c.accuracy(), c.precision(), c.recall(), c.specificity(), c.f1() }, 1e-15);
	}

	@Test
	void handWorked() {
		assertMetrics(new ConfusionMatrix(60, 15, 20, 5), 0.65, 0.8, 0.75, 0.25, 120 / 155.0);
		assertEquals(100, new ConfusionMatrix(60, 15, 20, 5).n());
	}

	/** Calling everyone HGG in BraTS 2020 (293 HGG, 76 LGG): F1 0.885. */
	@Test
	void everyoneHighInBrats() {
		assertMetrics(new ConfusionMatrix(293, 76, 0, 0), 293 / 369.0, 293 / 369.0, 1, 0, 586 / 662.0);
	}

	@Test
	void emptyMetrics() {
		assertMetrics(new ConfusionMatrix(0, 0, 0, 0), NONE, NONE, NONE, NONE, NONE);
		assertMetrics(new ConfusionMatrix(0, 0, 0, 3), 1, NONE, NONE, 1, NONE);
		assertMetrics(new ConfusionMatrix(0, 0, 2, 3), 0.6, NONE, 0, 1, 0);
		assertMetrics(new ConfusionMatrix(0, 2, 0, 3), 0.6, 0, NONE, 0.6, 0);
		assertMetrics(new ConfusionMatrix(4, 0, 1, 0), 0.8, 1, 0.8, NONE, 8 / 9.0);
	}

	@Test
	void countsAreNotNegative() {
		assertThrows(IllegalArgumentException.class, () -> new ConfusionMatrix(1, 1, -1, 1));
	}

	@Test
	void manySlicesDoNotOverflow() {
		assertEquals(2 / 3.0, new ConfusionMatrix(1 << 30, 1 << 29, 1 << 29, 0).f1(), 1e-15);
	}
}
