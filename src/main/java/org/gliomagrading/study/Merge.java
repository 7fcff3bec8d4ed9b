package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.Folders;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.training.TrainingService;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Puts parts of one study, run on different machines, together: their runs are copied into one folder and evaluated. No
 * image is needed.
 *
 * @param tools what it takes
 * @param training knows monitors and schedules
 */
public record Merge(StudyTools tools, TrainingService training) {

	/** What parts must have in common. */
	private static final List<String> COMMON = List.of("fusions", "threshold", "chooseBy", "evaluation");

	/** What is copied from the first part. */
	private static final List<String> SHARED = List.of(StudyCohort.SLICES, StudyCohort.SPLIT, "split-counts.csv",
		StudyCohort.FILES, "prepare.json");

	/** A part: its folder, what it says of itself, and its runs by their folders. */
	private record Part(Path folder, JsonObject json, StudyFile study, Map<String, RunRow> runs) {

		String fingerprint(String name) throws InputException {
			if (json.get("fingerprints") instanceof JsonObject known && Fields.isText(known.get(name))) return known.get(name)
				.getAsString();
			throw new InputException(folder.resolve(Study.FILE_NAME), "does not say its " + name + "; run that part again");
		}
	}

	/**
	 * @param folders the parts, at least one
	 * @param output the folder of the whole
	 * @param progress told of each step; may stop the work
	 * @return the table of results
	 * @throws InputException if a folder is no part, or they are not of one study
	 * @throws IOException if a file cannot be read or written
	 */
	public Table run(List<Path> folders, Path output, Progress progress) throws IOException {
		List<Part> parts = new ArrayList<>();
		for (Path folder : folders) {
			if (Files.exists(output) && Files.isSameFile(folder, output)) throw new InputException(output,
				"is one of the parts; choose another output folder");
			parts.add(part(folder));
		}
		Part first = parts.get(0);
		for (Part other : parts)
			check(first, other);
		WholeFile.makeFolder(output);
		StudyFile whole = union(parts, output);
		share(first, output);
		List<RunRow> rows = new ArrayList<>();
		for (StudyFile.Run run : whole.runs()) {
			progress.report(rows.size(), whole.runs().size(), "copying " + StudyRun.folder(run));
			rows.add(copy(StudyRun.folder(run), run, parts, output));
		}
		CsvFile.write(output.resolve(RunRow.FILE_NAME), RunRow.table(rows));
		return Study.evaluate(output, whole, rows, tools, progress);
	}

	private Part part(Path folder) throws InputException {
		Path file = folder.resolve(Study.FILE_NAME);
		if (!Files.isRegularFile(file)) throw new InputException(folder, "is no study's folder: it has no " + Study.FILE_NAME +
			"; give folders that compare-models wrote");
		JsonObject json = JsonFile.read(file);
		if (!(json.get("study") instanceof JsonObject study)) throw new InputException(file, "does not say what the study is");
		Map<String, RunRow> runs = new LinkedHashMap<>();
		for (RunRow row : RunRow.read(folder))
			runs.put(row.folder(), row);
		return new Part(folder, json, read(file, study), runs);
	}

	/** The models that training started from need not be on this machine. */
	private StudyFile read(Path file, JsonObject study) throws InputException {
		return StudyFile.read(new Fields(file, "study.", study), file.resolveSibling(""), false, training, tools.fusion());
	}

	private static void check(Part first, Part other) throws InputException {
		for (String name : List.of("version", "cohort", "slices", "split"))
			if (!first.fingerprint(name).equals(other.fingerprint(name))) throw different(first, other, name);
		for (String name : COMMON)
			if (!first.study.json().get(name).equals(other.study.json().get(name))) throw different(first, other, name);
	}

	private static InputException different(Part first, Part other, String name) {
		return new InputException(other.folder, "has another " + name + " than " + first.folder +
			"; merge parts of one study, run by one version of this program");
	}

	/** The models and seeds of all parts, in the order in which they first stand there. */
	private StudyFile union(List<Part> parts, Path output) throws IOException {
		Map<String, JsonElement> models = new LinkedHashMap<>();
		JsonArray seeds = new JsonArray();
		for (Part part : parts) {
			for (StudyModel model : part.study.models()) {
				JsonElement known = models.putIfAbsent(model.name(), model.json());
				if (known != null && !known.equals(model.json())) throw new InputException(part.folder, "has another model of the name '" +
					model.name() + "' than the parts before; give one of them another name");
			}
			for (JsonElement seed : part.study.json().getAsJsonArray("seeds"))
				if (!seeds.contains(seed)) seeds.add(seed);
		}
		JsonObject json = parts.get(0).json.deepCopy();
		JsonObject study = parts.get(0).study.json().deepCopy();
		JsonArray all = new JsonArray();
		models.values().forEach(all::add);
		study.add("models", all);
		study.add("seeds", seeds);
		json.add("study", study);
		JsonFile.write(output.resolve(Study.FILE_NAME), json);
		return read(output.resolve(Study.FILE_NAME), study);
	}

	private static void share(Part first, Path output) throws IOException {
		CohortFile.write(CohortFile.readWithoutFiles(first.folder.resolve(CohortFile.FILE_NAME)), output.resolve(
			CohortFile.FILE_NAME));
		for (String name : SHARED) {
			Path file = first.folder.resolve(name);
			if (Files.isRegularFile(file)) WholeFile.write(output.resolve(name), out -> Files.copy(file, out));
		}
		if (Files.isDirectory(first.folder.resolve("examples"))) Folders.copy(first.folder.resolve("examples"), output.resolve(
			"examples"));
	}

	/** Copies the run from the part that came furthest with it. */
	private static RunRow copy(String folder, StudyFile.Run run, List<Part> parts, Path output) throws IOException {
		Part best = null;
		for (Part part : parts) {
			RunRow row = part.runs.get(folder);
			if (row == null) continue;
			if (best == null || row.state().compareTo(best.runs.get(folder).state()) < 0) best = part;
			else if (row.state() == RunRow.State.FINISHED && best.runs.get(folder).state() == RunRow.State.FINISHED && !same(folder,
				part, best)) throw new InputException(part.folder.resolve(folder), "has other predictions than " + best.folder.resolve(
					folder) + "; leave one of the parts out");
		}
		if (best == null) return RunRow.of(run, RunRow.State.WAITING, "");
		RunRow row = best.runs.get(folder);
		if (row.state() == RunRow.State.FINISHED) {
			Path own = best.folder.resolve(folder);
			boolean extracted = Files.isRegularFile(own.resolve(StudyRun.FEATURES));
			if (!StudyRun.predicting(own).isWhole() || extracted && !StudyRun.extracting(own).isWhole()) throw new InputException(own,
				"is not whole: a file is missing or was changed; run that part again");
			Folders.copy(own, output.resolve(folder));
		}
		return row;
	}

	private static boolean same(String folder, Part one, Part other) throws IOException {
		return Files.mismatch(one.folder.resolve(folder).resolve(StudyRun.PREDICTIONS), other.folder.resolve(folder).resolve(
			StudyRun.PREDICTIONS)) < 0;
	}
}
