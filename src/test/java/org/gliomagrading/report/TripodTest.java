package org.gliomagrading.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Grade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.SAXException;

/** The reporting guideline's items: all there, and no more said than the folder shows. */
class TripodTest {

	/** Of TRIPOD+AI's table 2 (BMJ 2024;385:e078378). */
	private static final List<String> ITEMS = List.of("1", "2", "3a", "3b", "3c", "4", "5a", "5b", "6a", "6b", "6c", "7", "8a",
		"8b", "8c", "9a", "9b", "9c", "10", "11", "12a", "12b", "12c", "12d", "12e", "12f", "12g", "13", "14", "15", "16", "17",
		"18a", "18b", "18c", "18d", "18e", "18f", "19", "20a", "20b", "20c", "21", "22", "23a", "23b", "24", "25", "26", "27a",
		"27b", "27c");

	private static final String UNKNOWN = "Not recorded in the folder.";

	@TempDir
	private Path folder;

	private Map<String, String> items() throws IOException, SAXException {
		Map<String, String> items = new TreeMap<>();
		ReadPage.of(HtmlPage.of(Report.of(folder, "1"), "")).table("table-tripod").stream().skip(1).forEach(row -> Stream.of(row.get(0)
			.split(", ")).forEach(item -> items.put(item, row.get(2))));
		return items;
	}

	@Test
	void eachItemIsFilledInOrLeftToTheAuthors() throws Exception {
		SampleStudy.write(folder, "CBICA");
		List<String> left = Pattern.compile("(\\d+[a-g]?)(?=[, ])").matcher(TripodSection.FOR_AUTHORS).results().map(match -> match
			.group(1)).toList();
		assertEquals(ITEMS.stream().sorted().toList(), Stream.concat(items().keySet().stream(), left.stream()).sorted().toList());
	}

	@Test
	void aStudyOfOursSaysWhatWasDone() throws Exception {
		SampleStudy.write(folder, "CBICA");
		Map<String, String> items = items();
		assertTrue(items.get("6b").endsWith("2 of 32 left out: Figure 2."), items.get("6b"));
		assertTrue(items.get("7").contains("LPS"));
		assertEquals("Split by patient: train 12, validation 6, test 12.", items.get("12a"));
		assertEquals("train: 9 HGG, 3 LGG; validation: 4 HGG, 2 LGG; test: 9 HGG, 3 LGG.", items.get("21"));
		assertEquals("1 centre; section Centres. Where they lie is for the authors to say.", items.get("6a"));
		assertTrue(items.get("13").startsWith("22 HGG, 8 LGG. Nothing was resampled; not recalibrated. "), items.get("13"));
		assertTrue(items.get("12e").contains("decision curves"), items.get("12e"));
		assertTrue(items.get("15").contains("HGG from 0.5,"), items.get("15"));
		assertEquals(UNKNOWN, items.get("16"), "no model's description");
	}

	/** Another program made the predictions: what it did to the images is not known. */
	@Test
	void ofOtherProgramsNothingIsInvented() throws Exception {
		SampleStudy.write(folder, "CBICA");
		for (String file : List.of("cohort.csv", "slice-predictions.csv", "calibration.csv", "decision-curves.csv",
			"comparisons.csv"))
			Files.delete(folder.resolve(file));
		Map<String, String> items = items();
		for (String item : List.of("6b", "7", "9a", "11", "12b", "16", "18f"))
			assertEquals(UNKNOWN, items.get(item), item);
		assertFalse(items.get("13").contains("resampled"), items.get("13"));
		assertTrue(items.get("12e").endsWith("where they can be had; ROC curves."), items.get("12e"));
		String page = HtmlPage.of(Report.of(folder, "1"), "");
		assertTrue(page.contains("The folder does not record how the slices were chosen."));
		assertFalse(page.contains("So the results hold for patients whose tumour somebody has found"));
	}

	@Test
	void withoutASplitNothingIsSplit() throws Exception {
		SampleStudy.write(folder, Optional.of(Grade.HGG));
		assertEquals("Not split: all patients are evaluated.", items().get("12a"));
		assertEquals("5 HGG, 0 LGG.", items().get("21"));
	}

	/** The demo model was trained on other phantoms. */
	@Test
	void modelsTrainedElsewhereAreSaidToBe() throws Exception {
		SampleStudy.write(folder, "PHANTOM");
		Path model = Files.createDirectories(folder.resolve("runs/Demo/trained/model"));
		Files.copy(Path.of("models/demo/model.json"), model.resolve("model.json"));
		String run = "model,seed,state,folder,weights\nResNet50,1,finished,runs/Demo/trained,";
		Files.writeString(folder.resolve("runs.csv"), run + "loaded\n");
		assertEquals("Models trained on other patients: MobileNetV2 (cohort phantoms-2). How those differ is for the authors to say.",
			items().get("16"));
		assertTrue(items().get("12c").startsWith("1 trained convolutional network: "), items().get("12c"));
		assertTrue(items().get("18f").startsWith("Glioma Grading 0.1.0"), items().get("18f"));
		assertEquals("", trainF1("ResNet50"));
		assertFalse(HtmlPage.of(Report.of(folder, "1"), "").contains("Random backbones"));
		Files.writeString(model.resolve("model.json"), Files.readString(model.resolve("model.json")).replace("\"startModel\"",
			"\"earlier\"").replaceFirst("\"training\": \\{", "\"training\": {\"trainable\": \"head\","));
		Files.writeString(folder.resolve("runs.csv"), run + "random\n");
		String page = HtmlPage.of(Report.of(folder, "1"), "");
		assertTrue(page.contains("Random backbones: of ResNet50 only what lies behind the backbone"));
		assertTrue(page.contains("Random backbones: ResNet50. Trained was only what lies behind them"), "and under the tables");
		assertTrue(items().get("16").startsWith("Models trained in this study: patients of the same cohort, split by patient"), items()
			.get("16"));
		assertFalse(trainF1("ResNet50").isEmpty());
	}

	private String trainF1(String model) throws IOException, SAXException {
		List<List<String>> table = ReadPage.of(HtmlPage.of(Report.of(folder, "1"), "")).table("table-2");
		List<List<String>> other = ReadPage.of(HtmlPage.of(Report.of(folder, "1"), "")).table("table-1");
		List<List<String>> found = Stream.concat(table.stream(), other.stream()).filter(row -> row.get(0).equals(model)).toList();
		return found.get(0).get(7);
	}
}
