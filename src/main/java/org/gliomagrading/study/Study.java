package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.PyTorch;

import com.google.gson.JsonObject;

/**
 * Many models over one cohort: each trained or loaded, predicted, fused and evaluated, all in one folder. It can be stopped
 * at any time, also by force, and goes on where it was; a model that fails does not stop the others.
 *
 * @param study what is asked for
 * @param folder the study's folder
 * @param tools what it takes
 */
public record Study(StudyFile study, Path folder, StudyTools tools) {

	/** What the study is, in its folder. */
	static final String FILE_NAME = "study.json";

	/**
	 * Does what is not done yet.
	 *
	 * @param only names of the models that are run here, the others being left to other machines; empty for all
	 * @param progress told of each step; may stop the work
	 * @return the table of results
	 * @throws InputException if the cohort cannot be used, or no model is finished
	 * @throws IOException if the folder cannot be written
	 */
	public Table run(Set<String> only, Progress progress) throws IOException {
		for (String name : only)
			if (study.models().stream().noneMatch(model -> model.name().equals(name))) throw new InputException("The study has no model '" +
				name + "'; its models are: " + String.join(", ", study.models().stream().map(StudyModel::name).toList()));
		CohortFile.makeFolder(study.cohort(), folder);
		StudyCohort cohort = new Preparation(study, folder, tools.opener(), tools.log(), tools.warnings()).run(tools.version(),
			progress);
		new Examples(folder, tools.opener()).write(cohort);
		describe(folder, study, cohort.isSynthetic(), fingerprints(cohort));
		boolean learns = StudyEvaluation.learns(tools.fusion().strategies(String.join(",", study.fusions())));
		List<StudyRun> runs = study.runs().stream().map(run -> new StudyRun(run, folder, cohort, tools, learns)).toList();
		List<RunRow> rows = new ArrayList<>();
		for (StudyRun run : runs)
			rows.add(run.row(run.isFinished() ? RunRow.State.FINISHED : RunRow.State.WAITING, ""));
		write(rows);
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).state() == RunRow.State.FINISHED || !only.isEmpty() && !only.contains(rows.get(i).model())) continue;
			rows.set(i, finish(runs.get(i), i, rows.size(), progress));
			write(rows);
		}
		return evaluate(folder, study, rows, tools, progress);
	}

	private Map<String, String> fingerprints(StudyCohort cohort) throws InputException {
		Map<String, String> fingerprints = cohort.fingerprints();
		fingerprints.put("version", tools.version());
		return fingerprints;
	}

	private RunRow finish(StudyRun run, int index, int total, Progress progress) throws IOException {
		String what = StudyRun.folder(run.run());
		try {
			run.finish((done, steps, words) -> progress.report(index, total, what + ": " + words));
			tools.log().accept(what + ": finished");
			return run.row(RunRow.State.FINISHED, "");
		}
		catch (CancellationException e) {
			throw e;
		}
		catch (InputException e) {
			return failed(run, e.getMessage());
		}
		catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) { // whatever it is, the others may do
			return failed(run, "unexpected error, " + e);
		}
	}

	private RunRow failed(StudyRun run, String reason) throws IOException {
		String line = reason.strip().replaceAll("\\s*\\R\\s*", " ");
		tools.warnings().accept(StudyRun.folder(run.run()) + " failed: " + line);
		return run.row(RunRow.State.FAILED, line);
	}

	private void write(List<RunRow> rows) throws IOException {
		CsvFile.write(folder.resolve(RunRow.FILE_NAME), RunRow.table(rows));
	}

	/** Writes down what a study is. */
	static void describe(Path folder, StudyFile study, boolean synthetic, Map<String, String> fingerprints)
		throws IOException
	{
		JsonObject json = new JsonObject();
		json.add("study", study.json());
		json.addProperty("synthetic", synthetic);
		json.add("fingerprints", texts(fingerprints));
		json.add("versions", texts(PyTorch.versions()));
		JsonFile.write(folder.resolve(FILE_NAME), json);
	}

	private static JsonObject texts(Map<String, String> texts) {
		JsonObject json = new JsonObject();
		texts.forEach(json::addProperty);
		return json;
	}

	/** Evaluates the runs that are finished. */
	static Table evaluate(Path folder, StudyFile study, List<RunRow> rows, StudyTools tools, Progress progress)
		throws IOException
	{
		if (rows.stream().noneMatch(row -> row.state() == RunRow.State.FINISHED)) throw new InputException(folder,
			"no model of the study is finished; " + rows.stream().filter(row -> row.state() == RunRow.State.FAILED).findFirst().map(
				row -> "the first that failed is " + row.model() + ": " + row.reason()).orElse("run it for some of its models"));
		Table results = new StudyEvaluation(study, folder).run(rows, tools.fusion(), tools.version(), tools
			.warnings(), progress);
		for (RunRow.State state : RunRow.State.values())
			tools.log().accept(rows.stream().filter(row -> row.state() == state).count() + " runs " + state.word());
		return results;
	}
}
