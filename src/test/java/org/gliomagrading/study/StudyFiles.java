package org.gliomagrading.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.training.StripedCohort;
import org.gliomagrading.training.TrainingService;
import org.gliomagrading.training.CacheLimits;
import org.gliomagrading.volume.VolumeService;
import org.scijava.Context;

import ai.djl.Device;

/** Small studies for tests: twelve patients, networks of 32 pixels. */
final class StudyFiles implements AutoCloseable {

	/** Of two networks, one with its head alone trained; a third has no model folder. */
	static final String STUDY = """
		{
		  "cohort": "cohort/cohort.csv",
		  "split": "split.csv",
		  "seeds": [1, 2],
		  "training": {"inputSize": 32, "epochs": 2, "batchSize": 8, "learningRate": 0.01},
		  "models": [
		    {"name": "Head", "start": "MobileNetV2", "training": {"trainable": "head"}},
		    {"name": "Whole", "start": "MobileNetV2"},
		    {"name": "Absent", "trained": "no-such-model"}
		  ],
		  "fusions": ["majority", "soft"]
		}
		""";

	/** Tables that are the same whenever the same was computed. */
	private static final List<String> COMPARED = List.of("cohort.csv", "split.csv", "slices.csv", "files.csv",
		"patient-predictions.csv", "metrics.csv", "results.csv", "seed-means.csv", "best.csv", "comparisons.csv", "calibration.csv",
		"reliability.csv", "decision-curves.csv", "centres.csv", "centre-metrics.csv", "examples/examples.csv");

	private final Context context = new Context(BackboneService.class, VolumeService.class, FusionService.class,
		TrainingService.class);
	private final PatientOpener opener = new PatientOpener(context.service(VolumeService.class));
	private final Path folder;
	private final List<String> steps = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();

	StudyFiles(Path folder) throws Exception {
		this.folder = folder;
		Path cohort = Files.createDirectories(folder.resolve("cohort"));
		StripedCohort.write(cohort);
		CohortFile.write(StripedCohort.of(cohort), cohort.resolve("cohort.csv"));
		CsvFile.write(folder.resolve("split.csv"), StripedCohort.split().table());
		write(STUDY);
	}

	Path path(String name) {
		return folder.resolve(name);
	}

	void write(String study) throws IOException {
		Files.writeString(folder.resolve("study.json"), study);
	}

	StudyFile read() throws IOException {
		return StudyFile.read(folder.resolve("study.json"), context.service(TrainingService.class), context.service(
			FusionService.class));
	}

	/** Runs the study and keeps the words of its steps. */
	Table run(String output, String... only) throws IOException {
		steps.clear();
		return run(output, (done, total, what) -> steps.add(what), only);
	}

	Table run(String output, Progress progress, String... only) throws IOException {
		warnings.clear();
		return new Study(read(), folder.resolve(output), tools()).run(Set.of(only), progress);
	}

	Table merge(String output, String... parts) throws IOException {
		return new Merge(tools(), context.service(TrainingService.class)).run(Stream.of(parts).map(folder::resolve).toList(), folder
			.resolve(output), Progress.NONE);
	}

	private StudyTools tools() {
		return new StudyTools(opener, context.service(BackboneService.class), context.service(FusionService.class), Device.cpu(),
			CacheLimits.DEFAULT,
			line -> {}, warnings::add);
	}

	List<String> warnings() {
		return warnings;
	}

	/** Which runs were trained and which predicted in the last run, in their order. */
	List<String> work() {
		return steps.stream().map(step -> step.replaceFirst("^runs/(\\S+): (predicting|epoch).*", "$2 $1")).filter(
			step -> step.matches("(predicting|epoch) .*")).distinct().toList();
	}

	/** Whether a volume was opened in the last run to see if it can be used. */
	boolean checked() {
		return steps.stream().anyMatch(step -> step.startsWith("checking "));
	}

	/** What a study came to, without what is never the same twice. */
	TreeMap<String, String> results(String output) throws IOException {
		TreeMap<String, String> results = new TreeMap<>();
		for (String name : COMPARED)
			results.put(name, Files.readString(path(output).resolve(name)));
		for (RunRow row : RunRow.read(path(output))) {
			results.put(row.folder(), row.state() + row.reason() + row.epochs() + row.bestEpoch() + row.weights());
			Path predictions = path(output).resolve(row.folder()).resolve("slice-predictions.csv");
			if (Files.exists(predictions)) results.put(row.folder() + " predictions", Files.readString(predictions));
		}
		return results;
	}

	static void assertSame(TreeMap<String, String> one, TreeMap<String, String> other) {
		assertEquals(one.keySet(), other.keySet());
		for (String name : one.keySet())
			assertEquals(one.get(name), other.get(name), name);
	}

	@Override
	public void close() {
		opener.close();
		context.dispose();
	}
}
