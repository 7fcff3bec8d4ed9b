package org.gliomagrading.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFolder;

import ij.gui.Plot;

/**
 * Writes the report on a study's folder: {@code report.html}, one page that holds everything; {@code tables} in LaTeX,
 * Markdown and CSV; {@code figures} as SVG, PNG and CSV. The same folder gives the same bytes.
 */
public final class ReportWriter {

	/** The page. */
	public static final String PAGE = "report.html";

	/** The folder of the report in a study's folder. */
	public static final String FOLDER = "report";

	private static final String TABLES = "tables";
	private static final String FIGURES = "figures";

	private final String version;
	private final Optional<LocalDate> date;

	/**
	 * @param version the version of this program, to stand in the report; null where it is not known, as without a jar
	 * @param date a day to stand in the report; without one the report depends on the folder alone
	 */
	public ReportWriter(String version, Optional<LocalDate> date) {
		this.version = version == null ? "of unknown version" : version;
		this.date = date;
	}

	/**
	 * What was written.
	 *
	 * @param tables the tables with all digits, by their title, in their order
	 * @param plots the charts
	 * @param leftOut what the folder lacked, each in a line
	 */
	public record Written(Map<String, Table> tables, List<Plot> plots, List<String> leftOut) {
	}

	/**
	 * Writes the report, whole or not at all.
	 *
	 * @param study the study's folder
	 * @param output the report's folder; an earlier report in it is replaced
	 * @param progress told before each figure; may stop the work
	 * @return what was written
	 * @throws IOException if the study cannot be read or the report cannot be written
	 */
	public Written write(Path study, Path output, Progress progress) throws IOException {
		progress.report(0, 1, "reading " + study);
		Report report = Report.of(study, version);
		boolean fonts = RasterDrawing.hasFonts();
		WholeFolder.write(output, PAGE, Set.of(TABLES, FIGURES), folder -> {
			for (ReportTable table : report.tables())
				write(table, folder.resolve(TABLES));
			List<Figure> figures = report.figures();
			for (int i = 0; i < figures.size(); i++) {
				progress.report(i, figures.size(), figures.get(i).title());
				write(figures.get(i), folder.resolve(FIGURES), fonts);
			}
			text(folder.resolve(PAGE), HtmlPage.of(report, footer()));
		});
		progress.report(1, 1, "");
		return written(report, fonts);
	}

	private String footer() {
		return "Made by glioma-grading " + version + date.map(day -> " on " + day).orElse("") +
			". It follows Gutta S, Yathirajam SS, J Med Artif Intell 2026;9:31.";
	}

	private static Written written(Report report, boolean fonts) {
		Map<String, Table> tables = new LinkedHashMap<>();
		for (ReportTable table : report.tables())
			tables.put(table.title(), table.table());
		List<String> leftOut = new ArrayList<>(report.leftOut().stream().map(each -> each.what() + " is left out: " + each
			.reason()).toList());
		if (!fonts) leftOut.add(
			"The figures as PNG are left out: Java finds no fonts here; install fontconfig and a font, such as DejaVu");
		List<Plot> plots = report.figures().stream().filter(figure -> fonts && figure.picture() instanceof Chart).map(
			figure -> FigurePlot.of(figure.title(), (Chart) figure.picture())).toList();
		return new Written(tables, plots, leftOut);
	}

	private static void write(ReportTable table, Path folder) throws IOException {
		text(folder.resolve(table.id() + ".tex"), LatexTable.of(table));
		text(folder.resolve(table.id() + ".md"), MarkdownTable.of(table));
		csv(folder.resolve(table.id() + ".csv"), table.table());
	}

	private static void write(Figure figure, Path folder, boolean fonts) throws IOException {
		text(folder.resolve(figure.id() + ".svg"), SvgDrawing.file(figure.picture(), figure.title() + ". " + figure
			.caption()));
		csv(folder.resolve(figure.id() + ".csv"), figure.data());
		if (fonts) Files.write(folder.resolve(figure.id() + ".png"), SvgDrawing.png(RasterDrawing.image(figure.picture())));
	}

	private static void csv(Path file, Table table) throws IOException {
		try (OutputStream out = Files.newOutputStream(file)) {
			CsvFile.write(out, table);
		}
	}

	private static void text(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		// writeString would refuse half a pair of surrogates, which JSON can hold
		Files.write(file, text.getBytes(StandardCharsets.UTF_8));
	}
}
