package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.model.ModelDescription.Training;
import org.gliomagrading.statistics.Metric;

/**
 * The items of TRIPOD+AI (Collins et al. 2024, BMJ 385:e078378), the reporting guideline for prediction models, that a
 * run can fill in. The others are the authors'.
 */
final class TripodSection {

	private static final String FOR_AUTHORS = "1 to 4 (title to objectives), 5b (dates), 6c (treatments), 8b and 8c (how " +
		"the grade was assessed), 9c, 14 (fairness), 17 (ethics), 18a to 18f (funding to sharing), 19 (patients' involvement), " +
		"25 to 27 (interpretation, limitations, use in care)";

	private final Material material;
	private final List<List<Cell>> rows = new ArrayList<>();

	private TripodSection(Material material) {
		this.material = material;
	}

	static Section of(Material material) {
		return new Section("tripod", "TRIPOD+AI", List.of(new TripodSection(material).table(), new Block.Paragraph(
			"For the authors to fill in: " + FOR_AUTHORS + ".")));
	}

	private ReportTable table() {
		People people = material.people();
		Flow flow = new Flow(people, "");
		String split = flow.subsetNames().stream().map(subset -> Flow.subsetName(subset) + " " + people.used()
			.stream().filter(person -> person.subset().equals(subset)).count()).collect(Collectors.joining(", "));
		long centres = people.used().stream().map(People.Person::centre).filter(centre -> !centre.isEmpty()).distinct()
			.count();
		add("5a", "Source of data", (material.synthetic() ? "Synthetic phantoms. " : "") + "Folder " + material.folder().name() +
			"; SHA-256 of its tables: section Provenance.");
		add("6a", "Centres", centres == 0 ? "Not recorded." : centres + " centres; section Centres.");
		add("6b", "Eligibility", "T1CE, T2 and FLAIR readable and on one grid; a segmentation or a table of slices; a known " +
			"grade to train and to judge. " + people.leftOut().size() + " of " + people.all().size() + " left out: Figure 2.");
		add("7", "Data preparation", "Volumes turned to LPS, never interpolated; slices resized bilinearly to the network's " +
			"input, then each channel of each slice scaled to 0..1." + preprocessing());
		add("8a", "Outcome", "HGG or LGG, the words of BraTS; LGG includes WHO grade 3.");
		add("9a, 9b", "Predictors", "Axial slices of T1CE, T2 and FLAIR: section How slices were chosen.");
		add("10", "Sample size", people.used().size() + " patients were used; it was not computed beforehand by this program.");
		add("11", "Missing data", "Patients with a missing file are left out; nothing is imputed.");
		add("12a", "Use of the data", "Split by patient: " + split + ".");
		add("12b", "Handling of predictors", "As item 7; the network learns its features from the slices.");
		add("12c", "Model building", models());
		add("12d, 23b", "Heterogeneity between centres", material.folder().table("centre-metrics.csv").isEmpty()
			? "Not evaluated: centre-metrics.csv is not in the folder." : "Section Centres.");
		add("12e, 23a", "Measures of performance", List.of(Metric.values()).stream().map(Metric::words).collect(Collectors
			.joining(", ")) + ", with 95% intervals where they can be had; ROC, calibration and decision curves.");
		add("12f, 24", "Updating", material.folder().table("calibration.csv").stream().anyMatch(row -> row.text("scaling")
			.equals("temperature")) ? "Temperature scaling, fitted on validation patients, beside the model as it is."
				: "None.");
		add("12g", "How predictions are made", "P(HGG) of each slice, fused into one result for a patient: " + strategies() +
			".");
		add("13", "Class imbalance", grades(people) + ". Nothing was resampled" + weighed() + "; the rule that calls everyone HGG stands in " +
			"each table.");
		add("15", "Output and threshold", "P(HGG) of 0 to 1; HGG from " + thresholds() + ".");
		add("16", "Training and evaluation data", "Patients of one cohort, split by patient; no external data were " +
			"evaluated unless the cohort is one.");
		add("20a", "Flow of participants", "Figure 2.");
		add("20b, 20c, 21", "Participants in each analysis", "Table Patients and slices.");
		add("22", "The model itself", material.folder().models().isEmpty() ? "No model folder was in the study's folder."
			: "Model folders with weights; section Provenance.");
		return new ReportTable("table-tripod", "TRIPOD+AI", "Items of TRIPOD+AI that this run can fill in.", List.of("Item",
			"Topic", "What this run says"), rows);
	}

	private void add(String item, String topic, String text) {
		rows.add(List.of(Cell.of(item), Cell.of(topic), Cell.of(text)));
	}

	private String preprocessing() {
		return material.folder().models().values().stream().anyMatch(model -> ModelDescription.PUBLISHED_PREPROCESSING.equals(
			model.preprocessing())) ? " Some models then scale as in the training of their published weights." : "";
	}

	private List<Training> trainings() {
		return material.folder().models().values().stream().map(ModelDescription::training).filter(Objects::nonNull).toList();
	}

	private String models() {
		if (trainings().isEmpty()) return "No trained model was in the study's folder.";
		return trainings().size() + " trained models: start, epochs, step size, batch and seed in section Provenance; the " +
			"best epoch on validation patients by " + trainings().stream().map(Training::monitor).distinct().collect(Collectors
				.joining(", ")) + ".";
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

	private static String grades(People people) {
		return people.used().stream().filter(person -> person.grade().equals("HGG")).count() + " HGG, " + people.used()
			.stream().filter(person -> person.grade().equals("LGG")).count() + " LGG";
	}
}
