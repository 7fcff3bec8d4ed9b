package org.gliomagrading.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceSelector;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * What it takes to run a training again: {@code run.json}.
 *
 * @param parameters by the names that the command has for them
 * @param origin the model folder or architecture to start from, as the user gave it
 * @param start SHA-256 of the weights at the start
 * @param patients those that are used, by name
 * @param split all patients' names by subset, as the split was given
 * @param machine where it runs
 * @param versions versions of this program, DJL, PyTorch, Java and the operating system
 */
record TrainingRun(Map<String, Object> parameters, String origin, String start, Map<String, Used> patients,
	Map<String, List<String>> split, Map<String, Object> machine, Map<String, String> versions)
{

	/** What the result depends on: a run that goes on must have the same. (How the start was spelled plays no part.) */
	private static final List<String> DECISIVE = List.of("parameters", "start", "patients");

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/**
	 * A patient that is used.
	 *
	 * @param subset train or validation
	 * @param grade HGG or LGG
	 * @param slices where a table gives them; null where the segmentation does
	 * @param sha256 SHA-256 of each file that is used
	 */
	record Used(String subset, Grade grade, SliceRange slices, Map<String, String> sha256) {
	}

	/**
	 * @param startSha256 SHA-256 of the weights at the start
	 * @param progress told of each patient, whose files are read
	 * @throws InputException if a file cannot be read
	 */
	static TrainingRun of(TrainingData data, StartingNetwork start, String startSha256, TrainingPlan plan,
		Map<Subset, List<Patient>> used, SliceSelector selector, FileHashes hashes, Progress progress) throws InputException
	{
		Map<String, Used> patients = new TreeMap<>();
		int total = used.values().stream().mapToInt(List::size).sum();
		for (var subset : used.entrySet())
			for (Patient patient : subset.getValue()) {
				progress.report(patients.size(), total, "checking the files of " + patient.id());
				patients.put(patient.id(), new Used(subset.getKey().word(), patient.grade().orElseThrow(), selector.given(patient.id())
					.orElse(null), hashes.of(patient)));
			}
		return new TrainingRun(parameters(start, plan), start.origin(), startSha256, patients, subsets(data.split()), machine(start), PyTorch
			.versions());
	}

	private static Map<String, List<String>> subsets(Split split) {
		return split.assignments().stream().collect(Collectors.groupingBy(each -> each.subset().word(), TreeMap::new, Collectors
			.mapping(Split.Assignment::patient, Collectors.toList())));
	}

	private static Map<String, Object> parameters(StartingNetwork start, TrainingPlan plan) {
		TrainingOptions options = plan.options();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("architecture", start.architecture().name());
		values.put("variant", start.variant().word());
		values.put("inputSize", start.inputSize());
		values.put("preprocessing", start.model().map(ModelDescription::preprocessing).orElse(
			ModelDescription.STUDY_PREPROCESSING));
		values.put("trainable", plan.trainable());
		values.put("monitor", plan.monitor().name());
		values.put("epochs", plan.epochs());
		values.put("patience", plan.patience());
		values.put("learningRate", plan.learningRate());
		values.put("batchSize", plan.batchSize());
		values.put("seed", plan.seed());
		values.put("classWeights", options.classWeights());
		values.put("flips", options.flips());
		values.put("rotation", options.rotation());
		values.put("schedule", options.schedule().name());
		values.put("gradientClipping", options.gradientClipping());
		values.put("weightDecay", options.weightDecay());
		return values;
	}

	private static Map<String, Object> machine(StartingNetwork start) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
		values.put("architecture", System.getProperty("os.arch"));
		values.putAll(PyTorch.processor());
		values.put("processors", Runtime.getRuntime().availableProcessors());
		values.put("threads", PyTorch.threads());
		values.put("device", PyTorch.name(start.network().manager().getDevice()));
		return values;
	}

	/** Writes {@code run.json}. */
	void write(Path folder) throws IOException {
		WholeFile.write(folder.resolve("run.json"), out -> out.write((GSON.toJson(this) + "\n").getBytes(
			StandardCharsets.UTF_8)));
	}

	JsonObject json() {
		return GSON.toJsonTree(this).getAsJsonObject();
	}

	/**
	 * @param earlier the run that this one goes on with, as {@link #json} gave it
	 * @return what is another now: {@code parameters.seed}, {@code patients.Patient_01}; empty if nothing that matters is
	 */
	Optional<String> difference(JsonObject earlier) {
		return DECISIVE.stream().flatMap(part -> difference(part, json().get(part), earlier.get(part)).stream()).findFirst();
	}

	/** @return what is another of machine and versions, so that the bits may differ; empty if nothing is */
	Optional<String> otherMachine(JsonObject earlier) {
		return Stream.of("machine", "versions").flatMap(part -> difference(part, json().get(part), earlier.get(part))
			.stream()).findFirst();
	}

	private static Optional<String> difference(String name, JsonElement now, JsonElement before) {
		if (now == null || before == null || !now.isJsonObject() || !before.isJsonObject()) return now != null && before != null &&
			now.toString().equals(before.toString()) ? Optional.empty() : Optional.of(name + " (" + now + ", before " + before + ")");
		for (String key : now.getAsJsonObject().keySet()) {
			Optional<String> inner = difference(name + "." + key, now.getAsJsonObject().get(key), before.getAsJsonObject().get(key));
			if (inner.isPresent()) return inner;
		}
		return before.getAsJsonObject().keySet().stream().filter(key -> !now.getAsJsonObject().has(key)).findFirst().map(
			key -> name + "." + key + " (no longer there)");
	}
}
