package org.gliomagrading.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;

/** The study's Figure 1: a low-grade and a high-grade case, a slice of each in three sequences. */
final class ExampleSection {

	private static final String FILE = "examples/examples.csv";
	private static final int MOST_PIXELS = 1024;
	private static final List<String> COLUMNS = List.of("patient", "centre", "grade", "subset", "slice", "sequence", "file");

	/** An image and what is known of it. */
	private record Example(Grade grade, Sequence sequence, TableRow row, BufferedImage image) {
	}

	private ExampleSection() {
		// only static methods
	}

	static Section of(Material material) throws IOException {
		List<Example> examples = new ArrayList<>();
		for (Grade grade : List.of(Grade.LGG, Grade.HGG))
			for (Sequence sequence : Sequence.values())
				find(material, grade, sequence).ifPresent(examples::add);
		return new Section("examples", "Two cases", List.of(examples.isEmpty() ? material.folder().leftOut(
			"Figure 1 (a low-grade and a high-grade case)", FILE) : figure(material, examples)));
	}

	private static Optional<Example> find(Material material, Grade grade, Sequence sequence) throws IOException {
		for (TableRow row : material.folder().table(FILE))
			if (row.text("grade").equalsIgnoreCase(grade.name()) && row.text("sequence").equalsIgnoreCase(sequence.word()))
				return Optional.of(new Example(grade, sequence, row, read(material.folder().images(), row)));
		return Optional.empty();
	}

	private static Figure figure(Material material, List<Example> examples) {
		String patients = examples.stream().map(each -> each.grade() + ": " + each.row().text("patient") + ", slice " + each
			.row().text("slice")).distinct().collect(Collectors.joining("; "));
		return new Figure("figure-1", "Figure 1", "Axial slices of a low-grade and a high-grade case: T1CE, T2, FLAIR. " +
			patients + "." + (material.synthetic() ? " Synthetic phantoms." : ""), new Panels(examples, material.watermark()),
			new Table(COLUMNS, examples.stream().map(each -> COLUMNS.stream().<Object> map(each.row()::text).toList()).toList()));
	}

	/** The images come from outside: neither their place nor their size is trusted. */
	private static BufferedImage read(Path folder, TableRow row) throws IOException {
		String name = row.required("file");
		if (!StudyFolder.inside(folder, name)) throw row.error("file", "is '" + name +
			"', which lies outside the folder of examples; give an image within");
		Path file = folder.resolve(name);
		if (!Files.isRegularFile(file)) throw new InputException(file, "is named in examples.csv and is not there");
		try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
			Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
			ImageReader reader = readers.next();
			try {
				reader.setInput(in, true, true);
				if (reader.getWidth(0) > MOST_PIXELS || reader.getHeight(0) > MOST_PIXELS) throw new InputException(file,
					"is an image of more than " + MOST_PIXELS + " pixels a side; make it smaller");
				return reader.read(0);
			}
			finally {
				reader.dispose();
			}
		}
		catch (InputException e) {
			throw e;
		}
		catch (IOException | RuntimeException e) {
			throw new InputException(file, "cannot be read as a PNG image; write it again", e);
		}
	}

	/** Rows of images, a row for each grade. */
	private record Panels(List<Example> examples, String watermark) implements Picture {

		private static final int LEFT = 40;
		private static final int TOP = 24;
		private static final int SIDE = 124;

		@Override
		public int width() {
			return LEFT + 3 * (SIDE + 2);
		}

		@Override
		public int height() {
			return TOP + 2 * (SIDE + 2);
		}

		@Override
		public void draw(Drawing drawing) {
			for (Sequence sequence : Sequence.values())
				drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.MIDDLE, x(sequence.ordinal()) + SIDE / 2.0, TOP - 8, 0,
					sequence.name());
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.START, 2, TOP + SIDE / 2.0, 0, "LGG");
			drawing.text(Ink.TEXT, Drawing.LETTERS, Drawing.Anchor.START, 2, TOP + SIDE * 1.5, 0, "HGG");
			for (Example each : examples)
				draw(drawing, each, x(each.sequence().ordinal()), each.grade() == Grade.LGG ? TOP : TOP + SIDE + 2);
		}

		private void draw(Drawing drawing, Example each, double x, double y) {
			double scale = (double) SIDE / Math.max(each.image().getWidth(), each.image().getHeight());
			drawing.image(each.image(), x, y, each.image().getWidth() * scale, each.image().getHeight() * scale, each.row().text(
				"patient") + ", " + each.row().text("sequence"));
			if (!watermark.isEmpty()) drawing.text(Ink.ON_IMAGE, Drawing.LETTERS - 2, Drawing.Anchor.MIDDLE, x + SIDE / 2.0, y +
				SIDE - 5, 0, watermark);
		}

		private static double x(int column) {
			return LEFT + column * (SIDE + 2.0);
		}
	}
}
