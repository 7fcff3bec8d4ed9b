package org.gliomagrading.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.Locale;

import javax.imageio.ImageIO;

/** Draws SVG. Colours are variables of the style sheet, so that a picture on the page follows light and dark. */
final class SvgDrawing implements Drawing {

	private static final String NAMESPACE = "http://www.w3.org/2000/svg";

	private final Html html;

	private SvgDrawing(Html html) {
		this.html = html;
	}

	/**
	 * Adds a picture to a page.
	 *
	 * @param html the page
	 * @param picture the picture
	 * @param css the class of its element
	 * @param title what it shows, for those who do not see it
	 */
	static void add(Html html, Picture picture, String css, String title) {
		html.open("svg", "class", css, "viewBox", "0 0 " + picture.width() + " " + picture.height(), "role", "img",
			"aria-label", title);
		picture.draw(new SvgDrawing(html));
		html.close();
	}

	/**
	 * @param picture a picture
	 * @param title what it shows
	 * @return it as a file of its own, on light paper
	 */
	static String file(Picture picture, String title) {
		Html html = new Html();
		html.open("svg", "xmlns", NAMESPACE, "viewBox", "0 0 " + picture.width() + " " + picture.height(), "width", "" +
			picture.width(), "height", "" + picture.height(), "font-family", "sans-serif");
		html.element("title", title).style(":root{" + Ink.variables() + "}").line();
		SvgDrawing drawing = new SvgDrawing(html);
		drawing.area(Ink.PAPER, 1, 0, 0, picture.width(), 0, picture.width(), picture.height(), 0, picture.height());
		picture.draw(drawing);
		return html.close() + "\n";
	}

	@Override
	public void line(Ink ink, double width, Dash dash, double... xy) {
		String style = "fill:none;stroke:" + color(ink) + ";stroke-width:" + number(width) + (dash == Dash.SOLID ? ""
			: ";stroke-dasharray:" + number(dash.lengths()[0]) + " " + number(dash.lengths()[1]));
		html.empty("polyline", "style", style, "points", points(xy));
	}

	@Override
	public void area(Ink ink, double opacity, double... xy) {
		html.empty("polygon", "style", "stroke:none;fill:" + color(ink) + (opacity < 1 ? ";fill-opacity:" + number(opacity)
			: ""), "points", points(xy));
	}

	@Override
	public void dot(Ink ink, double x, double y, double radius, String title) {
		html.open("circle", "cx", number(x), "cy", number(y), "r", number(radius), "style", "fill:" + color(ink));
		if (!title.isEmpty()) html.element("title", title);
		html.close();
	}

	@Override
	public void text(Ink ink, int size, Anchor anchor, double x, double y, int degrees, String text) {
		html.open("text", "x", number(x), "y", number(y), "style", "font-size:" + size + "px;text-anchor:" + anchor.name()
			.toLowerCase(Locale.ROOT) + ";fill:" + color(ink), "transform", "rotate(" + degrees + " " + number(x) + " " +
				number(y) + ")");
		html.text(text).close();
	}

	@Override
	public void image(BufferedImage image, double x, double y, double width, double height, String title) {
		html.open("image", "x", number(x), "y", number(y), "width", number(width), "height", number(height), "href",
			"data:image/png;base64," + Base64.getEncoder().encodeToString(png(image)));
		html.element("title", title).close();
	}

	/** @return the image as the content of a PNG file */
	static byte[] png(BufferedImage image) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			if (!ImageIO.write(image, "png", bytes)) throw new IllegalStateException("Every Java writes PNG");
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return bytes.toByteArray();
	}

	private static String color(Ink ink) {
		return "var(--" + ink.word() + ")";
	}

	private static String points(double[] xy) {
		StringBuilder points = new StringBuilder();
		for (int i = 0; i < xy.length; i += 2)
			points.append(i == 0 ? "" : " ").append(number(xy[i])).append(',').append(number(xy[i + 1]));
		return points.toString();
	}

	private static String number(double value) {
		BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
		return rounded.signum() == 0 ? "0" : rounded.toPlainString();
	}
}
