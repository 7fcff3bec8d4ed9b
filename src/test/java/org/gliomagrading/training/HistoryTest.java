package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.junit.jupiter.api.Test;

class HistoryTest {

	private static final ConfusionMatrix GOOD = new ConfusionMatrix(8, 1, 2, 9);
	private static final ConfusionMatrix EVERYONE_HGG = new ConfusionMatrix(10, 10, 0, 0);
	private static final ConfusionMatrix NOBODY_RIGHT = new ConfusionMatrix(0, 0, 0, 20);

	@Test
	void higherF1IsBetterThenLowerLoss() {
		assertTrue(epoch(1, 9, GOOD).betterThan(epoch(2, 1, EVERYONE_HGG)));
		assertTrue(epoch(1, 0.4, GOOD).betterThan(epoch(2, 0.5, GOOD)));
		assertFalse(epoch(1, 0.5, GOOD).betterThan(epoch(2, 0.5, GOOD)), "a tie keeps the earlier epoch");
		assertTrue(epoch(1, 9, EVERYONE_HGG).betterThan(epoch(2, 1, NOBODY_RIGHT)), "the score decides");
	}

	@Test
	void tableHasARowForEachEpoch() {
		Table table = new History(List.of(epoch(1, 0.7, EVERYONE_HGG), epoch(2, 0.5, GOOD)), 2).table();
		assertEquals(2, table.rows().size());
		assertEquals(16.0 / 19, cell(table, 1, "validation_f1"));
		assertEquals(0.9, cell(table, 1, "validation_specificity"));
		assertEquals(0.5, cell(table, 1, "validation_loss"));
		assertEquals("yes", cell(table, 1, "best"));
		assertEquals("", cell(table, 0, "best"));
	}

	@Test
	void saysWhenEverythingIsCalledHgg() {
		assertTrue(epoch(1, 0.7, EVERYONE_HGG).summary().contains("every LGG slice is called HGG"));
		assertFalse(epoch(1, 0.7, GOOD).summary().contains("every LGG slice"));
	}

	/** 40 slices in 12 s; precision 8 / 9, recall 8 / 10, specificity 9 / 10, F1 16 / 19. */
	@Test
	void tellsMetricsSpeedAndMemory() {
		assertEquals("Epoch 2: loss 0.6000, F1 0.842, precision 0.889, recall 0.800, specificity 0.900; " +
			"validation loss 0.5000, F1 0.667, precision 0.500, recall 1.000, specificity 0.000 (every LGG slice is called HGG); " +
			"12 s, 3.3 slices/s, memory 812 MB", epoch(2, 0.5, EVERYONE_HGG).summary());
		Table table = new History(List.of(epoch(1, 0.5, GOOD)), 1).table();
		assertEquals(40 / 12.0, cell(table, 0, "slices_per_second"));
		assertEquals(812.0, cell(table, 0, "peak_memory_mb"));
		assertEquals(12.0, cell(table, 0, "seconds"));
		assertEquals(16.0 / 19, cell(table, 0, "monitor"));
		assertEquals(0.6, cell(table, 0, "train_loss"));
	}

	private static Object cell(Table table, int row, String column) {
		return table.rows().get(row).get(table.columns().indexOf(column));
	}

	private static Epoch epoch(int number, double loss, ConfusionMatrix validation) {
		return new Epoch(number, new Epoch.Outcome(0.6, GOOD), new Epoch.Outcome(loss, validation), Double.isNaN(validation
			.f1()) ? 0 : validation.f1(), 12, 812);
	}
}
