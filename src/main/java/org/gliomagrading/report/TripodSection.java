package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.model.ModelDescription.Training;
import org.gliomagrading.statistics.Metric;

/**
 * The items of TRIPOD+AI (Collins et al. 2024, BMJ 385:e078378, table 2), the reporting guideline for prediction models,
 * that a run can fill in. The others are the authors'. Of predictions that another program made it says no more than the
 * tables do.
 */
final class TripodSection {

	/** The items that nothing in the folder can fill in, with their topics. */
	static final String FOR_AUTHORS = "1 (title), 2 (abstract), 3a, 3b, 3c (background), 4 (objectives), 5b (dates), 6c " +
		"(treatments), 8b, 8c (how the grade was assessed), 9c (how predictors were assessed), 14 (fairness), 17 (ethical " +
		"approval), 18a, 18b, 18c, 18d, 18e (open science), 19 (patient and public involvement), 25 (interpretation), 26 " +
		"(limitations), 27a, 27b, 27c (usability in the context of current care)";

	private static final String UNKNOWN = "Not recorded in the folder.";

	private final Material material;
	private final People people;
	private final List<List<Cell>> rows = new ArrayList<>();

	private TripodSection(Material material) {
		this.material = material;
		people = material.people();
	}

	static Section of(Material material) {
		return new Section("tripod", "TRIPOD+AI", List.of(new TripodSection(material).table(), new Block.Paragraph(
			"For the authors to fill in: " + FOR_AUTHORS + ".")));
	}

	private ReportTable table() {
		boolean ours = material.readImages();
		long centres = people.used().stream().map(People.Person::centre).filter(centre -> !centre.isEmpty()).distinct()
			.count();
		add("5a", "Data", (material.synthetic() ? "Synthetic phantoms. " : "") + "Folder " + material.folder().name() +
			"; SHA-256 of its tables: section Provenance.");
		add("6a", "Participants: setting", centres == 0 ? "No centre is recorded." : number(centres, "centre") +
			"; section Centres. Where they lie is for the authors to say.");
		add("6b", "Participants: eligibility", !ours ? UNKNOWN :
			"T1CE, T2 and FLAIR readable and on one grid; a segmentation or a table of slices; a known grade to train and to " +
				"judge. " + people.leftOut().size() + " of " + people.all().size() + " left out: Figure 2.");
		add("7", "Data preparation", !ours ? UNKNOWN :
			"Volumes turned to LPS, never interpolated; slices resized bilinearly to the network's input, then each channel of " +
				"each slice scaled to 0..1." + preprocessing());
		add("8a", "Outcome", "HGG or LGG, the words of BraTS; LGG includes WHO grade 3.");
		add("9a, 9b", "Predictors", ours ? "Axial slices of T1CE, T2 and FLAIR: section How slices were chosen." : UNKNOWN);
		add("10", "Sample size", number(people.used().size(), "patient") +
			" used; the size was not computed beforehand by this program.");
		add("11", "Missing data", ours ? "Patients with a missing file are left out; nothing is imputed." : UNKNOWN);
		add("12a", "Analytical methods: use of the data", subsets());
		add("12b", "Analytical methods: predictors", ours ? "As item 7; the network learns its features from the slices."
			: UNKNOWN);
		add("12c", "Analytical methods: model building", models());
		add("12d, 23b", "Heterogeneity between centres", material.folder().table("centre-metrics.csv").isEmpty()
			? "Not evaluated: centre-metrics.csv is not in the folder." : "Section Centres.");
		add("12e, 23a", "Model performance", performance());
		boolean scaled = material.folder().table("calibration.csv").stream().anyMatch(row -> row.text("scaling").equals(
			"temperature"));
		add("12f, 24", "Model updating", scaled
			? "Temperature scaling, fitted on validation patients, beside the model as it is." : "None.");
		add("12g", "Analytical methods: predictions", "P(HGG) of each slice, fused into one result for a patient: " +
			strategies() + ".");
		add("13", "Class imbalance", grades(people.used()) + ". " + (ours ? "Nothing was resampled" + weighed() + (scaled
			? "; recalibration: item 12f" : "; not recalibrated") + ". " : "") +
			"Tables of metrics have a row for the rule that calls everyone HGG.");
		add("15", "Model output", "P(HGG) of 0 to 1; HGG from " + thresholds() + ", which was given before the evaluation" +
			(material.folder().table("comparisons.csv").stream().anyMatch(row -> row.text("thresholds").equals("validation"))
				? "; fusions are compared at thresholds found on validation patients, too" : "") + ".");
		add("16", "Training versus evaluation", differences());
		add("18f", "Open science: code", version().map(version -> "Glioma Grading " + version + "; section Provenance.").orElse(
			UNKNOWN));
		add("20a", "Participants: flow", "Figure 2.");
		add("20b, 20c", "Participants: characteristics", "Grades and slices by subset: table Patients and slices" + (centres == 0
			? "" : "; centres: section Centres") + ". Demographics, dates and treatments are not recorded.");
		add("21", "Model development", bySubset().isEmpty() ? grades(people.used()) + "." : bySubset() + ".");
		add("22", "Model specification", material.folder().models().isEmpty() ? "No model folder was in the study's folder."
			: "Model folders with weights; section Provenance.");
		return new ReportTable("table-tripod", "TRIPOD+AI", "Items of TRIPOD+AI that this run can fill in.", List.of("Item",
			"Topic", "What this run says"), rows);
	}

	private void add(String item, String topic, String text) {
		rows.add(List.of(Cell.of(item), Cell.of(topic), Cell.of(text)));
	}

	private static String number(long count, String what) {
		return count + " " + what + (count == 1 ? "" : "s");
	}

	private String preprocessing() {
		return material.folder().models().values().stream().anyMatch(model -> ModelDescription.PUBLISHED_PREPROCESSING.equals(
			model.preprocessing())) ? " Some models then scale as in the training of their published weights." : "";
	}

	private List<String> subsetNames() {
		return new Flow(people, "").subsetNames().stream().filter(subset -> !subset.isEmpty()).toList();
	}

	private String subsets() {
		if (subsetNames().isEmpty()) return "Not split: all patients are evaluated.";
		return "Split by patient: " + subsetNames().stream().map(subset -> subset + " " + people.used().stream().filter(
			person -> person.subset().equals(subset)).count()).collect(Collectors.joining(", ")) + ".";
	}

	private String bySubset() {
		return subsetNames().stream().map(subset -> subset + ": " + grades(people.used().stream().filter(person -> person.subset()
			.equals(subset)).toList())).collect(Collectors.joining("; "));
	}

	private Stream<Map.Entry<String, ModelDescription>> models(boolean loaded) {
		return material.folder().models().entrySet().stream().filter(model -> model.getValue().training() != null && material
			.folder().loadedRuns().anyMatch(run -> model.getKey().startsWith(run.text("folder") + "/")) == loaded);
	}

	private List<Training> trainings() {
		return material.folder().models().values().stream().map(ModelDescription::training).filter(Objects::nonNull).toList();
	}

	private String models() {
		if (trainings().isEmpty()) return "No trained model was in the study's folder.";
		return number(trainings().size(), "trained convolutional network") +
			": start, epochs, step size, batch and seed in section Provenance; hyperparameters were not tuned by this program; the " +
			"best epoch on validation patients by " + trainings().stream().map(Training::monitor).distinct().collect(Collectors
				.joining(", ")) + ".";
	}

	private String performance() {
		List<String> parts = new ArrayList<>();
		if (!material.results().rows().isEmpty()) parts.add(Stream.of(Metric.values()).map(Metric::words).collect(Collectors
			.joining(", ")) + ", with 95% intervals where they can be had");
		if (!material.folder().patients().isEmpty()) parts.add("ROC curves");
		if (!material.folder().table("calibration.csv").isEmpty()) parts.add("calibration");
		if (!material.folder().table("decision-curves.csv").isEmpty()) parts.add("decision curves");
		if (!material.folder().table("comparisons.csv").isEmpty()) parts.add("tests between models and fusions");
		return parts.isEmpty() ? UNKNOWN : String.join("; ", parts) + ".";
	}

	private String weighed() {
		return trainings().stream().anyMatch(training -> training.options() != null && training.options().classWeights())
			? "; in some trainings slices weigh by their grade" : "";
	}

	private String strategies() {
		return material.folder().patients().stream().map(each -> Combination.of(each).strategyName()).distinct().collect(
			Collectors.joining(", "));
	}

	private String thresholds() {
		String thresholds = material.results().combinations().stream().map(Combination::threshold).filter(each -> !each
			.isEmpty()).distinct().limit(5).collect(Collectors.joining(", "));
		return thresholds.isEmpty() ? "a threshold that is not recorded" : thresholds;
	}

	private String differences() {
		List<String> parts = new ArrayList<>();
		if (models(false).findAny().isPresent() && !subsetNames().isEmpty()) parts.add(
			"Models trained in this study: patients of the same cohort, split by patient, so that setting, eligibility, outcome " +
				"and predictors differ by chance alone" + (subsetNames().contains("test") ? "" : " (none is called test)") + ".");
		List<String> loaded = models(true).map(model -> model.getValue().name() + Optional.ofNullable(model.getValue().training()
			.cohort()).map(cohort -> " (cohort " + cohort.name() + ")").orElse("")).distinct().toList();
		if (!loaded.isEmpty()) parts.add("Models trained on other patients: " + String.join(", ", loaded) +
			". How those differ is for the authors to say.");
		return parts.isEmpty() ? UNKNOWN : String.join(" ", parts);
	}

	private Optional<String> version() {
		return Stream.concat(Settings.of(material.folder().settings()).versions().entrySet().stream(), trainings().stream().map(
			Training::versions).filter(Objects::nonNull).flatMap(versions -> versions.entrySet().stream()))
			.filter(each -> each.getKey().equals("gliomaGrading")).map(Map.Entry::getValue).findFirst();
	}

	private static String grades(List<People.Person> patients) {
		return patients.stream().filter(person -> person.grade().equals("HGG")).count() + " HGG, " + patients.stream().filter(
			person -> person.grade().equals("LGG")).count() + " LGG";
	}
}
