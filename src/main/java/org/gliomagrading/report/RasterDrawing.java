package org.gliomagrading.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws an image of pixels, on light paper. */
final class RasterDrawing implements Drawing {

	/** Pixels of the image for each of the picture: sharp in print at the width of a column. */
	private static final int SCALE = 3;

	private final Graphics2D graphics;

	private RasterDrawing(Graphics2D graphics) {
		this.graphics = graphics;
	}

	/** @return whether this system has fonts; without any, as on some servers, Java cannot draw letters */
	static boolean hasFonts() {
		Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		try {
			graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS));
			return graphics.getFontMetrics().stringWidth("x") > 0;
		}
		catch (InternalError | LinkageError | RuntimeException e) { // which of them depends on what is missing
			return false;
		}
		finally {
			graphics.dispose();
		}
	}

	/**
	 * @param picture a picture
	 * @return its image
	 */
	static BufferedImage image(Picture picture) {
		BufferedImage image = new BufferedImage(picture.width() * SCALE, picture.height() * SCALE,
			BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.setColor(Ink.PAPER.color());
		graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
		graphics.scale(SCALE, SCALE);
		picture.draw(new RasterDrawing(graphics));
		graphics.dispose();
		return image;
	}

	@Override
	public void line(Ink ink, double width, Dash dash, double... xy) {
		graphics.setColor(ink.color());
		graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
			dash == Dash.SOLID ? null : dash.lengths(), 0));
		graphics.draw(path(xy));
	}

	@Override
	public void area(Ink ink, double opacity, double... xy) {
		graphics.setColor(ink.color());
		graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
		Path2D path = path(xy);
		path.closePath();
		graphics.fill(path);
		graphics.setComposite(AlphaComposite.SrcOver);
	}

	@Override
	public void dot(Ink ink, double x, double y, double radius, String title) {
		graphics.setColor(ink.color());
		graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
	}

	@Override
	public void text(Ink ink, int size, Anchor anchor, double x, double y, int degrees, String text) {
		if (text.isEmpty()) return;
		graphics.setColor(ink.color());
		graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
		double length = graphics.getFontMetrics().stringWidth(text);
		AffineTransform before = graphics.getTransform();
		graphics.translate(x, y);
		graphics.rotate(Math.toRadians(degrees));
		graphics.drawString(text, (float) (-length * anchor.ordinal() / 2), 0);
		graphics.setTransform(before);
	}

	@Override
	public void image(BufferedImage image, double x, double y, double width, double height, String title) {
		AffineTransform place = AffineTransform.getTranslateInstance(x, y);
		place.scale(width / image.getWidth(), height / image.getHeight());
		graphics.drawImage(image, place, null);
	}

	private static Path2D path(double[] xy) {
		Path2D path = new Path2D.Double();
		path.moveTo(xy[0], xy[1]);
		for (int i = 2; i < xy.length; i += 2)
			path.lineTo(xy[i], xy[i + 1]);
		return path;
	}
}
