package org.gliomagrading.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.report.Series.Point;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** The page's tables other than those of the study, and its sentences, against the files that they are made from. */
class ReportTablesTest {

	private static final Predicate<TableRow> TEST = row -> row.text("subset").equals("test");

	@TempDir
	private static Path study;

	private static Report report;
	private static ReadPage page;

	@BeforeAll
	static void makeThePage() throws IOException, SAXException {
		SampleStudy.write(study, "CBICA");
		report = Report.of(study, "1");
		page = ReadPage.of(HtmlPage.of(report, ""));
	}

	private static List<TableRow> rows(String file, Predicate<TableRow> which) throws IOException {
		return CsvFile.read(study.resolve(file), List.of("subset"), row -> row).stream().filter(which).toList();
	}

	/** Pairs of {@code column=column of the file}. */
	private static void assertShows(String id, List<TableRow> rows, String... columns) {
		assertFalse(rows.isEmpty(), id);
		List<List<String>> table = page.table(id);
		assertEquals(rows.size(), table.size() - 1, id);
		for (String pair : columns) {
			int column = table.get(0).indexOf(pair.split("=")[0]);
			assertTrue(column >= 0, id + " has no " + pair);
			List<String> expected = rows.stream().map(row -> shown(row, pair.split("=")[1])).toList();
			assertEquals(expected, table.stream().skip(1).map(cells -> cells.get(column).lines().findFirst().orElse("")
				.toLowerCase()).toList(), id + ", " + pair);
		}
		// columns that are alike could stand for each other
		assertEquals(columns.length, Stream.of(columns).map(pair -> rows.stream().map(row -> shown(row, pair.split("=")[1]))
			.toList()).distinct().count(), id);
	}

	private static String shown(TableRow row, String column) {
		String text = row.text(column);
		if (column.startsWith("p") && !text.isEmpty() && new BigDecimal(text).doubleValue() < 0.001) return "<0.001";
		return text.matches("-?[\\d.E-]+") && !List.of("n", "tp", "fp", "fn", "tn", "hgg", "lgg", "threshold").contains(column)
			? rounded(text) : text.toLowerCase();
	}

	private static String rounded(String number) {
		return new BigDecimal(number).setScale(3, RoundingMode.HALF_UP).toPlainString();
	}

	private static boolean ofModel(TableRow row, String model) {
		return row.text("first_model").equals(model) && (row.text("second_model").isEmpty() || row.text("second_model").equals(
			model));
	}

	@Test
	void comparisonsAreThoseOfTheFile() throws IOException {
		List<String> overModels = List.of("friedman", "friedman_tie_corrected", "nemenyi", "wilcoxon");
		assertShows("table-tests", rows("comparisons.csv", TEST.and(row -> overModels.contains(row.text("test")))),
			"Test=test", "First=first_strategy", "Second=second_strategy", "Of the first=first", "Of the second=second",
			"Statistic=statistic", "p=p", "p (Holm)=p_holm");
		String best = page.table("table-5").get(1).get(0);
		assertShows("table-fusions", rows("comparisons.csv", TEST.and(row -> !overModels.contains(row.text("test")) && ofModel(
			row, best))), "Test=test", "First=first_strategy", "Second=second_strategy", "Of the first=first",
			"Of the second=second", "Difference=difference", "Statistic=statistic", "p=p");
	}

	@Test
	void otherTablesAreThoseOfTheirFiles() throws IOException {
		assertShows("table-calibration", rows("calibration.csv", TEST), "Model=model", "Strategy=strategy",
			"Brier score=brier", "Calibration error=calibration_error", "Slope=slope", "Intercept=intercept",
			"In the large=in_the_large");
		assertShows("table-centres", rows("centres.csv", row -> true), "Patients=n", "HGG=hgg", "LGG=lgg",
			"Share of HGG=hgg_share");
		String best = page.table("table-5").get(1).get(0);
		assertShows("table-centre-rules", rows("centre-metrics.csv", TEST.and(row -> List.of("centre_only",
			"centre_only_in_sample", "everyone_hgg").contains(row.text("strategy")) && row.text("model").isEmpty() || row.text("level").equals("patient") && row.text("model").equals(best))),
			"Strategy=strategy", "F1=f1", "Specificity=specificity");
		List<List<String>> costs = page.table("table-efficiency");
		assertTrue(costs.get(0).contains("Specificity"));
		assertEquals("Everyone HGG", costs.get(costs.size() - 1).get(costs.get(0).indexOf("Strategy")));
		assertShows("table-metrics", rows("metrics.csv", TEST), "Model=model", "Strategy=strategy", "tp=tp", "fp=fp", "fn=fn",
			"tn=tn", "accuracy=accuracy", "specificity=specificity", "auc=auc", "brier=brier", "mcc=mcc");
	}

	/** Of equal ones the one with the higher AUC, then the first. */
	@Test
	void tableFiveHasTheRowsThatItsNotesName() throws IOException, SAXException {
		Path folder = Files.createDirectories(study.resolve("metrics"));
		List<String> rows = List.of("a,validation,soft,0.9,0.5,0.5,0.7", "b,validation,soft,0.9,0.6,0.5,0.8",
			"c,validation,soft,0.5,0.9,0.9,0.9", "a,test,soft,0.8,0.5,0.6,0.7", "b,test,soft,0.9,0.6,0.5,0.7",
			"c,test,soft,0.9,0.6,0.6,0.8", "d,test,soft,0.7,0.7,0.6,0.7", "e,test,soft,0.6,0.6,0.65,0.9",
			"MobileNetV2,test,soft,0.65,0.6,0.5,0.9", "f,test,everyone_hgg,0.95,1,0.99,0.5");
		Files.writeString(folder.resolve("metrics.csv"),
			"model,subset,strategy,f1,recall,balanced_accuracy,auc,level,n,tp,fp,fn,tn\n" + rows.stream().map(row -> row +
				",patient,4,1,1,1,1\n").collect(Collectors.joining()));
		assertEquals(List.of("b: Chosen: the highest F1 on validation patients", "c: Highest F1", "d: Highest recall",
			"e: Highest balanced accuracy", "MobileNetV2: Compact model: highest F1 of the lightweight ones", "e: Lowest F1",
			"Everyone HGG: The rule that calls every patient HGG"),
			ReadPage.of(HtmlPage.of(Report.of(folder, "1"), "")).table("table-5").stream().skip(1).map(cells -> cells.get(0) +
				": " + cells.get(7)).toList());
	}

	@Test
	void sentencesCountWhatTheFilesHold() throws IOException, SAXException {
		List<TableRow> rows = rows("metrics.csv", TEST);
		double everyone = rows.stream().filter(row -> row.text("strategy").equals("everyone_hgg")).mapToDouble(row -> Double
			.parseDouble(row.text("f1"))).findFirst().getAsDouble();
		long above = rows.stream().filter(row -> Double.parseDouble(row.text("f1")) > everyone).count();
		assertTrue(above > 0 && above < 15);
		assertTrue(page.text().contains("; " + above + " of the 15 combinations of model and fusion are above it."));
		Path folder = Files.createDirectories(study.resolve("slices"));
		Files.writeString(folder.resolve("slices.csv"), "patient,first,last\na,1,1\nb,0,2\nc,0,3\nd,0,9\n");
		Files.writeString(folder.resolve("split.csv"), "patient,subset\na,test\nb,test\nc,test\nd,test\n");
		assertTrue(ReadPage.of(HtmlPage.of(Report.of(folder, "1"), "")).text().contains(
			"18 slices of 4 patients: 1 to 10 a patient, median 3.5."));
	}

	/** Each model with its best fusion, against millions of parameters, seconds and MB. */
	@Test
	void figureThreeShowsWhatModelsCost() throws IOException {
		List<String> columns = List.of("parameters", "seconds_per_patient", "peak_memory_mb");
		for (String column : columns) {
			String id = List.of("figure-3", "figure-3b", "figure-3c").get(columns.indexOf(column));
			Chart chart = (Chart) report.figures().stream().filter(figure -> figure.id().equals(id)).findFirst().get().picture();
			List<Point> points = chart.series().stream().flatMap(series -> series.points().stream()).toList();
			List<String> seen = new ArrayList<>();
			for (Point point : points) {
				List<TableRow> rows = rows("efficiency-metrics.csv", TEST.and(row -> row.text("model").equals(point.label())));
				assertEquals(rows.stream().mapToDouble(row -> Double.parseDouble(row.text("f1"))).max().getAsDouble(), point.y());
				assertEquals(Double.parseDouble(rows.get(0).text(column)) / (column.equals("parameters") ? 1e6 : 1), point.x(),
					1e-12);
				seen.add(point.label());
			}
			assertEquals(5, seen.stream().distinct().count());
			assertEquals(5, seen.size());
		}
	}
}
