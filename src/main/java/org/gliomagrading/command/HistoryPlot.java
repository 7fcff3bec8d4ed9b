package org.gliomagrading.command;

import java.awt.Color;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import org.gliomagrading.training.Epoch;
import org.gliomagrading.training.History;
import org.scijava.ui.UIService;

import ij.gui.Plot;
import ij.gui.PlotWindow;

/** Draws a training in a window of ImageJ, anew after each epoch, where there is a screen. Once closed it stays so. */
final class HistoryPlot implements Consumer<History> {

	/** A line of the plot. */
	private record Line(String name, Color colour, ToDoubleFunction<Epoch> value) {
	}

	private static final List<Line> LINES = List.of(//
		new Line("train loss", Color.LIGHT_GRAY, epoch -> epoch.train().loss()), //
		new Line("validation loss", Color.BLACK, epoch -> epoch.validation().loss()), //
		new Line("train F1", new Color(0x9ecae1), epoch -> epoch.train().calls().f1()), //
		new Line("validation F1", new Color(0x08519c), epoch -> epoch.validation().calls().f1()), //
		new Line("validation specificity", new Color(0xd94801), epoch -> epoch.validation().calls().specificity()));

	/** Share of an axis that it goes on beyond the values at its ends. */
	private static final double MARGIN = 0.03;

	private final UIService ui;
	private PlotWindow window;

	/**
	 * @param ui the user interface; null where there is none
	 */
	HistoryPlot(UIService ui) {
		this.ui = ui;
	}

	@Override
	public void accept(History history) {
		if (ui == null || ui.isHeadless()) return;
		Plot plot = plot(history);
		if (window == null) window = plot.show();
		else if (window.isVisible()) window.drawPlot(plot);
	}

	/** @return losses, F1 and specificity against the epochs, all from 0 to 1 or to the highest loss */
	static Plot plot(History history) {
		Plot plot = new Plot("Training", "Epoch", "Value");
		double[] numbers = history.epochs().stream().mapToDouble(Epoch::number).toArray();
		StringBuilder legend = new StringBuilder();
		for (Line line : LINES) {
			plot.setColor(line.colour, line.colour); // of the circles and of the lines between them
			plot.addPoints(numbers, history.epochs().stream().mapToDouble(line.value).toArray(), Plot.CONNECTED_CIRCLES);
			legend.append(line.name).append('\n');
		}
		plot.setColor(Color.BLACK);
		plot.addLegend(legend.toString());
		double highest = LINES.stream().flatMapToDouble(line -> history.epochs().stream().mapToDouble(line.value)).filter(
			Double::isFinite).reduce(1, Math::max);
		// what lies on the frame could not be seen: a specificity of 0, above all
		double epochs = Math.max(2, numbers.length);
		plot.setLimits(1 - MARGIN * (epochs - 1), epochs + MARGIN * (epochs - 1), -MARGIN * highest, (1 + MARGIN) * highest);
		return plot;
	}
}
