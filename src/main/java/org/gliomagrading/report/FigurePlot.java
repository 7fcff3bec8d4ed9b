package org.gliomagrading.report;

import java.awt.Color;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.gliomagrading.report.Series.Point;

import ij.gui.Plot;

/** Charts as ImageJ's plots, whose looks and data users may change and save. */
final class FigurePlot {

	private FigurePlot() {
		// only static methods
	}

	/**
	 * @param title the plot's title
	 * @param chart a chart
	 * @return the same as a plot
	 */
	static Plot of(String title, Chart chart) {
		Plot plot = new Plot(title, chart.x().label(), chart.y().label());
		plot.setLimits(chart.x().low(), chart.x().high(), chart.y().low(), chart.y().high());
		if (chart.x().logarithmic()) plot.setAxisXLog(true);
		for (Series series : chart.series())
			add(plot, series);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.addLegend(String.join("\n", chart.series().stream().map(Series::name).toList()));
		return plot;
	}

	private static void add(Plot plot, Series series) {
		plot.setColor(series.ink().color());
		plot.setLineWidth(series.line() ? 2 : 1);
		plot.add(series.line() ? "line" : "circle", values(series.points(), Point::x), values(series.points(), Point::y));
		plot.setLabel(-1, series.name());
	}

	private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
		return points.stream().mapToDouble(value).toArray();
	}
}
