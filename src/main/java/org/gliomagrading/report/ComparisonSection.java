package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/** The tests over all models, and those between the fusions of the chosen one. */
final class ComparisonSection {

	private static final String FILE = "comparisons.csv";
	private static final Set<String> OVER_MODELS = Set.of("friedman", "friedman_tie_corrected", "nemenyi", "wilcoxon");

	private ComparisonSection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		List<TableRow> all = material.folder().table(FILE).stream().filter(row -> row.text("subset").equals(material.results()
			.subset())).toList();
		List<Block> blocks = new ArrayList<>();
		List<TableRow> overModels = all.stream().filter(row -> OVER_MODELS.contains(row.text("test"))).toList();
		if (overModels.isEmpty()) blocks.add(material.folder().leftOut("Tests over models", FILE));
		else blocks.add(overModels(overModels));
		List<TableRow> fusions = all.stream().filter(row -> ofChosen(material, row)).toList();
		if (fusions.isEmpty()) blocks.add(material.folder().leftOut("Fusions of the chosen model", FILE));
		else blocks.add(fusions(material, fusions));
		int rest = all.size() - overModels.size() - fusions.size();
		if (rest > 0) blocks.add(new Block.Paragraph(FILE + " holds " + rest +
			" further rows about these patients: each two models and each two fusions."));
		return new Section("comparisons", "Comparisons", blocks);
	}

	private static boolean ofChosen(Material material, TableRow row) {
		if (material.best().isEmpty() || OVER_MODELS.contains(row.text("test"))) return false;
		Combination best = material.best().get().combination();
		boolean first = row.text("first_model").equals(best.model()) && row.text("first_seed").equals(best.seed());
		boolean second = row.text("second_model").isEmpty() || row.text("second_model").equals(best.model()) && row.text(
			"second_seed").equals(best.seed());
		return first && second;
	}

	private static ReportTable overModels(List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows)
			cells.add(List.of(Cell.of(row.text("test")), Cell.of(row.text("thresholds")), Cell.of(row.text("metric")), Cell.of(
				row.text("first_strategy")), Cell.of(row.text("second_strategy")), Cell.of(row.text("n")), Cell.of(row.number(
					"first")), Cell.of(row.number("second")), Cell.of(row.number("statistic")), Cell.p(row.number("p")), Cell.p(row
						.number("p_holm")), Cell.of(row.text("family")), notes.cell(row)));
		return new ReportTable("table-tests", "Tests over models", "Do the fusions differ over the models?", List.of("Test",
			"Thresholds", "Metric", "First", "Second", "Models", "Of the first", "Of the second", "Statistic", "p", "p (Holm)",
			"Family", "Note"), cells,
			notes.below("Where all models share one set of patients, p is descriptive: it is no probability over patients."))
			.withoutEmptyColumns();
	}

	private static ReportTable fusions(Material material, List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows)
			cells.add(List.of(Cell.of(row.text("test")), Cell.of(row.text("thresholds")), Cell.of(row.text("metric")), Cell.of(
				row.text("first_strategy")), Cell.of(row.text("second_strategy")), Cell.of(row.text("n")), Cell.of(row.number(
					"first")), Cell.of(row.number("second")), Cell.metric(row, "difference"), Cell.of(row.number("statistic")), Cell.p(
						row.number("p")), notes.cell(row)));
		return new ReportTable("table-fusions", "Fusions compared", "The fusions of " + material.best().get().combination()
			.modelName() + " on the same patients.", List.of("Test", "Thresholds", "Metric", "First", "Second", "Patients",
				"Of the first", "Of the second", "Difference", "Statistic", "p", "Note"), cells,
			notes.below("Differences with 95% limits. p is not adjusted for the number of tests.")).withoutEmptyColumns().fold();
	}
}
