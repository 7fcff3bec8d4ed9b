package org.gliomagrading.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.report.Series.Point;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

import ij.gui.Plot;

/** Charts: what is drawn lies where its values say, and the values are those of the study's tables. */
class ChartTest {

	@TempDir
	private Path folder;

	private static ReadPage svg(Chart chart) throws IOException, SAXException {
		return ReadPage.of(SvgDrawing.file(chart, "title <b>"));
	}

	private static double number(Element element, String attribute) {
		return Double.parseDouble(element.getAttribute(attribute));
	}

	/** Where ticks are written tells where values lie, whatever the sizes of the chart are. */
	private static double[] scale(ReadPage svg, String low, String high, boolean horizontal) {
		double[] places = Stream.of(low, high).mapToDouble(text -> {
			Element tick = svg.elements("text").stream().filter(each -> each.getTextContent().equals(text) && each.getAttribute(
				"style").contains(horizontal ? "anchor:middle" : "anchor:end")).findFirst().get();
			return horizontal ? number(tick, "x") : number(tick, "y") - 4;
		}).toArray();
		return places;
	}

	@Test
	void dotsLieWhereTheTicksSay() throws IOException, SAXException {
		Chart chart = new Chart(Axis.share("x"), new Axis("y", -0.2, 0.8, false), List.of(Series.dots("s", Ink.SERIES_1, List
			.of(new Point(0.25, 0.3), new Point(1, -0.2), new Point(0.5, 7)))), "");
		ReadPage svg = svg(chart);
		double[] x = scale(svg, "0", "1", true);
		double[] y = scale(svg, "0", "0.8", false);
		assertTrue(x[0] < x[1] && y[0] > y[1], "to the right and upwards");
		List<Element> dots = svg.elements("circle");
		assertEquals(x[0] + 0.25 * (x[1] - x[0]), number(dots.get(0), "cx"), 0.1);
		assertEquals(y[0] + 0.3 / 0.8 * (y[1] - y[0]), number(dots.get(0), "cy"), 0.1);
		assertEquals(x[1], number(dots.get(1), "cx"), 0.1);
		assertEquals(y[0] - 0.2 / 0.8 * (y[1] - y[0]), number(dots.get(1), "cy"), 0.1);
		assertEquals(y[1], number(dots.get(2), "cy"), 0.1, "what lies outside stays at the border");
	}

	@Test
	void equalFactorsAreEqualDistances() throws IOException, SAXException {
		Axis axis = Axis.logarithmic("x", DoubleStream.of(2, 80));
		Chart chart = new Chart(axis, Axis.share("y"), List.of(Series.dots("s", Ink.SERIES_1, List.of(new Point(4, 0),
			new Point(8, 0), new Point(16, 0)))), "");
		List<Element> dots = svg(chart).elements("circle");
		double step = number(dots.get(1), "cx") - number(dots.get(0), "cx");
		assertTrue(step > 20);
		assertEquals(step, number(dots.get(2), "cx") - number(dots.get(1), "cx"), 0.11);
		assertEquals(List.of("2", "5", "10", "20", "50", "100"), axis.ticks().stream().map(Axis::text).toList());
	}

	@Test
	void ticksAreRound() {
		assertEquals(List.of("0", "0.2", "0.4", "0.6", "0.8", "1"), Axis.share("").ticks().stream().map(Axis::text).toList());
		assertEquals(List.of("0.75", "0.8", "0.85", "0.9", "0.95"), around(0.774, 0.943));
		assertEquals(List.of("0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"), around(0.2, 0.8));
	}

	/** A single value, and the ends: the axis is a fifth long and stays within 0 to 1. */
	@Test
	void axesOfOneValueAreNotStretched() {
		assertEquals(List.of("0.8", "0.85", "0.9", "0.95", "1"), around(1));
		assertEquals(List.of("0", "0.05", "0.1", "0.15", "0.2"), around(0));
		assertEquals(List.of("2"), Axis.logarithmic("", DoubleStream.of(2.4)).ticks().stream().map(Axis::text).toList());
	}

	private static List<String> around(double... values) {
		return Axis.shareAround("", DoubleStream.of(values)).ticks().stream().map(Axis::text).toList();
	}

	/** Limits are known at 0, 0.25 and 1: a band lies between the first two alone. */
	@Test
	void bandsGoAroundTheirLimits() throws IOException, SAXException {
		Chart chart = new Chart(Axis.share("x"), Axis.share("y"), List.of(Series.line("s", Ink.SERIES_1, Dash.SOLID, List.of(new Point(0,
			0.5, 0.2, 0.6, ""), new Point(0.25, 0.5, 0.4, 1, ""), new Point(0.5, 0.5, Double.NaN, Double.NaN, ""), new Point(1,
				0.5, 0.1, 0.7, "")))), "");
		ReadPage svg = svg(chart);
		double[] x = scale(svg, "0", "1", true);
		double[] y = scale(svg, "0", "1", false);
		List<Element> bands = svg.elements("polygon").stream().filter(each -> each.getAttribute("style").contains(
			"fill-opacity")).toList();
		assertEquals(1, bands.size());
		double[] corners = Stream.of(bands.get(0).getAttribute("points").split("[ ,]")).mapToDouble(Double::parseDouble)
			.toArray();
		double height = y[1] - y[0];
		double right = x[0] + (x[1] - x[0]) / 4;
		assertArrayEquals(new double[] { x[0], y[0] + 0.6 * height, right, y[1], right, y[0] + 0.4 * height, x[0], y[0] + 0.2 *
			height }, corners, 0.11);
	}

	/** Their names may be anything, and stand beside each other where there is room. */
	@Test
	void namesOfDotsDoNotHideEachOther() throws IOException, SAXException {
		List<Point> points = Stream.of("one", "two", "three", "four").map(name -> new Point(0.5, 0.5, Double.NaN, Double.NaN,
			name)).toList();
		Chart chart = new Chart(Axis.share("x"), Axis.share("y"), List.of(Series.dots("<s>", Ink.SERIES_1, points)), "");
		List<String> places = svg(chart).elements("text").stream().filter(text -> List.of("one", "two", "three", "four")
			.contains(text.getTextContent())).map(text -> text.getAttribute("style") + text.getAttribute("y")).toList();
		assertEquals(4, places.size());
		assertEquals(4, places.stream().distinct().count());
	}

	/** As of sixteen models that are all as good: each name once, none upon another; the rest of many more has none. */
	@Test
	void namesInARowAreToldApart() throws IOException, SAXException {
		for (int count : new int[] { 16, 200 }) {
			List<Point> points = IntStream.range(0, count).mapToObj(i -> new Point(0.4 + 0.2 * i / count, 0.8, Double.NaN, Double.NaN,
				"Rad-Network" + (100 + i))).toList();
			List<Element> names = svg(new Chart(Axis.share("x"), Axis.share("y"), List.of(Series.dots("s", Ink.SERIES_1, points)),
				"")).elements("text").stream().filter(text -> text.getTextContent().startsWith("Rad-")).toList();
			assertTrue(count == 16 ? names.size() == 16 : names.size() > 20 && names.size() < 200, names.size() + " of " + count);
			List<Rectangle2D> boxes = names.stream().map(text -> {
				double width = 13 * 5.5;
				boolean end = text.getAttribute("style").contains("end");
				return (Rectangle2D) new Rectangle2D.Double(number(text, "x") - (end ? width : 0), number(text, "y") - 8, width, 8);
			}).toList();
			for (int i = 0; i < boxes.size(); i++)
				for (int j = 0; j < i; j++)
					assertFalse(boxes.get(i).intersects(boxes.get(j)), i + " and " + j + " of " + count);
		}
	}

	/** Eighteen lines, of six colours, each drawn in a way of its own. */
	@Test
	void linesOfOneColourAreBrokenOtherwise() {
		assertEquals(18, IntStream.range(0, 18).mapToObj(i -> Ink.series(i) + " " + Ink.dash(i)).distinct().count());
	}

	@Test
	void figureFourShowsTheStudysTables() throws IOException {
		SampleStudy.write(folder, "CBICA");
		Report report = Report.of(folder, "1");
		String model = report.tables().stream().filter(table -> table.id().equals("table-calibration")).findFirst().get()
			.caption();
		assertTrue(model.contains("test patients"));
		Chart reliability = chart(report, "figure-4a");
		Chart decisions = chart(report, "figure-4b");
		String name = decisions.series().get(2).name();
		List<TableRow> curve = rows("reliability.csv", name, "curve");
		assertPoints(curve, "p", "observed", reliability.series().get(1).points(), -1);
		assertPoints(rows("reliability.csv", name, "bin"), "p", "observed", reliability.series().get(2).points(), -1);
		List<TableRow> benefit = rows("decision-curves.csv", name, "");
		assertPoints(benefit, "threshold", "net_benefit", decisions.series().get(2).points(), -0.2);
		assertPoints(benefit, "threshold", "treat_all", decisions.series().get(1).points(), -0.2);
		assertPoints(benefit, "threshold", "treat_none", decisions.series().get(0).points(), -0.2);
	}

	private static void assertPoints(List<TableRow> rows, String x, String y, List<Point> points, double lowest)
		throws IOException
	{
		int i = 0;
		for (TableRow row : rows) {
			if (row.text(y).isEmpty() || Double.parseDouble(row.text(y)) < lowest) continue;
			assertEquals(Double.parseDouble(row.text(x)), points.get(i).x());
			assertEquals(Double.parseDouble(row.text(y)), points.get(i).y());
			String low = row.text(y + "_lo");
			if (!low.isEmpty()) assertEquals(Double.parseDouble(low), points.get(i).low());
			i++;
		}
		assertTrue(i > 1);
		assertEquals(points.size(), i);
	}

	/** The rows of the model and fusion that a legend names, on test patients. */
	private List<TableRow> rows(String file, String legend, String kind) throws IOException {
		return CsvFile.read(folder.resolve(file), List.of("subset"), row -> row).stream().filter(row -> row.text("subset")
			.equals("test") && row.text("kind").equals(kind) && legend.toLowerCase().startsWith((row.text("model") + ", " + row
				.text("strategy")).toLowerCase() + ",")).toList();
	}

	private static Chart chart(Report report, String id) {
		return (Chart) report.figures().stream().filter(figure -> figure.id().equals(id)).findFirst().get().picture();
	}

	/** The area under each curve, by trapezoids, is the AUC that its legend gives. */
	@Test
	void rocCurvesHaveTheirArea() throws IOException {
		SampleStudy.write(folder, "CBICA");
		Report report = Report.of(folder, "1");
		int curves = 0;
		for (String id : List.of("figure-5a", "figure-5b"))
			for (Series series : chart(report, id).series()) {
				if (series.name().equals("Chance")) continue;
				double area = 0;
				for (int i = 1; i < series.points().size(); i++)
					area += (series.points().get(i).x() - series.points().get(i - 1).x()) * (series.points().get(i).y() + series
						.points().get(i - 1).y()) / 2;
				assertEquals(series.name().replaceFirst(".*AUC ", ""), Rounded.of(area));
				curves++;
			}
		assertEquals(3 + 5, curves);
	}

	/** Bands, intervals, names and the mark are drawn: without each there are fewer dark pixels. */
	@Test
	void plotsShowWhatTheirLegendsPromise() {
		List<Point> limited = List.of(new Point(0.27, 0.5, 0.3, 0.7, ""), new Point(0.73, 0.5, 0.2, 0.9, ""));
		List<Point> plain = List.of(new Point(0.27, 0.5), new Point(0.73, 0.5));
		for (boolean line : new boolean[] { true, false })
			assertTrue(ink(line, limited, "") > ink(line, plain, "") + 50, "limits of " + (line ? "a line" : "dots"));
		List<Point> named = List.of(new Point(0.27, 0.5, Double.NaN, Double.NaN, "MobileNetV2"), new Point(0.73, 0.5));
		assertTrue(ink(false, named, "") > ink(false, plain, "") + 50);
		assertTrue(ink(false, plain, "SYNTHETIC") > ink(false, plain, "") + 500);
		Plot plot = FigurePlot.of("", chart(true, limited, ""));
		assertArrayEquals(new float[] { 0.3f, 0.2f }, plot.getDataObjectArrays(1)[1]);
		assertArrayEquals(new float[] { 0.7f, 0.9f }, plot.getDataObjectArrays(2)[1]);
	}

	private static Chart chart(boolean line, List<Point> points, String mark) {
		return new Chart(Axis.share("x"), Axis.share("y"), List.of(new Series("s", Ink.SERIES_1, Dash.SOLID, line, points)), mark);
	}

	/** Pixels that are not white; where the points lie there are no lines of the grid. */
	private static long ink(boolean line, List<Point> points, String mark) {
		int[] pixels = (int[]) FigurePlot.of("", chart(line, points, mark)).getProcessor().convertToRGB().getPixels();
		return IntStream.of(pixels).filter(pixel -> (pixel & 0xffffff) != 0xffffff).count();
	}

	/** ImageJ draws an axis whose ends are near each other linearly. */
	@Test
	void logarithmicPlotsAreLogarithmicForOneValue() {
		double[] limits = FigurePlot.of("", new Chart(Axis.logarithmic("x", DoubleStream.of(5)), Axis.share("y"), List.of(), ""))
			.getLimits();
		assertTrue(limits[1] / limits[0] > 3, limits[0] + " to " + limits[1]);
	}

	@Test
	void plotsHoldTheSamePoints() {
		Chart chart = new Chart(Axis.logarithmic("cost", DoubleStream.of(1, 50)), Axis.share("F1"), List.of(Series.dots("a",
			Ink.SERIES_1, List.of(new Point(2, 0.5), new Point(20, 0.75))), Series.line("b", Ink.SERIES_2, Dash.SOLID, List.of(new Point(3,
				0.1), new Point(4, 0.2)))), "");
		Plot plot = FigurePlot.of("Figure 3", chart);
		assertArrayEquals(new float[] { 2, 20 }, plot.getDataObjectArrays(0)[0]);
		assertArrayEquals(new float[] { 0.5f, 0.75f }, plot.getDataObjectArrays(0)[1]);
		assertArrayEquals(new float[] { 3, 4 }, plot.getDataObjectArrays(1)[0]);
		assertEquals("cost", plot.getLabel('x'));
		double[] limits = plot.getLimits();
		assertTrue(limits[0] < 1 / 1.6 && limits[1] > 50 * 1.6 && limits[2] < 0 && limits[3] > 1, "nothing lies on the frame");
		assertTrue(plot.getProcessor().getWidth() > 100);
	}
}
