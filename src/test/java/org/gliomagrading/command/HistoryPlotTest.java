package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.training.Epoch;
import org.gliomagrading.training.History;
import org.junit.jupiter.api.Test;

import ij.WindowManager;
import ij.gui.Plot;

class HistoryPlotTest {

	private static final History HISTORY = new History(List.of(epoch(1, 0.7, 0.8), epoch(2, 0.5, 0.6)), 2);

	/** Every LGG slice is called HGG, in both epochs: the line at 0 lies within the frame, and is seen. */
	@Test
	void aSpecificityOfZeroIsSeen() {
		Epoch.Outcome all = new Epoch.Outcome(0.5, new ConfusionMatrix(4, 4, 0, 0));
		Plot plot = HistoryPlot.plot(new History(List.of(new Epoch(1, all, all, 0.5, 12, 812), new Epoch(2, all, all, 0.5, 12, 812)),
			1));
		int[] pixels = (int[]) plot.getProcessor().convertToRGB().getPixels();
		assertTrue(IntStream.of(pixels).filter(pixel -> (pixel & 0xffffff) == 0xd94801).count() > 200);
	}

	/** Lines are told by their colours: each has more pixels than circles and letters have. Axes reach beyond 0 and 1. */
	@Test
	void linesHaveTheirColours() {
		Plot plot = HistoryPlot.plot(HISTORY);
		assertArrayEquals(new double[] { 0.97, 2.03, -0.03, 1.03 }, plot.getLimits(), 1e-9);
		int[] pixels = (int[]) plot.getProcessor().convertToRGB().getPixels();
		for (int colour : new int[] { 0xc0c0c0, 0x9ecae1, 0x08519c, 0xd94801 })
			assertTrue(IntStream.of(pixels).filter(pixel -> (pixel & 0xffffff) == colour).count() > 200, Integer.toHexString(colour));
	}

	private static Epoch epoch(int number, double trainLoss, double validationLoss) {
		return new Epoch(number, new Epoch.Outcome(trainLoss, new ConfusionMatrix(8, 1, 2, 9)), new Epoch.Outcome(validationLoss,
			new ConfusionMatrix(4, 4, 0, 12)), 0.5, 12, 812);
	}

	/** Train and validation losses, F1 16/19 and 8/12, specificity 12/16; no window without a screen. */
	@Test
	void drawsEachEpoch() {
		Plot plot = HistoryPlot.plot(HISTORY);
		double[][] lines = { { 0.7, 0.5 }, { 0.8, 0.6 }, { 16 / 19.0, 16 / 19.0 }, { 8 / 12.0, 8 / 12.0 }, { 0.75, 0.75 } };
		for (int i = 0; i < lines.length; i++) {
			float[][] drawn = plot.getDataObjectArrays(i);
			assertArrayEquals(new float[] { 1, 2 }, drawn[0]);
			assertEquals(lines[i][0], drawn[1][0], 1e-6);
			assertEquals(lines[i][1], drawn[1][1], 1e-6);
		}
		new HistoryPlot(null).accept(HISTORY);
		assertNull(WindowManager.getCurrentImage());
	}
}
