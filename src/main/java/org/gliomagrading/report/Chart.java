package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.report.Series.Point;

/**
 * A chart with two axes, its legend below it.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn, the last on top
 * @param watermark a word across it; may be empty
 */
record Chart(Axis x, Axis y, List<Series> series, String watermark) implements Picture {

	private static final int WIDTH = 420;
	private static final int LEFT = 54;
	private static final int TOP = 12;
	private static final int PLOT_WIDTH = 350;
	private static final int PLOT_HEIGHT = 300;
	private static final int LEGEND = TOP + PLOT_HEIGHT + 56;
	private static final int LEGEND_LINE = 18;
	private static final double BAND_OPACITY = 0.15;

	/** Copies the list. */
	Chart {
		series = List.copyOf(series);
	}

	@Override
	public int width() {
		return WIDTH;
	}

	@Override
	public int height() {
		return LEGEND + LEGEND_LINE * series.size();
	}

	@Override
	public void draw(Drawing drawing) {
		if (!watermark.isEmpty()) drawing.text(Ink.WATERMARK, 40, Drawing.Anchor.MIDDLE, LEFT + PLOT_WIDTH / 2.0, TOP +
			PLOT_HEIGHT / 2.0 + 20, -30, watermark);
		axes(drawing);
		for (Series each : series)
			draw(each, drawing);
		labels(drawing);
		legend(drawing);
	}

	/** @return what is drawn, a row for each point */
	Table table() {
		List<List<Object>> rows = new ArrayList<>();
		for (Series each : series)
			for (Point point : each.points())
				rows.add(List.of(each.name(), point.label(), point.x(), point.y(), point.low(), point.high()));
		return new Table(List.of("series", "label", "x", "y", "y_lo", "y_hi"), rows);
	}

	private void axes(Drawing drawing) {
		int bottom = TOP + PLOT_HEIGHT;
		for (double tick : x.ticks()) {
			double place = right(tick);
			drawing.line(Ink.GRID, 1, Dash.SOLID, place, TOP, place, bottom);
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.MIDDLE, place, bottom + 17, 0, Axis.text(tick));
		}
		for (double tick : y.ticks()) {
			double place = down(tick);
			drawing.line(Ink.GRID, 1, Dash.SOLID, LEFT, place, LEFT + PLOT_WIDTH, place);
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.END, LEFT - 6, place + 4, 0, Axis.text(tick));
		}
		drawing.line(Ink.TEXT, 1, Dash.SOLID, LEFT, TOP, LEFT, bottom, LEFT + PLOT_WIDTH, bottom);
		drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.MIDDLE, LEFT + PLOT_WIDTH / 2.0, bottom + 36, 0, x.label());
		drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.MIDDLE, 13, TOP + PLOT_HEIGHT / 2.0, -90, y.label());
	}

	private void draw(Series each, Drawing drawing) {
		List<Point> points = each.points();
		if (points.isEmpty()) return;
		if (!each.line()) {
			for (Point point : points)
				dot(each, point, drawing);
			return;
		}
		for (List<Point> run : limited(points))
			drawing.area(each.ink(), BAND_OPACITY, band(run));
		double[] xy = new double[2 * points.size()];
		for (int i = 0; i < points.size(); i++) {
			xy[2 * i] = right(points.get(i).x());
			xy[2 * i + 1] = down(points.get(i).y());
		}
		drawing.line(each.ink(), 1.8, each.dash(), xy);
	}

	private void dot(Series each, Point point, Drawing drawing) {
		double right = right(point.x());
		if (point.limited()) drawing.line(each.ink(), 1, Dash.SOLID, right, down(point.low()), right, down(point.high()));
		drawing.dot(each.ink(), right, down(point.y()), 4, (point.label() + " " + each.name()).strip());
	}

	private void labels(Drawing drawing) {
		List<Point> points = series.stream().flatMap(each -> each.points().stream()).filter(point -> !point.label()
			.isEmpty()).toList();
		Labels labels = new Labels(LEFT, LEFT + PLOT_WIDTH, TOP, TOP + PLOT_HEIGHT);
		for (Point point : points)
			labels.keepFree(right(point.x()), down(point.y()));
		for (Point point : points)
			labels.place(right(point.x()), down(point.y()), point.label()).ifPresent(place -> {
				if (place.far()) drawing.line(Ink.MUTED, 0.7, Dash.SOLID, right(point.x()), down(point.y()), place.lineX(), place.lineY());
				drawing.text(Ink.TEXT, Labels.SIZE, place.left() ? Drawing.Anchor.END : Drawing.Anchor.START, place.x(), place.y(), 0,
					point.label());
			});
	}

	/** @return the stretches, of two points and more, where the limits are known: there is no band across a gap */
	private static List<List<Point>> limited(List<Point> points) {
		List<List<Point>> runs = new ArrayList<>();
		int begin = 0;
		for (int i = 0; i <= points.size(); i++) {
			if (i < points.size() && points.get(i).limited()) continue;
			if (i - begin > 1) runs.add(points.subList(begin, i));
			begin = i + 1;
		}
		return runs;
	}

	private double[] band(List<Point> points) {
		int n = points.size();
		double[] xy = new double[4 * n];
		for (int i = 0; i < n; i++) {
			xy[2 * i] = right(points.get(i).x());
			xy[2 * i + 1] = down(points.get(i).high());
			xy[4 * n - 2 - 2 * i] = right(points.get(i).x());
			xy[4 * n - 1 - 2 * i] = down(points.get(i).low());
		}
		return xy;
	}

	private void legend(Drawing drawing) {
		for (int i = 0; i < series.size(); i++) {
			Series each = series.get(i);
			int down = LEGEND + LEGEND_LINE * i;
			if (each.line()) drawing.line(each.ink(), 2, each.dash(), LEFT, down, LEFT + 24, down);
			else drawing.dot(each.ink(), LEFT + 12, down, 4, "");
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.START, LEFT + 32, down + 4, 0, each.name());
		}
	}

	private double right(double value) {
		return LEFT + PLOT_WIDTH * x.place(value);
	}

	/** What lies outside the axis is drawn at its end: net benefit may fall without limit. */
	private double down(double value) {
		return TOP + PLOT_HEIGHT * (1 - Math.max(0, Math.min(1, y.place(value))));
	}
}
