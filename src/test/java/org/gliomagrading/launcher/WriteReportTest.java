package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** The report of what single commands wrote, from the command line. */
class WriteReportTest {

	@TempDir
	private Path temporary;
	private Path tables;

	@BeforeEach
	void evaluateATableOfAnotherProgram() throws IOException {
		tables = temporary.resolve("my tables");
		Path theirs = Files.writeString(temporary.resolve("theirs.csv"), "patient,slice,p_hgg,grade\na,1,0.75,HGG\n" +
			"a,2,0.25,HGG\nb,1,0.25,LGG\nc,1,0.75,LGG\nd,1,0.875,HGG\n");
		run("aggregate-predictions", "predictions=" + theirs, "strategies=soft", "output=" + tables);
		run("evaluate-predictions", "predictions=" + tables.resolve("patient-predictions.csv"), "output=" + tables);
	}

	@Test
	void itStandsBesideTheTables() throws IOException {
		run("write-report", "input=" + tables);
		Path other = temporary.resolve("other");
		run("--headless", "--run", "org.gliomagrading.command.WriteReport", "input=\"" + tables + "\",output=\"" + other +
			"\"");
		try (Stream<Path> files = Files.walk(other)) {
			List<Path> written = files.filter(Files::isRegularFile).toList();
			assertTrue(written.size() > 20);
			for (Path file : written)
				assertEquals(-1, Files.mismatch(file, tables.resolve("report").resolve(other.relativize(file))), file
					.toString());
		}
		String page = Files.readString(other.resolve("report.html"));
		assertTrue(page.contains("Judged on all patients, 2 HGG and 2 LGG."), page);
	}

	/** Of two HGG both are found (0.5 is HGG), of two LGG one is called HGG: F1 4/5. */
	@Test
	void macrosGetTheSummary() {
		Analyzer.setResultsTable(new ResultsTable());
		run("write-report", "input=" + tables);
		ResultsTable table = Analyzer.getResultsTable();
		assertEquals("Soft", table.getStringValue("Aggregation strategy", 0));
		assertEquals(0.8, table.getValue("F1-score", 0));
		assertEquals(0.5, table.getValue("Specificity", 0));
	}

	/** With the study's examples, its own choice, its model and how its slices were chosen. */
	@Test
	void aStudyHasItsReport() throws IOException {
		String here = Path.of("").toAbsolutePath().toString().replace('\\', '/');
		Path file = Files.writeString(temporary.resolve("study.json"), "{\"cohort\": \"" + here + "/sample-data\", \"split\": " +
			"{\"test\": 2, \"validation\": 2}, \"models\": [{\"name\": \"mine\", \"trained\": \"" + here + "/models/demo\"}]}");
		Path study = temporary.resolve("study");
		run("compare-models", "study=" + file, "output=" + study);
		String page = Files.readString(study.resolve("report/report.html"));
		assertEquals(6, page.split("<image ", -1).length - 1);
		for (String part : List.of("Found: 8 patients", "the study&#39;s choice, by f1 on validation",
			"Of each patient the axial slices from the first to the last", "runs/mine/trained/model/model.json",
			"of the 32 image files that were read", "epoch 3 of 3 by slice-f1",
			"the best epoch on validation patients by slice-f1", "<b>Table 1.</b>"))
			assertTrue(page.contains(part), part);
	}

	private static void run(String... args) {
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = Launcher.run(List.of(args), new PrintStream(new ByteArrayOutputStream()), new PrintStream(err, true,
			StandardCharsets.UTF_8), false);
		assertEquals(DeviceLine.of(List.of(args)), err.toString(StandardCharsets.UTF_8));
		assertEquals(0, status);
	}
}
