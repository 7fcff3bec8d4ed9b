package org.gliomagrading.report;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.gliomagrading.report.Series.Point;

import ij.gui.Plot;

/** Charts as ImageJ's plots, whose looks and data users may change and save. */
final class FigurePlot {

	private static final int WIDTH = 560;
	private static final int HEIGHT = 360;

	/** What lies at the end of an axis would be covered by the frame: the plot is larger by this share at each end. */
	private static final double MARGIN = 0.03;

	/** ImageJ makes an axis linear whose ends are not further apart than by a factor of 3. */
	private static final double LEAST_FACTOR = 3.2;

	private static final int MARK = 48;

	private final Plot plot;
	private final Chart chart;
	private final double[] x;
	private final double[] y;

	private FigurePlot(String title, Chart chart) {
		this.chart = chart;
		plot = new Plot(title, chart.x().label(), chart.y().label());
		x = limits(chart.x());
		y = limits(chart.y());
	}

	/**
	 * @param title the plot's title
	 * @param chart a chart
	 * @return the same as a plot; lines are all unbroken, as ImageJ's are
	 */
	static Plot of(String title, Chart chart) {
		FigurePlot made = new FigurePlot(title, chart);
		made.draw();
		return made.plot;
	}

	private static double[] limits(Axis axis) {
		if (axis.logarithmic()) {
			double wider = Math.max(Math.pow(axis.high() / axis.low(), MARGIN), Math.sqrt(LEAST_FACTOR * axis.low() / axis.high()));
			return new double[] { axis.low() / wider, axis.high() * wider };
		}
		double margin = MARGIN * (axis.high() - axis.low());
		return new double[] { axis.low() - margin, axis.high() + margin };
	}

	private void draw() {
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setLimits(x[0], x[1], y[0], y[1]);
		if (chart.x().logarithmic()) plot.setAxisXLog(true);
		mark();
		for (Series series : chart.series())
			add(series);
		for (Series series : chart.series()) // behind all, so that the legend's names go to the series themselves
			addLimits(series);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		addNames();
		plot.addLegend(String.join("\n", chart.series().stream().map(Series::name).toList()));
	}

	private void mark() {
		if (chart.watermark().isEmpty()) return;
		plot.setColor(Ink.WATERMARK.color());
		plot.setFont(new Font(Font.SANS_SERIF, Font.BOLD, MARK));
		plot.setJustification(Plot.CENTER);
		plot.addLabel(0.5, 0.55, chart.watermark());
		plot.setJustification(Plot.LEFT);
		plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Drawing.LETTERS));
	}

	private void add(Series series) {
		plot.setColor(series.ink().color());
		plot.setLineWidth(series.line() ? 2 : 1);
		plot.add(series.line() ? "line" : "circle", values(series.points(), Point::x), values(series.points(), Point::y));
		plot.setLabel(-1, series.name());
	}

	/** A band's ends as thin lines, intervals of dots as bars. */
	private void addLimits(Series series) {
		plot.setColor(series.ink().color());
		plot.setLineWidth(1);
		List<Point> limited = series.points().stream().filter(Point::limited).toList();
		if (series.line() && !limited.isEmpty()) {
			plot.add("line", values(limited, Point::x), values(limited, Point::low));
			plot.add("line", values(limited, Point::x), values(limited, Point::high));
		}
		if (!series.line()) limited.forEach(point -> plot.drawLine(point.x(), point.low(), point.x(), point.high()));
	}

	private void addNames() {
		plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Labels.SIZE));
		List<Point> points = chart.series().stream().flatMap(series -> series.points().stream()).filter(point -> !point.label()
			.isEmpty()).toList();
		Labels labels = new Labels(0, WIDTH, 0, HEIGHT);
		points.forEach(point -> labels.keepFree(right(point), down(point)));
		for (Point point : points)
			labels.place(right(point), down(point), point.label()).ifPresent(place -> {
				if (place.far()) plot.drawNormalizedLine(right(point) / WIDTH, down(point) / HEIGHT, place.lineX() / WIDTH, place.lineY() /
					HEIGHT);
				plot.setJustification(place.left() ? Plot.RIGHT : Plot.LEFT);
				plot.addLabel(place.x() / WIDTH, place.y() / HEIGHT, point.label());
			});
		plot.setJustification(Plot.LEFT);
		plot.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, Drawing.LETTERS));
	}

	private double right(Point point) {
		return WIDTH * new Axis("", x[0], x[1], chart.x().logarithmic()).place(point.x());
	}

	private double down(Point point) {
		return HEIGHT * (1 - new Axis("", y[0], y[1], false).place(point.y()));
	}

	private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
		return points.stream().mapToDouble(value).toArray();
	}
}
