package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;

/** Each patient's result with the slices that made it. */
final class PatientSection {

	/** Stands beside a call that is not the true grade. */
	static final String WRONG = "wrong";

	private static final String FILE = "patient-predictions.csv";

	/** A patient's results, by model and fusion. */
	private final Map<String, Map<Combination, PatientPrediction>> results = new HashMap<>();
	private final Material material;

	private PatientSection(Material material) {
		this.material = material;
		for (PatientPrediction p : material.folder().patients())
			results.computeIfAbsent(p.patient(), key -> new HashMap<>()).put(Combination.of(p), p);
	}

	static Section of(Material material) {
		return new Section("patients", "Each patient", new PatientSection(material).blocks());
	}

	private List<Block> blocks() {
		List<Combination> all = combinations();
		if (all.isEmpty()) return List.of(material.folder().leftOut("Each patient's result", FILE));
		Combination best = material.best().map(Results.Choice::combination).orElse(all.get(0));
		List<Combination> fusions = all.stream().filter(each -> each.model().equals(best.model()) && each.seed().equals(best
			.seed())).toList();
		List<Block> blocks = new ArrayList<>();
		if (material.folder().slices().isEmpty()) blocks.add(material.folder().leftOut("Each patient's slices",
			"slice-predictions.csv"));
		blocks.add(table(best, fusions));
		List<Combination> models = all.stream().filter(each -> each.strategy().equals(best.strategy()) && each.threshold()
			.equals(best.threshold())).toList();
		if (models.size() > 1) blocks.add(models(best, models));
		return blocks;
	}

	/** Without metrics, such as of patients whose grades nobody knows, what there are predictions of. */
	private List<Combination> combinations() {
		List<Combination> reported = material.results().combinations();
		return (reported.isEmpty() ? material.folder().patients().stream().map(Combination::of) : reported.stream().filter(
			each -> results.values().stream().anyMatch(known -> known.containsKey(each)))).distinct().toList();
	}

	private List<People.Person> people(List<Combination> wanted) {
		boolean anySubset = material.results().rows().isEmpty();
		return material.people().all().stream().filter(person -> anySubset || person.subset().equals(material.results()
			.subset())).filter(person -> wanted.stream().anyMatch(each -> results.getOrDefault(person.name(), Map.of())
				.containsKey(each))).toList();
	}

	private ReportTable table(Combination best, List<Combination> fusions) {
		Map<String, List<SlicePrediction>> slices = material.folder().slices().stream().filter(p -> p.model().equals(best
			.model()) && p.seed().equals(best.seed())).collect(Collectors.groupingBy(SlicePrediction::patient));
		List<String> columns = new ArrayList<>(List.of("Patient", "Centre", "Grade", "Slices", "P(HGG) of each slice"));
		fusions.forEach(each -> columns.add(each.strategyName()));
		List<List<Cell>> rows = new ArrayList<>();
		for (People.Person person : people(fusions)) {
			List<Cell> row = new ArrayList<>(List.of(Cell.of(person.name()), Cell.of(person.centre()), Cell.of(Flow.gradeName(
				person.grade())), slices(person), strip(slices.getOrDefault(person.name(), List.of()))));
			fusions.forEach(each -> row.add(result(person, each)));
			rows.add(row);
		}
		return new ReportTable("table-results", "Results", "Each patient's result by " + best.modelName() + ", " + (material
			.results().rows().isEmpty() ? "all patients" : material.results().who()) + ".", columns, rows,
			"Slices: the first and the last, counted from 0 along the stored axis, and their number. The line is at 0.5.");
	}

	private ReportTable models(Combination best, List<Combination> models) {
		List<String> columns = new ArrayList<>(List.of("Patient", "Grade"));
		models.forEach(each -> columns.add(each.modelName() + (each.seed().isEmpty() ? "" : ", seed " + each.seed())));
		List<List<Cell>> rows = people(models).stream().map(person -> Stream.concat(Stream.of(Cell.of(person.name()), Cell.of(
			Flow.gradeName(person.grade()))), models.stream().map(each -> result(person, each))).toList()).toList();
		return new ReportTable("table-results-of-models", "Results of all models", "Each patient's result by " + best
			.strategyName() + " of each model.", columns, rows).fold();
	}

	private static Cell slices(People.Person person) {
		if (person.slices() == 0) return Cell.of("");
		return Cell.of(person.first() < 0 ? "" + person.slices() : person.first() + " to " + person.last() + " (" + person
			.slices() + ")");
	}

	private static Cell strip(List<SlicePrediction> slices) {
		if (slices.isEmpty()) return Cell.of("");
		List<Double> probabilities = slices.stream().sorted(Comparator.comparingInt(SlicePrediction::slice)).map(
			SlicePrediction::pHgg).toList();
		return Cell.of(new SliceStrip(probabilities), probabilities.stream().map(Rounded::of).collect(Collectors.joining(
			" ")));
	}

	private Cell result(People.Person person, Combination combination) {
		PatientPrediction p = results.getOrDefault(person.name(), Map.of()).get(combination);
		if (p == null) return Cell.of("");
		boolean wrong = p.grade().isPresent() && p.grade().get() != p.predicted();
		return new Cell(p.pHgg(), Rounded.of(p.pHgg()) + " " + p.predicted(), wrong ? WRONG : "", Optional.empty());
	}
}
