package org.gliomagrading.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.io.InputException;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.training.TrainingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;

class StudyFileTest {

	@TempDir
	private Path folder;

	private final Context context = new Context(TrainingService.class, FusionService.class);

	@AfterEach
	void close() {
		context.dispose();
	}

	@Test
	void defaultsAreFilledIn() throws Exception {
		StudyFile study = read("{\"cohort\": \"patients\", \"models\": [\"ResNet50\", {\"name\": \"mine\", \"trained\": \"m\"}]}");
		assertEquals(folder.resolve("patients"), study.cohort());
		assertEquals(List.of(1L), study.seeds());
		assertEquals(List.of("majority", "soft", "attention"), study.fusions());
		assertEquals(Metric.F1, study.chooseBy());
		assertEquals(Optional.empty(), study.slices());
		assertEquals(List.of("runs/ResNet50/seed-1", "runs/mine/trained"), study.runs().stream().map(StudyRun::folder).toList());
		assertEquals(Optional.of(folder.resolve("m")), study.models().get(1).trained());
		assertEquals("{\"test\":\"0.2\",\"validation\":\"0.2\",\"group\":\"none\",\"seed\":1}", study.json().get("split").toString());
		assertEquals(50, study.models().get(0).training().plan(3).epochs());
		assertEquals(3, study.models().get(0).training().plan(3).seed());
		// what is filled in is a study file that says the same
		assertEquals(study.json(), read(study.json().toString()).json());
	}

	@Test
	void aModelsOwnTrainingGoesBeforeTheStudys() throws Exception {
		StudyFile study = read("""
			{"cohort": "c", "training": {"epochs": 7, "batchSize": 4}, "seeds": [5, -6],
			 "models": ["MobileNetV2", {"name": "slow", "start": "MobileNetV2", "training": {"epochs": 9, "schedule": "cosine"}}]}
			""");
		assertEquals(List.of(7, 9), study.models().stream().map(model -> model.training().plan(1).epochs()).toList());
		assertEquals(4, study.models().get(1).training().plan(1).batchSize());
		assertEquals("cosine", study.models().get(1).training().plan(1).options().schedule().name());
		assertEquals("runs/slow/seed--6", StudyRun.folder(study.runs().get(3)));
	}

	@Test
	void theSampleIsAStudy() throws Exception {
		StudyFile study = StudyFile.read(Path.of("sample-data/study.json"), context.service(TrainingService.class), context.service(
			FusionService.class));
		assertEquals(List.of("runs/MobileNetV2/seed-1", "runs/MobileNetV2/seed-2", "runs/EfficientNetB0-slow/seed-1",
			"runs/EfficientNetB0-slow/seed-2", "runs/demo/trained"), study.runs().stream().map(StudyRun::folder).toList());
		assertTrue(Files.isDirectory(study.models().get(2).trained().orElseThrow()));
	}

	/** A comma in a file stands for itself; a quotation mark for two. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"{\"cohort\": \"c\"} | 'models' is missing or empty", //
		"{\"cohort\": \"c\", \"models\": []} | 'models' is missing or empty", //
		"{\"models\": [\"ResNet50\"]} | 'cohort' is missing", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet51\"]} | 'models[0].start' is 'ResNet51', neither a model folder nor an architecture", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\", {\"name\": \"resnet50\", \"start\": \"ResNet50\"}]} | has the name 'resnet50' twice", //
		"{\"cohort\": \"c\", \"models\": [{\"name\": \"../x\", \"start\": \"ResNet50\"}]} | cannot be a folder's name", //
		"{\"cohort\": \"c\", \"models\": [{\"name\": \"con\", \"start\": \"ResNet50\"}]} | cannot be a folder's name", //
		"{\"cohort\": \"c\", \"models\": [{\"name\": \"a.\", \"start\": \"ResNet50\"}]} | cannot be a folder's name", //
		"{\"cohort\": \"c\", \"models\": [{\"name\": \"a\", \"trained\": \"m\", \"start\": \"ResNet50\"}]} | is used as it is", //
		"{\"cohort\": \"c\", \"models\": [{\"name\": \"ResNet50\", \"epochs\": 3}]} | 'models[0].epochs' is not known here; known are: name, start, trained, training", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"epoch\": 3}} | 'training.epoch' is not known here", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"epochs\": 0}} | 'training.epochs' must be a number of 1 to", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"epochs\": 3.5}} | 'training.epochs' must be a whole number", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"epochs\": \"3\"}} | 'training.epochs' must be a whole number", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"epochs\": 1e999999999}} | 'training.epochs' must be a whole number", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"learningRate\": 2}} | 'training.learningRate' must be a number of", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"flips\": 1}} | 'training.flips' must be true or false", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"training\": {\"monitor\": \"x\"}} | monitor=x: there is none of that name", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"seeds\": [1, 1]} | 'seeds' has 1 twice", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"seeds\": [1.5]} | 'seeds' must be a list of whole numbers", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"seeds\": []} | 'seeds' is empty", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"fusions\": [\"mean\"]} | No fusion strategy 'mean'", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"chooseBy\": \"brier\"} | 'chooseBy' is 'brier'", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"split\": {\"test\": 1.5}} | split.test is '1.5'", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"split\": {\"group\": \"x\"}} | 'split.group' is 'x'; give one of none, centre", //
		"{\"cohort\": \"c\", \"models\": [\"ResNet50\"], \"threshold\": 2} | 'threshold' must be a number of 0 to 1", //
		"{\"cohort\": \"c\", \"cohort\": \"d\", \"models\": [\"ResNet50\"]} | has 'cohort' twice in one object", //
		"{\"cohort\": \"c\", \"models\": \"ResNet50\"} | 'models' must be a list", //
		"{\"cohort\": [\"c\"], \"models\": [\"ResNet50\"]} | 'cohort' must be a text in quotes", //
		"{\"cohort\": \"c\" | is no JSON (", //
		"{cohort: \"c\"} | is no JSON (", //
		"[] | is not one JSON object", //
		"{} {} | is no JSON (" })
	void whatCannotBeUsedIsRefusedInOneLine(String text, String part) throws Exception {
		assertRefused(text, part);
	}

	@Test
	void hostileFilesAreRefused() throws Exception {
		assertRefused("", "");
		assertRefused("{\"cohort\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", "too deep");
		assertRefused(" ".repeat(1 << 23), "is larger than 4 MB");
		Path file = Files.write(folder.resolve("study.json"), new byte[] { '"', (byte) 0xff, '"' });
		assertTrue(message(file).contains("is not UTF-8 text"));
		assertTrue(message(folder).contains("is a folder"));
		assertTrue(message(folder.resolve("none.json")).contains("no such file"));
	}

	private StudyFile read(String text) throws IOException {
		return StudyFile.read(Files.writeString(folder.resolve("study.json"), text), context.service(TrainingService.class), context
			.service(FusionService.class));
	}

	private void assertRefused(String text, String part) throws IOException {
		String message = message(Files.writeString(folder.resolve("study.json"), text));
		assertTrue(message.contains(part), message);
	}

	private String message(Path file) {
		String message = assertThrows(InputException.class, () -> StudyFile.read(file, context.service(TrainingService.class), context
			.service(FusionService.class))).getMessage();
		assertEquals(1, message.lines().count(), message);
		return message;
	}
}
