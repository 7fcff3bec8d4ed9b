package org.gliomagrading.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The report as one HTML page. It holds its style sheet and all its pictures, runs no script, and forbids the browser to
 * fetch anything.
 */
final class HtmlPage {

	private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

	private static final String NOTICE = "Research software, not a medical device. Do not use it to diagnose, treat or " +
		"advise anybody. HGG and LGG are the words of BraTS; LGG includes WHO grade 3. The program sees images only and " +
		"knows no molecular markers.";

	private static final String SYNTHETIC = "Synthetic: patients of this study, or of its trainings, are phantoms drawn by " +
		"a program. What is shown says nothing about real patients.";

	/** A column with longer texts is made wide: on a small screen it would else become narrow and very high. */
	private static final int LONG = 40;

	/** A column without longer texts is not broken into lines. */
	private static final int SHORT = 20;

	private final Html html = new Html();

	private HtmlPage() {
		// made by of
	}

	/**
	 * @param report the report
	 * @param footer the last line
	 * @return the page
	 */
	static String of(Report report, String footer) {
		HtmlPage page = new HtmlPage();
		page.write(report, footer);
		return "<!DOCTYPE html>\n" + page.html + "\n";
	}

	private void write(Report report, String footer) {
		html.open("html", "lang", "en").line().open("head").line();
		html.empty("meta", "charset", "utf-8").line();
		html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
		html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
		html.element("title", report.title()).line().style(":root{" + Ink.variables() + "}\n" + css()).line();
		html.close().line().open("body").line();
		if (report.synthetic()) html.element("div", "SYNTHETIC", "class", "watermark", "aria-hidden", "true").line();
		html.open("header").element("h1", report.title()).line();
		html.element("p", NOTICE, "class", "notice").line();
		if (report.synthetic()) html.element("p", SYNTHETIC, "class", "notice").line();
		if (!report.randomBackbones().isEmpty()) html.element("p", "Random backbones: of " + report
			.randomBackbones() + " only what lies behind the backbone, or its last part, was trained; the rest is as it was drawn at " +
			"random. What is shown says nothing about these networks.", "class", "notice").line();
		html.close();
		contents(report.sections());
		html.open("main").line();
		report.sections().forEach(this::section);
		html.close().element("footer", footer).line().close().line().close();
	}

	private void contents(List<Section> sections) {
		html.open("nav", "aria-label", "Contents").open("ul");
		for (Section section : sections)
			html.open("li").element("a", section.title(), "href", "#" + section.id()).close().line();
		html.close().close().line();
	}

	/** Figures that follow each other stand side by side where there is room. */
	private void section(Section section) {
		html.open("section", "id", section.id()).element("h2", section.title()).line();
		boolean figures = false;
		for (Block block : section.blocks()) {
			if (block instanceof Figure != figures) {
				if (figures) html.close().line();
				else html.open("div", "class", "figures");
				figures = !figures;
			}
			block(block);
		}
		if (figures) html.close();
		html.close().line();
	}

	private void block(Block block) {
		if (block instanceof Block.Paragraph paragraph) html.element("p", paragraph.text()).line();
		else if (block instanceof Block.LeftOut leftOut) html.element("p", "Left out: " + leftOut.what() + ", since " + leftOut
			.reason() + ".", "class", "left-out").line();
		else if (block instanceof Block.Listing listing) html.open("details").element("summary", listing.title()).element(
			"pre", listing.text()).close().line();
		else if (block instanceof Figure figure) figure(figure);
		else if (block instanceof ReportTable table) table(table);
	}

	private void figure(Figure figure) {
		html.open("figure", "id", figure.id());
		SvgDrawing.add(html, figure.picture(), "picture", figure.title() + ". " + figure.caption());
		html.open("figcaption").element("b", figure.title() + ".").text(" " + figure.caption()).close().close().line();
	}

	private void table(ReportTable table) {
		if (table.folded()) html.open("details").element("summary", table.title() + " (rows: " + table.rows().size() + ")");
		html.open("p", "class", "caption", "id", table.id()).element("b", table.title() + ".").text(" " + table.caption())
			.close().line();
		// keys must be able to scroll it
		html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-labelledby", table.id());
		html.open("table", "aria-labelledby", table.id()).open("thead").open("tr");
		List<String> css = IntStream.range(0, table.columns().size()).mapToObj(column -> css(table, column)).toList();
		for (int column = 0; column < css.size(); column++)
			html.element("th", table.columns().get(column), "scope", "col", "class", css.get(column));
		html.close().close().line().open("tbody").line();
		for (List<Cell> row : table.rows()) {
			html.open("tr");
			for (int column = 0; column < row.size(); column++)
				cell(row.get(column), css.get(column));
			html.close().line();
		}
		html.close().close().close();
		for (String note : table.notes())
			html.element("p", note, "class", "note");
		if (table.folded()) html.close();
		html.line();
	}

	private void cell(Cell cell, String css) {
		html.open("td", "class", css);
		if (cell.picture().isPresent()) SvgDrawing.add(html, cell.picture().get(), "strip", cell.value().toString());
		else html.text(cell.text());
		if (!cell.detail().isEmpty()) html.element("span", cell.detail(), "class", cell.detail().equals(
			PatientSection.WRONG) ? "detail wrong" : "detail");
		html.close();
	}

	private static String css(ReportTable table, int column) {
		if (table.numeric(column)) return "number";
		int longest = table.rows().stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0);
		return longest > LONG ? "long" : longest > SHORT ? "text" : "short";
	}

	private static String css() {
		try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
