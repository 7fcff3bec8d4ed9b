package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/** The study's Table 5: combinations of model and fusion that stand out. */
final class SummaryTable {

	private static final List<String> COLUMNS = List.of("Model", "Aggregation strategy", "Precision", "Recall", "F1-score",
		"Specificity", "Train F1-score", "Notes");
	private static final List<String> METRICS = List.of("precision", "recall", "f1", "specificity");

	private SummaryTable() {
		// only static methods
	}

	static Block of(Material material) throws InputException {
		Results results = material.results();
		if (material.best().isEmpty()) return new Block.LeftOut("Table 5 (summary)",
			"metrics.csv has no row of patients, or is not in the folder");
		List<List<Cell>> rows = new ArrayList<>();
		add(rows, material, Optional.of(material.best().get().combination()), "Chosen: " + material.best().get().how());
		List<Combination> all = results.combinations();
		Families families = Families.of(material.folder());
		add(rows, material, results.highest(all, "f1", results.subset()), "Highest F1");
		add(rows, material, results.highest(all, "recall", results.subset()), "Highest recall");
		add(rows, material, results.highest(all, "balanced_accuracy", results.subset()), "Highest balanced accuracy");
		List<Combination> light = all.stream().filter(each -> families.of(each.model()).equals("lightweight")).toList();
		add(rows, material, results.highest(light, "f1", results.subset()), "Compact model: highest F1 of the lightweight ones");
		add(rows, material, lowest(all, results), "Lowest F1");
		add(rows, material, results.all().stream().filter(Combination::everyone).findFirst(), "The rule that calls every patient HGG");
		String chosenHere = material.best().get().tooGood() ? "All rows but the last are " : "All rows but the first and the last are ";
		return new ReportTable("table-5", "Table 5", "Summary of models on " + results.who() + ". " + chosenHere +
			"chosen on the very patients that they are reported on, so their figures are too good.", COLUMNS, rows, material
				.notes(), false);
	}

	private static Optional<Combination> lowest(List<Combination> all, Results results) throws InputException {
		Combination lowest = null;
		double f1 = Double.POSITIVE_INFINITY;
		for (Combination each : all) {
			double found = results.reported(each).number("f1");
			if (found < f1) {
				f1 = found;
				lowest = each;
			}
		}
		return Optional.ofNullable(lowest);
	}

	private static void add(List<List<Cell>> rows, Material material, Optional<Combination> chosen, String note)
		throws InputException
	{
		if (chosen.isEmpty()) return;
		Combination combination = chosen.get();
		TableRow row = material.results().reported(combination);
		List<Cell> cells = new ArrayList<>(combination.everyone() ? List.of(Cell.of(combination.strategyName()), Cell.of(""))
			: List.of(Cell.of(material.results().label(combination)), Cell.of(combination.strategyName())));
		for (String metric : METRICS)
			cells.add(Cell.metric(row, metric));
		cells.add(ModelTables.trainF1(material, combination));
		cells.add(Cell.of(note));
		rows.add(cells);
	}
}
