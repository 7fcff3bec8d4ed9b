package org.gliomagrading.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** What is written beside the page: tables in LaTeX and Markdown, figures, and all of it whole or not at all. */
class ReportFilesTest {

	@TempDir
	private static Path temporary;

	private static Path study;
	private static Path written;
	private static ReadPage page;

	@BeforeAll
	static void write() throws IOException, SAXException {
		study = temporary.resolve("study");
		SampleStudy.write(study, "PHANTOM " + SampleStudy.HOSTILE);
		SampleStudy.writeExamples(study, "");
		written = temporary.resolve("written");
		write(written, Optional.empty(), Progress.NONE);
		page = ReadPage.of(Files.readString(written.resolve("report.html")));
	}

	private static ReportWriter.Written write(Path output, Optional<LocalDate> date, Progress progress)
		throws IOException
	{
		return new ReportWriter("1", date).write(study, output, progress);
	}

	private static Map<String, byte[]> contents(Path folder) throws IOException {
		Map<String, byte[]> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList())
				contents.put(folder.relativize(file).toString(), Files.readAllBytes(file));
		}
		return contents;
	}

	@Test
	void theSameStudyGivesTheSameBytes() throws IOException {
		Path again = temporary.resolve("again");
		write(again, Optional.empty(), Progress.NONE);
		Map<String, byte[]> one = contents(written);
		Map<String, byte[]> other = contents(again);
		assertEquals(one.keySet(), other.keySet());
		for (String name : one.keySet())
			assertEquals(-1, Arrays.mismatch(one.get(name), other.get(name)), name);
		Path dated = temporary.resolve("dated");
		write(dated, Optional.of(LocalDate.of(2026, 11, 24)), Progress.NONE);
		assertTrue(Files.readString(dated.resolve("report.html")).contains(" on 2026-11-24."));
		assertNotEquals(-1, Arrays.mismatch(one.get("report.html"), contents(dated).get("report.html")));
	}

	@Test
	void stoppedMidwayTheEarlierReportStays() throws IOException {
		Path folder = temporary.resolve("stopped");
		Path output = folder.resolve("report");
		Progress stop = (done, total, what) -> {
			if (done == 2) throw new CancellationException();
		};
		assertThrows(CancellationException.class, () -> write(output, Optional.empty(), stop));
		assertEquals(0, Files.list(folder).count());
		write(output, Optional.empty(), Progress.NONE);
		Map<String, byte[]> before = contents(folder);
		assertThrows(CancellationException.class, () -> write(output, Optional.of(LocalDate.EPOCH), stop));
		assertEquals(before.keySet(), contents(folder).keySet());
		assertEquals(-1, Arrays.mismatch(before.get("report/report.html"), Files.readAllBytes(output.resolve(
			"report.html"))));
		write(output, Optional.of(LocalDate.EPOCH), Progress.NONE);
		assertEquals(before.keySet(), contents(folder).keySet());
		assertTrue(Files.readString(output.resolve("report.html")).contains("1970-01-01"));
	}

	@Test
	void otherFilesAreNotReplaced() throws IOException {
		Path output = Files.createDirectories(temporary.resolve("precious"));
		Files.writeString(output.resolve("thesis.tex"), "x");
		assertTrue(assertThrows(InputException.class, () -> write(output, Optional.empty(), Progress.NONE)).getMessage()
			.contains("holds other files"));
		assertTrue(assertThrows(InputException.class, () -> write(output.resolve("thesis.tex"), Optional.empty(),
			Progress.NONE)).getMessage().contains("is a file, not a folder"));
		assertEquals("x", Files.readString(output.resolve("thesis.tex")));
	}

	/** JSON may hold half a pair of surrogates, which is no character. */
	@Test
	void namesThatAreNoTextAreWritten() throws IOException {
		Path folder = Files.createDirectories(temporary.resolve("half"));
		Files.writeString(folder.resolve("model.json"), Files.readString(Path.of("models/demo/model.json")).replaceFirst(
			"MobileNetV2", "half\\\\ud800pair"));
		Path output = temporary.resolve("half-report");
		new ReportWriter("1", Optional.empty()).write(folder, output, Progress.NONE);
		assertTrue(Files.readString(output.resolve("tables/table-models.tex")).contains("half?pair"));
	}

	@Test
	void figuresHaveAllForms() throws IOException, SAXException {
		for (String id : List.of("figure-1", "figure-2", "figure-3", "figure-3b", "figure-3c", "figure-4a", "figure-4b",
			"figure-5a", "figure-5b"))
		{
			Path figures = written.resolve("figures");
			ReadPage svg = ReadPage.of(Files.readString(figures.resolve(id + ".svg")));
			assertEquals(List.of(), svg.dangers(), id);
			assertTrue(Files.size(figures.resolve(id + ".csv")) > 50, id);
			BufferedImage png = ImageIO.read(figures.resolve(id + ".png").toFile());
			String[] box = svg.document().getDocumentElement().getAttribute("viewBox").split(" ");
			assertEquals(List.of(3 * Integer.parseInt(box[2]), 3 * Integer.parseInt(box[3])), List.of(png.getWidth(), png
				.getHeight()), id);
		}
	}

	/** Each image where its grade and sequence are, with the grey level that the file has. */
	@Test
	void examplesStandWhereTheyBelong() throws IOException {
		BufferedImage png = ImageIO.read(written.resolve("figures/figure-1.png").toFile());
		int grey = 0;
		for (int row : List.of(1, 0)) // HGG is written first and stands below
			for (int column = 0; column < 3; column++) {
				grey += 30;
				int rgb = png.getRGB(3 * (40 + 126 * column + 62), 3 * (24 + 126 * row + 62));
				assertEquals(grey, rgb & 0xff, "row " + row + ", column " + column);
			}
		assertEquals(6, page.elements("image").size());
	}

	@Test
	void latexAndMarkdownSayWhatThePageSays() throws IOException {
		for (String id : List.of("table-1", "table-2", "table-3", "table-4", "table-other", "table-5", "table-left-out",
			"table-results", "table-centres", "table-tripod"))
		{
			List<List<String>> expected = page.table(id).stream().map(row -> row.stream().map(cell -> cell.contains("\n") ? cell
				.replace("\n", " (") + ")" : cell).toList()).toList();
			assertEquals(expected, markdown(Files.readString(written.resolve("tables/" + id + ".md"))), id);
			assertEquals(expected, latex(Files.readString(written.resolve("tables/" + id + ".tex"))), id);
		}
	}

	/** Control: without one of the escapes a table reads otherwise. */
	@Test
	void missingEscapesAreSeen() throws IOException {
		List<List<String>> rows = page.table("table-centres");
		assertTrue(rows.get(1).contains("PHANTOM " + SampleStudy.HOSTILE));
		String markdown = Files.readString(written.resolve("tables/table-centres.md"));
		String latex = Files.readString(written.resolve("tables/table-centres.tex"));
		assertFalse(rows.equals(markdown(markdown.replace("\\|", "|"))));
		assertFalse(rows.equals(markdown(markdown.replace("&lt;", "<").replace("&gt;", ">"))));
		assertFalse(rows.equals(latex(latex.replace("\\&", "&"))));
		assertFalse(rows.equals(latex(latex.replace("\\%", "%"))));
	}

	/** LaTeX takes a bracket or a star after the end of a row for an option of that end. */
	@Test
	void rowsOfLatexBeginWithText() {
		String latex = LatexTable.of(new ReportTable("t", "T", "c", List.of("a"), List.of(List.of(Cell.of("*x")), List.of(Cell
			.of("[1mm]")), List.of(Cell.of("y")))));
		assertTrue(latex.contains("\n{}*x \\\\\n{}[1mm] \\\\\ny \\\\\n"), latex);
	}

	/** Reads a table as GitHub does: a backslash takes the meaning from the sign after it, then entities are read. */
	private static List<List<String>> markdown(String text) {
		List<List<String>> rows = new ArrayList<>();
		for (String line : text.lines().filter(each -> each.startsWith("|")).toList()) {
			List<String> cells = new ArrayList<>(List.of(line.substring(1).split("(?<!\\\\)(?:\\\\\\\\)*\\|", -1)));
			cells.remove(cells.size() - 1);
			if (!line.startsWith("|--")) rows.add(cells.stream().map(cell -> cell.strip().replaceAll("<[^>]*>", "").replaceAll(
				"\\\\(\\p{Punct})", "$1").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
				.replace("&amp;", "&")).toList());
		}
		return rows;
	}

	/** Reads a table as LaTeX does: a comment ends the line, cells are parted by ampersands that are not escaped. */
	private static List<List<String>> latex(String text) {
		List<List<String>> rows = new ArrayList<>();
		for (String line : text.lines().filter(each -> each.endsWith(" \\\\")).toList()) {
			String row = line.substring(0, line.length() - 3).replaceFirst("(?<!\\\\)%.*", "");
			rows.add(Arrays.stream(row.split("(?<!\\\\)&", -1)).map(cell -> cell.strip().replaceFirst("^\\{\\}(?=[\\[*])", "")
				.replaceAll("\\{\\\\footnotesize (\\(.*\\))}$", "$1").replace("\\textbackslash{}", "\u0001").replace(
					"\\textasciicircum{}", "^").replace("\\textasciitilde{}", "~").replace("\\textless{}", "<").replace(
						"\\textgreater{}", ">").replace("\\textquotedbl{}", "\"").replace("\\textbar{}", "|").replaceAll("\\\\(.)", "$1")
				.replace("\u0001", "\\")).toList());
		}
		return rows;
	}

	@Test
	void tablesAndPlotsAreGivenToImageJ() throws IOException {
		ReportWriter.Written result = write(temporary.resolve("given"), Optional.empty(), Progress.NONE);
		assertEquals(page.table("table-1").size() - 1, result.tables().get("Table 1").rows().size());
		// all digits, not only those of the page
		Object accuracy = result.tables().get("Table 1").rows().get(0).get(2);
		assertEquals(page.table("table-1").get(1).get(2).lines().findFirst().get(), Rounded.of((Double) accuracy));
		assertEquals(List.of("Figure 5a", "Figure 5b", "Figure 3", "Figure 3b", "Figure 3c", "Figure 4a", "Figure 4b"), result
			.plots().stream().map(plot -> plot.getTitle()).toList());
		assertEquals(List.of(), result.leftOut().stream().filter(line -> !line.contains("model.json") && !line.contains(
			"study.json")).toList());
	}
}
