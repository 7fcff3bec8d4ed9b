package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.report.Series.Point;

/** What models cost and what they bring: the study's Figure 3, and the same for time and memory. */
final class EfficiencySection {

	private static final String FILE = "efficiency-metrics.csv";

	/** More than anything costs in any unit: an axis must have an end. */
	private static final double MOST = 1e15;

	/** A cost, and how a chart shows it. */
	private record Cost(String column, String id, String title, String label, String words, double unit) {
	}

	private static final List<Cost> COSTS = List.of( //
		new Cost("parameters", "figure-3", "Figure 3", "Parameters (millions)", "its parameters", 1e6), //
		new Cost("seconds_per_patient", "figure-3b", "Figure 3b", "Seconds for a patient",
			"the time that a patient takes", 1), //
		new Cost("peak_memory_mb", "figure-3c", "Figure 3c", "Peak memory (MB)", "the memory that it takes", 1));

	private EfficiencySection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		List<Combination> best = material.results().bestFusions();
		List<TableRow> rows = new ArrayList<>();
		for (TableRow row : material.folder().table(FILE))
			if (row.text("subset").equals(material.results().subset()) && row.text("level").equals("patient") && best.contains(
				Combination.of(row))) rows.add(row);
		if (rows.isEmpty()) return new Section("efficiency", "Efficiency", List.of(material.folder().leftOut(
			"Figure 3 (F1 against what models cost)", FILE)));
		List<Block> blocks = new ArrayList<>();
		for (Cost cost : COSTS) {
			List<TableRow> known = new ArrayList<>();
			for (TableRow row : rows)
				if (row.number(cost.column(), 0, MOST) > 0 && !Double.isNaN(row.number("f1", 0, 1))) known.add(row);
			if (known.isEmpty()) blocks.add(new Block.LeftOut(cost.title(), FILE + " has no " + cost.column()));
			else blocks.add(figure(material, cost, known));
		}
		for (TableRow row : material.folder().table(FILE))
			if (row.text("subset").equals(material.results().subset()) && row.text("level").equals("patient") && Combination.of(row)
				.everyone()) rows.add(row);
		blocks.add(table(rows));
		return new Section("efficiency", "Efficiency", blocks);
	}

	private static Figure figure(Material material, Cost cost, List<TableRow> rows) throws InputException {
		Families families = Families.of(material.folder());
		List<String> names = rows.stream().map(row -> families.of(row.text("model"))).distinct().toList();
		List<Series> series = new ArrayList<>();
		List<Double> f1 = new ArrayList<>();
		List<Double> costs = new ArrayList<>();
		for (String family : names) {
			List<Point> points = new ArrayList<>();
			for (TableRow row : rows) {
				if (!families.of(row.text("model")).equals(family)) continue;
				Point point = new Point(row.number(cost.column()) / cost.unit(), row.number("f1"), Double.NaN, Double.NaN,
					Combination.of(row).modelName());
				points.add(point);
				costs.add(point.x());
				f1.add(point.y());
			}
			series.add(Series.dots(family, Ink.series(series.size()), points));
		}
		return new Figure(cost.id(), cost.title(), "F1 of each model with its best fusion (chosen on the same patients) " +
			"against " + cost.words() + ", " + material.results().who() + ".", new Chart(Axis
				.logarithmic(cost.label(), costs.stream().mapToDouble(Double::doubleValue)), Axis.shareAround("F1", f1.stream()
					.mapToDouble(Double::doubleValue)), series, material.watermark()));
	}

	private static ReportTable table(List<TableRow> rows) throws InputException {
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows) {
			Combination combination = Combination.of(row);
			cells.add(List.of(Cell.of(combination.everyone() ? "" : combination.modelName()), Cell.of(combination.seed()), Cell.of(
				combination.strategyName()), Cell.of(row.text("device")), amount(row, "parameters"), amount(row, "seconds_per_patient"), amount(
					row, "peak_memory_mb"), Cell.metric(row, "f1"), Cell.metric(row, "specificity"), Cell.metric(row, "auc")));
		}
		return new ReportTable("table-efficiency", "Efficiency", "What models cost, and what they bring.", List.of("Model",
			"Seed", "Strategy", "Device", "Parameters", "Seconds for a patient", "Peak memory (MB)", "F1", "Specificity", "AUC"), cells,
			"With 95% intervals.").fold();
	}

	private static Cell amount(TableRow row, String column) throws InputException {
		double amount = row.number(column);
		return new Cell(amount, Rounded.plain(amount), "", Optional.empty());
	}
}
