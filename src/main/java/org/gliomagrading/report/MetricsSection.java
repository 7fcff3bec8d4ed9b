package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.statistics.Metric;

/** All metrics, and their means over seeds. */
final class MetricsSection {

	private static final List<String> COUNTS = List.of("n", "tp", "fp", "fn", "tn");
	private static final List<String> MEANS = List.of("accuracy", "precision", "recall", "specificity", "f1", "auc",
		"train_f1", "validation_f1");

	private MetricsSection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		List<Block> blocks = new ArrayList<>();
		List<TableRow> slices = material.folder().table("metrics.csv").stream().filter(row -> row.text("level").equals(
			"slice")).toList();
		if (material.results().rows().isEmpty()) blocks.add(material.folder().leftOut("Metrics of patients", "metrics.csv"));
		else blocks.add(table("table-metrics", "All metrics", "All metrics of the " + material.results().who() + ".", material
			.results().rows()).fold());
		if (!slices.isEmpty()) blocks.add(table("table-slices", "Slices",
			"Metrics of single slices. They show what a network does; they are no result about patients.", slices).fold());
		List<TableRow> means = material.folder().table("seed-means.csv");
		if (means.stream().anyMatch(row -> !row.text("seeds").equals("1"))) blocks.add(means(means));
		return new Section("metrics", "All metrics", blocks);
	}

	private static ReportTable table(String id, String title, String caption, List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<String> columns = new ArrayList<>(List.of("Model", "Seed", "Subset", "Strategy", "Threshold"));
		columns.addAll(COUNTS);
		for (Metric metric : Metric.values())
			columns.add(metric.column());
		columns.add("Note");
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows) {
			Combination combination = Combination.of(row);
			List<Cell> line = new ArrayList<>(List.of(Cell.of(combination.modelName()), Cell.of(combination.seed()), Cell.of(row
				.text("subset")), Cell.of(combination.strategy()), Cell.of(combination.threshold())));
			for (String count : COUNTS)
				line.add(Cell.of(row.integer(count)));
			for (Metric metric : Metric.values())
				line.add(Cell.metric(row, metric.column()));
			line.add(notes.cell(row));
			cells.add(line);
		}
		return new ReportTable(id, title, caption, columns, cells, notes.below("With 95% intervals."))
			.withoutEmptyColumns();
	}

	private static ReportTable means(List<TableRow> rows) throws InputException {
		List<String> columns = new ArrayList<>(List.of("Model", "Strategy", "Seeds"));
		columns.addAll(MEANS);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows) {
			Combination combination = Combination.of(row);
			List<Cell> line = new ArrayList<>(List.of(Cell.of(combination.modelName()), Cell.of(combination.strategyName()), Cell
				.of(row.integer("seeds"))));
			for (String metric : MEANS) {
				double deviation = row.number(metric + "_sd");
				Cell mean = Cell.of(row.number(metric));
				line.add(new Cell(mean.value(), mean.text(), Double.isNaN(deviation) ? "" : "SD " + Rounded.of(deviation), mean
					.picture()));
			}
			cells.add(line);
		}
		return new ReportTable("table-seeds", "Seeds", "Means over the seeds of the trainings.", columns, cells,
			"With standard deviations (SD) over the seeds.");
	}
}
