package org.gliomagrading.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.slice.SliceRanges;

/**
 * What a study's folder holds, as {@code compare-models} lays it down, or the folder that single commands wrote their
 * tables into: every part may be missing. The whole reader of the layout is here.
 *
 * @param name the folder's name
 * @param cohort the patients that were found
 * @param split the subsets
 * @param ranges the slices that were used
 * @param tables the rows of each other table that is there, by its file's name
 * @param slices the predictions of slices, of all models
 * @param patients the predictions of patients, of all models
 * @param models what the model folders say, by the path within the folder
 * @param settings the text of {@code study.json}; empty without one
 * @param images the folder of the example images
 * @param checksums SHA-256 of each file that was read, by its path within the folder
 */
record StudyFolder(String name, Optional<Cohort> cohort, Optional<Split> split, Optional<SliceRanges> ranges,
	Map<String, List<TableRow>> tables, List<SlicePrediction> slices, List<PatientPrediction> patients,
	Map<String, ModelDescription> models, String settings, Path images, Map<String, String> checksums)
{

	private static final String SLICES = "slice-predictions.csv";
	private static final String PATIENTS = "patient-predictions.csv";
	private static final String SPLIT = "split.csv";
	private static final String RANGES = "slices.csv";
	private static final String MODEL = "model.json";
	private static final String SETTINGS = "study.json";
	private static final long MAX_SETTINGS = 1 << 24;

	/** A table of the folder that has no reader of its own, with the columns that the report cannot do without. */
	private record Known(String file, List<String> columns) {

		static Known of(String file, String... columns) {
			return new Known(file, List.of(columns));
		}
	}

	private static final List<Known> TABLES = List.of( //
		Known.of("runs.csv", "model", "state"), //
		Known.of("metrics.csv", "model", "subset", "level", "strategy"), //
		Known.of("best.csv", "choice", "chosen_on", "model", "strategy"), //
		Known.of("seed-means.csv", "model", "strategy", "seeds"), //
		Known.of("comparisons.csv", "subset", "test", "p"), //
		Known.of("calibration.csv", "model", "subset", "level", "strategy"), //
		Known.of("reliability.csv", "model", "subset", "strategy", "kind", "p", "observed"), //
		Known.of("decision-curves.csv", "model", "subset", "strategy", "threshold", "net_benefit"), //
		Known.of("centres.csv", "subset", "centre", "n", "hgg", "lgg"), //
		Known.of("centre-metrics.csv", "centre", "strategy", "f1"), //
		Known.of("efficiency-metrics.csv", "model", "strategy", "parameters", "f1"), //
		Known.of("files.csv", "patient", "file", "sha256"), //
		Known.of("examples/examples.csv", "grade", "sequence", "file"));

	/**
	 * Reads a folder.
	 *
	 * @param folder the folder
	 * @return what it holds
	 * @throws InputException if it is none, holds none of the tables, or one that cannot be used
	 * @throws IOException if a file cannot be read
	 */
	static StudyFolder read(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new InputException(folder,
			"is no folder; give the one that compare-models or evaluate-predictions wrote");
		Map<String, String> checksums = new TreeMap<>();
		Optional<Cohort> cohort = read(folder, CohortFile.FILE_NAME, checksums, CohortFile::readWithoutFiles);
		Optional<Split> split = read(folder, SPLIT, checksums, Split::read);
		Optional<SliceRanges> ranges = read(folder, RANGES, checksums, SliceRanges::read);
		Map<String, List<TableRow>> tables = new LinkedHashMap<>();
		for (Known table : TABLES)
			if (present(folder, table.file, checksums)) tables.put(table.file, CsvFile.read(folder.resolve(table.file),
				table.columns, row -> row));
		List<String> runs = runs(folder, tables.getOrDefault("runs.csv", List.of()));
		List<SlicePrediction> slices = new ArrayList<>();
		for (String run : runs)
			if (present(folder, run + SLICES, checksums)) slices.addAll(SlicePredictions.read(source(folder, run + SLICES)));
		List<PatientPrediction> patients = present(folder, PATIENTS, checksums) ? PatientPredictions.read(source(folder,
			PATIENTS)) : List.of();
		Map<String, ModelDescription> models = models(folder, runs, checksums);
		if (checksums.isEmpty()) throw new InputException(folder,
			"holds no table of a study; give the folder that compare-models or evaluate-predictions wrote");
		return new StudyFolder(folder.toAbsolutePath().normalize().getFileName() + "", cohort, split, ranges, tables, slices,
			patients, models, settings(folder, checksums), folder.resolve("examples"), checksums);
	}

	/** Reads a file that may be missing. */
	private interface FileReader<T> {

		T read(Path file) throws IOException;
	}

	private static <T> Optional<T> read(Path folder, String file, Map<String, String> checksums, FileReader<T> reader)
		throws IOException
	{
		return present(folder, file, checksums) ? Optional.of(reader.read(folder.resolve(file))) : Optional.empty();
	}

	/** @return the rows of a table; none where it is not there */
	List<TableRow> table(String file) {
		return tables.getOrDefault(file, List.of());
	}

	/** @return the runs whose models were trained elsewhere, so that they never learned from the study's train patients */
	Stream<TableRow> loadedRuns() {
		return table("runs.csv").stream().filter(row -> row.text("weights").equals("loaded"));
	}

	/** @return a line that says that a part is left out, for want of a table */
	Block.LeftOut leftOut(String what, String file) {
		return new Block.LeftOut(what, tables.containsKey(file) ? file + " has no row for it" : file +
			" is not in the folder");
	}

	/** @return the folders of the runs, each with a slash at its end; the study's own is the empty text */
	private static List<String> runs(Path folder, List<TableRow> rows) throws InputException {
		List<String> runs = new ArrayList<>(List.of(""));
		Set<String> seen = new HashSet<>(runs);
		for (TableRow row : rows) {
			String run = row.text("folder");
			if (!run.isEmpty() && !inside(folder, run)) throw row.error("folder", "is '" + run +
				"', which lies outside the study's folder; give one within");
			if (!run.isEmpty() && seen.add(run)) runs.add(run + "/");
		}
		return runs;
	}

	private static Map<String, ModelDescription> models(Path folder, List<String> runs, Map<String, String> checksums)
		throws IOException
	{
		Map<String, ModelDescription> models = new TreeMap<>();
		for (String run : runs)
			for (String place : List.of(run, run + "model/")) {
				if (!present(folder, place + MODEL, checksums)) continue;
				models.put(place + MODEL, GradingModel.describe(folder.resolve(place)));
			}
		return models;
	}

	private static String settings(Path folder, Map<String, String> checksums) throws IOException {
		if (!present(folder, SETTINGS, checksums)) return "";
		Path file = folder.resolve(SETTINGS);
		if (Files.size(file) > MAX_SETTINGS) throw new InputException(file, "is too large for a study's settings");
		return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
	}

	private static boolean present(Path folder, String file, Map<String, String> checksums) throws IOException {
		if (!Files.isRegularFile(folder.resolve(file))) return false;
		checksums.put(file, Checksum.sha256(folder.resolve(file)));
		return true;
	}

	private static TableSource source(Path folder, String file) {
		return CsvFile.source(folder.resolve(file));
	}

	/** Tables come from outside: what they name may lie anywhere. */
	static boolean inside(Path folder, String name) {
		try {
			Path path = folder.resolve(name).normalize();
			return path.startsWith(folder.normalize()) && !path.equals(folder.normalize());
		}
		catch (InvalidPathException e) {
			return false;
		}
	}
}
