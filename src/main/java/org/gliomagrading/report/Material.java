package org.gliomagrading.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.Stage;

/**
 * What the sections of a report are made of.
 *
 * @param folder the study's folder
 * @param people its patients
 * @param results its metrics
 * @param best the combination of model and fusion that is shown in full; empty where no metric is known
 * @param synthetic whether any patient is a synthetic phantom
 */
record Material(StudyFolder folder, People people, Results results, Optional<Results.Choice> best, boolean synthetic) {

	static Material read(Path path) throws IOException {
		StudyFolder folder = StudyFolder.read(path);
		Results results = Results.of(folder);
		People people = People.of(folder);
		return new Material(folder, people, results, results.best(each -> true), synthetic(folder, people));
	}

	/** @return whether this program read the patients' images: what it does to them is known then */
	boolean readImages() {
		return folder.cohort().isPresent() || !folder.models().isEmpty() || Settings.of(folder.settings()).isKnown();
	}

	/** @return whether a model was trained elsewhere, so that it never learned from the study's training patients */
	boolean isLoaded(String model) {
		return folder.loadedRuns().anyMatch(row -> row.text("model").equals(model));
	}

	/** @return the models whose backbones are, in part or whole, as they were drawn at random; empty if there are none */
	String randomBackbones() {
		List<String> names = folder.models().entrySet().stream().filter(model -> isRandom(model.getValue().training())).map(model -> folder.table(
			"runs.csv").stream().filter(row -> model.getKey().startsWith(row.text("folder") + "/")).findFirst().map(row -> row.text(
				"model")).orElse(model.getValue().name())).distinct().toList();
		long models = results.combinations().stream().map(Combination::model).distinct().count();
		return names.size() > 1 && names.size() == models ? "all " + models + " models" : String.join(", ", names);
	}

	private static boolean isRandom(ModelDescription.Training training) {
		return training != null && training.startModel() == null && training.trainable() != null && !training.trainable().equals(
			Stage.ALL);
	}

	/** @return what is to be told beside figures: that patients are synthetic, that backbones are random; may be empty */
	List<String> notes() {
		List<String> notes = new ArrayList<>();
		if (synthetic) notes.add("Synthetic phantoms: no result about real patients.");
		if (!randomBackbones().isEmpty()) notes.add("Random backbones: " + randomBackbones() +
			". Trained was only what lies behind them: no result about these networks.");
		return notes;
	}

	/** @return what stands across figures of synthetic patients; empty for others */
	String watermark() {
		return synthetic ? "SYNTHETIC" : "";
	}

	private static boolean synthetic(StudyFolder folder, People people) {
		return people.all().stream().anyMatch(person -> Patient.synthetic(person.centre())) || Stream.of("metrics.csv",
			"calibration.csv", "comparisons.csv", "centres.csv").flatMap(file -> folder.table(file).stream()).anyMatch(
				row -> row.text("note").contains("synthetic")) || folder.models().values().stream().anyMatch(model -> model
					.training() != null && model.training().synthetic());
	}
}
