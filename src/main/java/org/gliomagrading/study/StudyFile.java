package org.gliomagrading.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.gliomagrading.cohort.CentreSplitter;
import org.gliomagrading.cohort.Share;
import org.gliomagrading.cohort.SplitRule;
import org.gliomagrading.cohort.Splitter;
import org.gliomagrading.evaluation.EvaluationFolder.Options;
import org.gliomagrading.fusion.FusionService;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.statistics.Bootstrap;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.ThresholdSearch;
import org.gliomagrading.training.TrainingService;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * What a study file asks for. Its paths are resolved against its folder.
 *
 * @param cohort folder or table of the patients
 * @param exclude the table of patients to leave out
 * @param slices the table of slices; empty where the segmentations mark them
 * @param splitTable the table of subsets; empty where the study splits the cohort itself
 * @param splitRule how it does
 * @param models the models, each name once
 * @param seeds seeds of the trainings
 * @param fusions names of fusion strategies
 * @param threshold a patient is called HGG from here
 * @param chooseBy the metric by which the best model is chosen on validation
 * @param evaluation how predictions are evaluated
 * @param json the file with its defaults filled in
 */
public record StudyFile(Path cohort, Optional<Path> exclude, Optional<Path> slices, Optional<Path> splitTable,
	SplitRule splitRule, List<StudyModel> models, List<Long> seeds, List<String> fusions, double threshold, Metric chooseBy,
	Options evaluation, JsonObject json)
{

	private static final List<String> STUDY_FUSIONS = List.of("majority", "soft", "attention");

	/** What a run is: a model and the seed it is trained with. */
	record Run(StudyModel model, Optional<Long> seed) {
	}

	/**
	 * @param file the study file
	 * @param training knows monitors and schedules
	 * @param fusion knows fusion strategies
	 * @return the study
	 * @throws InputException if it cannot be read, or something in it cannot be used or is not known
	 */
	public static StudyFile read(Path file, TrainingService training, FusionService fusion) throws InputException {
		return read(new Fields(file, "", JsonFile.read(file)), file.resolveSibling(""), true, training, fusion);
	}

	/**
	 * Reads the fields of a study file.
	 *
	 * @param base the folder that paths are relative to
	 * @param look whether the models to start from must be there
	 */
	static StudyFile read(Fields fields, Path base, boolean look, TrainingService training, FusionService fusion)
		throws InputException
	{
		Path cohort = base.resolve(fields.text("cohort"));
		Optional<Path> exclude = Optional.ofNullable(fields.text("exclude", null)).map(base::resolve);
		Optional<Path> slices = Optional.ofNullable(fields.text("slices", null)).map(base::resolve);
		boolean table = fields.has("split") && Fields.isText(fields.json().get("split"));
		Optional<Path> splitTable = table ? Optional.of(base.resolve(fields.text("split"))) : Optional.empty();
		SplitRule rule = table ? null : splitRule(fields);
		List<StudyModel> models = models(fields, base, look, training);
		List<Long> seeds = seeds(fields);
		List<String> fusions = fields.texts("fusions", STUDY_FUSIONS);
		fusion.strategies(String.join(",", fusions));
		double threshold = fields.number("threshold", PatientPrediction.DEFAULT_THRESHOLD, 0, 1);
		Metric metric = metric(fields);
		Options evaluation = evaluation(fields);
		return new StudyFile(cohort, exclude, slices, splitTable, rule, models, seeds, fusions, threshold, metric, evaluation,
			fields.end());
	}

	private static SplitRule splitRule(Fields fields) throws InputException {
		Fields split = fields.object("split");
		Share test = Share.parse("split.test", split.amount("test", "0.2"));
		Share validation = Share.parse("split.validation", split.amount("validation", "0.2"));
		boolean byCentre = split.word("group", "none", "centre").equals("centre");
		int seed = split.whole("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
		fields.keep("split", split.end());
		return byCentre ? new CentreSplitter(test, validation, seed) : new Splitter(test, validation, seed);
	}

	private static List<StudyModel> models(Fields fields, Path base, boolean look, TrainingService service)
		throws InputException
	{
		Fields common = fields.object("training");
		TrainingSettings.read(common, service);
		List<StudyModel> models = new ArrayList<>();
		Set<String> names = new HashSet<>();
		JsonArray filled = new JsonArray();
		for (JsonElement each : fields.list("models")) {
			StudyModel model = StudyModel.read(fields, models.size(), each, common.json(), look, base, service);
			if (!names.add(model.name().toLowerCase(Locale.ROOT))) throw fields.error("models", "has the name '" + model.name() +
				"' twice (capitals do not tell folders apart); give one of them another");
			models.add(model);
			filled.add(model.json());
		}
		if (models.isEmpty()) throw fields.error("models", "is missing or empty; name the models to compare");
		fields.keep("models", filled);
		return List.copyOf(models);
	}

	private static List<Long> seeds(Fields fields) throws InputException {
		List<Long> seeds = new ArrayList<>();
		JsonArray filled = new JsonArray();
		for (JsonElement each : fields.has("seeds") ? fields.list("seeds") : List.<JsonElement> of(new JsonPrimitive(1)))
		{
			if (!each.toString().matches("-?\\d{1,18}")) throw fields.error("seeds", "must be a list of whole numbers");
			if (seeds.contains(each.getAsLong())) throw fields.error("seeds", "has " + each + " twice; keep one");
			seeds.add(each.getAsLong());
			filled.add(each.getAsLong());
		}
		if (seeds.isEmpty()) throw fields.error("seeds", "is empty; give a seed, or leave it out for seed 1");
		fields.keep("seeds", filled);
		return List.copyOf(seeds);
	}

	private static Metric metric(Fields fields) throws InputException {
		String column = fields.text("chooseBy", Metric.F1.column());
		List<String> known = new ArrayList<>();
		for (Metric metric : Metric.values()) {
			if (metric == Metric.BRIER) continue; // small is good there, and majority voting has none
			if (metric.column().equals(column)) return metric;
			known.add(metric.column());
		}
		throw fields.error("chooseBy", "is '" + column + "'; give one of " + String.join(", ", known));
	}

	private static Options evaluation(Fields fields) throws InputException {
		Fields own = fields.object("evaluation");
		ThresholdSearch search = ThresholdSearch.valueOf(own.word("maximise", "youden", "f1").toUpperCase(Locale.ROOT));
		boolean temperature = own.flag("temperature");
		Set<String> lowGradeCentres = new TreeSet<>(own.texts("lowGradeCentres", List.of()));
		int seed = own.whole("seed", (int) Bootstrap.SEED, Integer.MIN_VALUE, Integer.MAX_VALUE);
		fields.keep("evaluation", own.end());
		return new Options("", search, temperature, lowGradeCentres, new Bootstrap(Bootstrap.DRAWS, seed));
	}

	/** @return the runs, model by model; one of a model that is not trained has no seed */
	List<Run> runs() {
		List<Run> runs = new ArrayList<>();
		for (StudyModel model : models) {
			if (model.trained().isPresent()) runs.add(new Run(model, Optional.empty()));
			else seeds.forEach(seed -> runs.add(new Run(model, Optional.of(seed))));
		}
		return runs;
	}
}
