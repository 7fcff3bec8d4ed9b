package org.gliomagrading.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The page against the tables that it is made from, read by other code. */
class ReportPageTest {

	private static final Map<String, String> COLUMNS = Map.of("Accuracy", "accuracy", "Precision", "precision", "Recall",
		"recall", "F1-score", "f1", "Specificity", "specificity");

	@TempDir
	private static Path temporary;

	private static Path study;
	private static String source;
	private static ReadPage page;

	@BeforeAll
	static void makeThePage() throws IOException, SAXException {
		study = temporary.resolve("study");
		SampleStudy.write(study, "PHANTOM " + SampleStudy.HOSTILE);
		SampleStudy.writeExamples(study, "");
		source = page(study);
		page = ReadPage.of(source);
	}

	private static String page(Path folder) throws IOException {
		return HtmlPage.of(Report.of(folder, "1"), "the end");
	}

	@Test
	void everyNumberOfTablesOneToFourIsThatOfTheCsv() throws IOException {
		assertEquals(List.of(), differences(page, study));
	}

	/** Control: a changed cell of metrics.csv that is shown is seen, whichever it is. */
	@Test
	void aChangedNumberIsSeen() throws IOException {
		Path changed = Files.createDirectories(temporary.resolve("changed"));
		String text = Files.readString(study.resolve("metrics.csv"));
		List<String> lines = text.lines().toList();
		List<String> columns = List.of(lines.get(0).split(","));
		int seen = 0;
		for (int line = 1; line < lines.size(); line++) {
			if (!lines.get(line).contains(",test,patient,soft,")) continue;
			for (String column : COLUMNS.values())
				for (String suffix : List.of("", "_lo", "_hi")) {
					String[] cells = lines.get(line).split(",", -1);
					int index = columns.indexOf(column + suffix);
					cells[index] = cells[index].startsWith("0.4") ? "0.5" : "0.4";
					List<String> other = new ArrayList<>(lines);
					other.set(line, String.join(",", cells));
					Files.write(changed.resolve("metrics.csv"), other);
					assertFalse(differences(page, changed).isEmpty(), "unseen: " + column + suffix + " in line " + line);
					seen++;
				}
		}
		assertEquals(5 * COLUMNS.size() * 3, seen);
	}

	/** Where the page's Tables 1 to 4, and that of other models, differ from metrics.csv, each in a line. */
	private static List<String> differences(ReadPage page, Path folder) throws IOException {
		List<String> differences = new ArrayList<>();
		List<Map<String, String>> rows = CsvFile.read(folder.resolve("metrics.csv"), List.of(), row -> {
			Map<String, String> cells = new HashMap<>();
			for (String column : COLUMNS.values())
				for (String suffix : List.of("", "_lo", "_hi"))
					cells.put(column + suffix, row.text(column + suffix));
			for (String column : List.of("model", "subset", "strategy"))
				cells.put(column, row.text(column));
			return cells;
		});
		int compared = 0;
		for (String id : List.of("table-1", "table-2", "table-3", "table-4", "table-other")) {
			List<List<String>> table = page.table(id);
			String model = "";
			for (List<String> shown : table.subList(1, table.size())) {
				boolean everyone = shown.get(0).equals("Everyone HGG");
				if (!shown.get(0).isEmpty() && !everyone) model = shown.get(0);
				String name = model;
				String strategy = everyone ? "everyone_hgg" : shown.get(1).toLowerCase(Locale.ROOT);
				Map<String, String> test = rows.stream().filter(row -> row.get("model").equals(name) && row.get("subset").equals(
					"test") && row.get("strategy").equals(strategy)).findFirst().get();
				Map<String, String> train = rows.stream().filter(row -> row.get("model").equals(name) && row.get("subset").equals(
					"train") && row.get("strategy").equals(strategy)).findFirst().get();
				for (int i = 2; i < shown.size(); i++) {
					String column = table.get(0).get(i);
					String expected = column.equals("Train F1-score") ? rounded(train.get("f1")) : withLimits(test, COLUMNS.get(
						column));
					if (!shown.get(i).equals(expected)) differences.add(name + ", " + strategy + ", " + column + ": " + shown.get(i) +
						" instead of " + expected);
					compared++;
				}
			}
		}
		assertEquals(5 * 4 * 6, compared);
		return differences;
	}

	private static String withLimits(Map<String, String> row, String column) {
		String low = row.get(column + "_lo");
		return rounded(row.get(column)) + (low.isEmpty() ? "" : "\n" + rounded(low) + " to " + rounded(row.get(column +
			"_hi")));
	}

	private static String rounded(String number) {
		return number.isEmpty() ? "" : new BigDecimal(number).setScale(3, RoundingMode.HALF_UP).toPlainString();
	}

	@Test
	void tableFiveChoosesOnValidationAndSaysSo() throws IOException {
		List<List<String>> table = page.table("table-5");
		assertEquals("Chosen: the highest F1 on validation patients", table.get(1).get(7));
		// found again from the file: the highest F1 on validation, of equal ones the higher AUC
		List<String[]> rows = CsvFile.read(study.resolve("metrics.csv"), List.of("f1"), row -> new String[] { row.text("model"),
			row.text("strategy"), row.text("subset"), row.text("f1"), row.text("auc") });
		String[] best = rows.stream().filter(row -> row[2].equals("validation") && !row[1].equals("everyone_hgg")).max((one,
			other) -> {
			int f1 = new BigDecimal(one[3]).compareTo(new BigDecimal(other[3]));
			int auc = new BigDecimal(one[4]).compareTo(new BigDecimal(other[4]));
			return f1 != 0 ? f1 : auc != 0 ? auc : rows.indexOf(other) - rows.indexOf(one);
		}).get();
		assertEquals(best[0] + ", " + best[1], table.get(1).get(0) + ", " + table.get(1).get(1).toLowerCase(Locale.ROOT));
		String[] highest = rows.stream().filter(row -> row[2].equals("test") && !row[1].equals("everyone_hgg")).max((one,
			other) -> new BigDecimal(one[3]).compareTo(new BigDecimal(other[3]))).get();
		assertEquals("Highest F1", table.get(2).get(7));
		assertEquals(rounded(highest[3]), table.get(2).get(4).lines().findFirst().get());
		assertTrue(page.text().contains("All rows but the first and the last are chosen on the very patients"));
		assertEquals("Everyone HGG", table.get(table.size() - 1).get(0));
	}

	@Test
	void withoutValidationTheChoiceIsSaidToBeTooGood() throws IOException, SAXException {
		Path folder = Files.createDirectories(temporary.resolve("test-only"));
		Files.write(folder.resolve("metrics.csv"), Files.readAllLines(study.resolve("metrics.csv")).stream().filter(
			line -> !line.contains(",validation,")).toList());
		ReadPage testOnly = ReadPage.of(page(folder));
		assertTrue(testOnly.table("table-5").get(1).get(7).contains("so its figures are too good"));
		assertTrue(testOnly.text().contains("All rows but the last are chosen on the very patients"));
	}

	@Test
	void theStudysOwnChoiceIsTaken() throws IOException, SAXException {
		Path folder = Files.createDirectories(temporary.resolve("chosen"));
		Files.copy(study.resolve("metrics.csv"), folder.resolve("metrics.csv"));
		Files.writeString(folder.resolve("best.csv"),
			"choice,chosen_on,chosen_by,model,strategy\nfusion,validation,f1,ResNet50,soft\nmodel,validation,f1,ResNet101,soft\n");
		List<String> row = ReadPage.of(page(folder)).table("table-5").get(1);
		assertEquals(List.of("ResNet101", "Soft", "Chosen: the study's choice, by f1 on validation"), List.of(row.get(0), row
			.get(1), row.get(7)));
	}

	@Test
	void countsOfTheFlowAreThoseOfTheCohort() {
		assertEquals(List.of("Subset", "Grade", "Patients", "Slices"), page.table("table-patients").get(0));
		assertEquals(List.of("train", "HGG", "9", "54"), page.table("table-patients").get(1));
		assertEquals(List.of("train", "LGG", "3", "18"), page.table("table-patients").get(2));
		assertEquals(List.of("test", "HGG", "9", "54"), page.table("table-patients").get(5));
		for (String line : List.of("Found: 32 patients", "Left out: 2", "1 x flair is missing", "1 x motion artefacts",
			"Used: 30 patients (22 HGG, 8 LGG)", "180 slices"))
			assertTrue(page.elements("text").stream().anyMatch(text -> text.getTextContent().equals(line)), line);
		assertEquals(List.of("Bad_1", "HGG", "flair is missing: there is no file a/b.nii"), page.table("table-left-out").get(
			1));
	}

	@Test
	void eachPatientHasItsResultAndItsSlices() throws IOException {
		List<List<String>> table = page.table("table-results");
		assertEquals(13, table.size());
		String model = page.table("table-5").get(1).get(0);
		List<String[]> predictions = CsvFile.read(study.resolve("patient-predictions.csv"), List.of("p_hgg"),
			row -> new String[] { row.text("model"), row.text("patient"), row.text("strategy"), rounded(row.text("p_hgg")) + " " +
				row.text("predicted") + (row.text("predicted").equals(row.text("grade")) ? "" : "\nwrong") });
		for (List<String> row : table.subList(1, table.size()))
			for (int i = 5; i < row.size(); i++) {
				String strategy = table.get(0).get(i).toLowerCase(Locale.ROOT);
				assertEquals(predictions.stream().filter(p -> p[0].equals(model) && p[1].equals(row.get(0)) && p[2].equals(
					strategy)).findFirst().get()[3], row.get(i));
				assertEquals("40 to 45 (6)", row.get(3));
			}
		assertEquals(12, page.elements("svg").stream().filter(svg -> svg.getAttribute("class").equals("strip")).count());
	}

	@Test
	void namesAreTextAndNothingElse() {
		assertTrue(page.text().contains(SampleStudy.HOSTILE));
		assertTrue(page.table("table-other").get(1).get(0).equals("mine<b>"));
		assertEquals(List.of(), page.dangers());
		assertFalse(source.contains("<script"));
		assertFalse(source.contains("http://www.w3.org"), "the page's SVG needs no name space");
	}

	/** Control: pages that fetch or run something are told from one that does not. */
	@Test
	void whatIsFetchedOrRunIsSeen() throws IOException, SAXException {
		for (String danger : List.of("<script>alert(1)</script>", "<img src='http://a.b/c'/>", "<p onclick='x'/>",
			"<link href='a.css'/>", "<style>p{background:url(http://a)}</style>", "<a href='https://a.b'>x</a>",
			"<image href='https://a.b'/>", "<style>@import 'a';</style>", "<p style='background:url(a)'/>",
			"<meta http-equiv='refresh' content='0;url=http://a'/>"))
			assertFalse(ReadPage.of(source.replace("<main>", "<main>" + danger)).dangers().isEmpty(), danger);
		assertThrows(SAXException.class, () -> ReadPage.of(source.replace("&lt;script&gt;", "<script>")));
	}

	@Test
	void charactersThatXmlForbidsAreReplaced() throws IOException, SAXException {
		Html html = new Html();
		html.element("p", "a\u0000b\u001bc\uFFFEd\uD800e\u0085f\r\n\u4e2d\uD83E\uDDE0", "title", "\u0007\"'<>&");
		assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFD\n\u4e2d\uD83E\uDDE0", ReadPage.of(html.toString()).text());
	}

	@Test
	void itIsMarkedAsSyntheticWhereItIs() throws IOException, SAXException {
		assertEquals(1, watermarks(page));
		assertTrue(page.text().contains("Synthetic phantoms"));
		Path real = temporary.resolve("real");
		SampleStudy.write(real, "CBICA");
		ReadPage other = ReadPage.of(page(real));
		assertEquals(0, watermarks(other));
		assertFalse(other.text().matches("(?is).*synthetic.*"));
		for (ReadPage each : List.of(page, other))
			assertTrue(each.text().contains("Research software, not a medical device."));
	}

	private static long watermarks(ReadPage page) {
		return page.elements("div").stream().filter(div -> div.getAttribute("class").equals("watermark")).count();
	}

	@Test
	void eachMissingPartIsALine() throws IOException, SAXException {
		try (Stream<Path> files = Files.list(study)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path part = copyWithout(file.getFileName().toString());
				ReadPage other = ReadPage.of(page(part));
				assertTrue(other.elements("p").stream().anyMatch(p -> p.getAttribute("class").equals("left-out") && p
					.getTextContent().contains(file.getFileName().toString())), "no line on " + file);
				assertFalse(page.elements("p").stream().anyMatch(p -> p.getAttribute("class").equals("left-out") && p
					.getTextContent().contains(file.getFileName() + " ")), "a line on " + file);
			}
		}
	}

	private static Path copyWithout(String name) throws IOException {
		Path part = Files.createDirectories(temporary.resolve("without-" + name));
		try (Stream<Path> files = Files.list(study)) {
			for (Path file : files.filter(each -> Files.isRegularFile(each) && !each.getFileName().toString().equals(name))
				.toList())
				Files.copy(file, part.resolve(file.getFileName()));
		}
		return part;
	}

	@Test
	void unknownGradesAndASingleGradeHaveAPage() throws IOException, SAXException {
		Path unknown = temporary.resolve("unknown");
		SampleStudy.write(unknown, Optional.empty());
		ReadPage other = ReadPage.of(page(unknown));
		assertTrue(other.text().contains("Left out: The result, since the folder has no metrics of patients"));
		assertEquals(6, other.table("table-results").size());
		assertEquals("ungraded", other.table("table-results").get(1).get(2));
		Path one = temporary.resolve("one-grade");
		SampleStudy.write(one, Optional.of(Grade.HGG));
		other = ReadPage.of(page(one));
		assertTrue(other.text().contains("There are patients of one grade only"));
		assertEquals("", other.table("table-1").get(1).get(6), "specificity is 0/0");
	}

	@Test
	void failedRunsAreRowsWithTheirReason() throws IOException, SAXException {
		Path folder = copyWithout("nothing");
		Files.writeString(folder.resolve("runs.csv"), "model,seed,state,reason,folder\nMobileNetV2,1,failed,no <memory>,\n");
		List<List<String>> table = ReadPage.of(page(folder)).table("table-1");
		assertEquals(List.of("MobileNetV2", "failed: no <memory>"), table.get(table.size() - 2).subList(0, 2));
	}

	@Test
	void foldersThatHoldNothingAreRefused() throws IOException {
		Path empty = Files.createDirectories(temporary.resolve("empty"));
		assertTrue(assertThrows(InputException.class, () -> page(empty)).getMessage().contains("holds no table of a study"));
		assertTrue(assertThrows(InputException.class, () -> page(empty.resolve("no"))).getMessage().contains("is no folder"));
	}

	/** What tables name must lie in the study's folder. */
	@Test
	void pathsThatLeadOutAreRefused() throws IOException {
		for (String path : List.of("../secret.png", "/etc/passwd", "a/../../b", ".")) {
			Path folder = Files.createDirectories(temporary.resolve("out"));
			SampleStudy.writeExamples(folder, path);
			assertTrue(assertThrows(InputException.class, () -> page(folder)).getMessage().contains("lies outside"), path);
			Files.delete(folder.resolve("examples/examples.csv"));
			Files.writeString(folder.resolve("runs.csv"), "model,state,folder\nm,finished," + path + "\n");
			assertTrue(assertThrows(InputException.class, () -> page(folder)).getMessage().contains("lies outside"), path);
			Files.delete(folder.resolve("runs.csv"));
		}
	}

	/** Numbers that no evaluation gives would make axes without an end. */
	@Test
	void numbersThatCannotBeAreRefusedOrCut() throws IOException, SAXException {
		String combination = "model,seed,subset,level,strategy,threshold,";
		String ours = "m,1,test,patient,soft,0.5,";
		Path folder = Files.createDirectories(temporary.resolve("numbers"));
		Files.writeString(folder.resolve("metrics.csv"), combination + "n,tp,fp,fn,tn,f1,auc\n" + ours +
			"4,1,1,1,1,0.5,0.5\n");
		Map<String, String> wrong = Map.of("seconds_per_patient,f1\n" + ours + "1.7e308,0.5", "'seconds_per_patient' is 1.7e308",
			"seconds_per_patient,f1\n" + ours + "1,-1e308", "'f1' is -1e308");
		for (Map.Entry<String, String> each : wrong.entrySet()) {
			Files.writeString(folder.resolve("efficiency-metrics.csv"), combination + "parameters," + each.getKey().replace(ours,
				ours + "5,") + "\n");
			String message = assertThrows(InputException.class, () -> page(folder)).getMessage();
			assertTrue(message.contains("in line 2, column " + each.getValue() + "; it must be 0 to"), message);
		}
		Files.delete(folder.resolve("efficiency-metrics.csv"));
		Files.writeString(folder.resolve("reliability.csv"), combination + "kind,p,observed\n" + ours + "bin,1e308,0.5\n");
		assertTrue(assertThrows(InputException.class, () -> page(folder)).getMessage().endsWith(
			"column 'p' is 1e308; it must be 0 to 1"));
		Files.delete(folder.resolve("reliability.csv"));
		Files.writeString(folder.resolve("decision-curves.csv"), "model,seed,subset,level,strategy,threshold,net_benefit\n" +
			"m,1,test,patient,soft,0.1,1e308\n");
		assertEquals(1, ReadPage.of(page(folder)).elements("figure").stream().filter(figure -> figure.getAttribute("id").equals(
			"figure-4b")).count());
	}

	/** Grades are read as everywhere: in any case; who has another word is left out, and counted. */
	@Test
	void eachPatientIsCountedOnce() throws IOException, SAXException {
		Path folder = Files.createDirectories(temporary.resolve("words"));
		Files.writeString(folder.resolve("cohort.csv"), "patient,grade,t1ce,t2,flair,reason\nA,hgg,a,b,c,\nB,glioma,a,b,c,\n" +
			"C,LGG,a,b,c,\nD,,a,b,c,\nE,LGG,a,b,c,:\n");
		ReadPage other = ReadPage.of(page(folder));
		for (String line : List.of("Found: 5 patients", "Left out: 2", "Used: 3 patients (1 HGG, 1 LGG, 1 ungraded)"))
			assertTrue(other.elements("text").stream().anyMatch(text -> text.getTextContent().equals(line)), line);
		assertEquals(3, other.table("table-patients").stream().skip(1).mapToInt(row -> Integer.parseInt(row.get(2))).sum());
	}

	/** Each patient may have a reason of its own: the figure has an end, the commonest stand in it. */
	@Test
	void manyReasonsHaveAPicture() throws IOException, SAXException {
		Path folder = Files.createDirectories(temporary.resolve("reasons"));
		Files.writeString(folder.resolve("cohort.csv"), "patient,t1ce,t2,flair,reason\nX,a,b,c,z common\nY,a,b,c,z common\n" +
			IntStream.range(0, 5000).mapToObj(i -> "P" + i + ",a,b,c,reason " + i + "\n").collect(Collectors.joining()));
		List<String> texts = ReadPage.of(page(folder)).elements("text").stream().map(Element::getTextContent).toList();
		assertTrue(texts.containsAll(List.of("Left out: 5002", "2 x z common", "and for 4981 more reasons")), texts.toString());
		assertEquals(20, texts.stream().filter(text -> text.contains(" x ")).count());
	}

	@Test
	void imagesThatAreNoneAreRefused() throws IOException {
		Path folder = Files.createDirectories(temporary.resolve("no-image"));
		SampleStudy.writeExamples(folder, "");
		Path image = folder.resolve("examples/LGG-t2.png");
		Files.writeString(image, "<svg onload='alert(1)'/>");
		assertTrue(assertThrows(InputException.class, () -> page(folder)).getMessage().contains(
			"LGG-t2.png: cannot be read as a PNG image"));
		Files.delete(image);
		assertTrue(assertThrows(InputException.class, () -> page(folder)).getMessage().contains("is not there"));
	}
}
