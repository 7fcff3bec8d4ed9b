package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.gliomagrading.evaluation.Evaluation;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/** Grades by centre, rules that know the centre alone, and the chosen model within centres. */
final class CentreSection {

	private static final String COUNTS = "centres.csv";
	private static final String METRICS = "centre-metrics.csv";
	private static final Set<String> RULES = Set.of("centre_only", "centre_only_in_sample", "low_grade_centres",
		Evaluation.EVERYONE_HGG);

	private CentreSection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		List<Block> blocks = new ArrayList<>();
		List<TableRow> counts = material.folder().table(COUNTS);
		if (counts.isEmpty()) blocks.add(material.folder().leftOut("Grades by centre", COUNTS));
		else blocks.add(counts(counts));
		List<TableRow> metrics = material.folder().table(METRICS).stream().filter(row -> row.text("subset").equals(material
			.results().subset()) && shown(material, row)).toList();
		if (metrics.isEmpty()) blocks.add(material.folder().leftOut("Rules that know the centre alone", METRICS));
		else blocks.add(metrics(material, metrics));
		return new Section("centres", "Centres", blocks);
	}

	private static boolean shown(Material material, TableRow row) {
		return RULES.contains(row.text("strategy")) && (row.text("model").isEmpty() || isBest(material, row)) || row.text(
			"level").equals("patient") && isBest(material, row);
	}

	private static boolean isBest(Material material, TableRow row) {
		return material.best().isPresent() && row.text("model").equals(material.best().get().combination().model()) && row
			.text("seed").equals(material.best().get().combination().seed());
	}

	private static ReportTable counts(List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows)
			cells.add(List.of(Cell.of(row.text("model")), Cell.of(row.text("subset")), Cell.of(row.text("centre")), Cell.of(row
				.integer("n")), Cell.of(row.integer("hgg")), Cell.of(row.integer("lgg")), Cell.of(row.number("hgg_share")),
				notes.cell(row)));
		return new ReportTable("table-centres", "Grades by centre", "Patients of each centre by grade.", List.of("Model",
			"Subset", "Centre", "Patients", "HGG", "LGG", "Share of HGG", "Note"), cells,
			notes.below("Where a centre has patients of one grade only, a model may tell the centre and not the tumour."))
			.withoutEmptyColumns();
	}

	private static ReportTable metrics(Material material, List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows)
			cells.add(List.of(Cell.of(row.text("centre")), Cell.of(row.text("model")), Cell.of(row.text("strategy")), Cell.of(row
				.integer("n")), Cell.metric(row, "f1"), Cell.metric(row, "specificity"), Cell.metric(row, "auc"), notes
					.cell(row)));
		return new ReportTable("table-centre-rules", "Centres as rules", "What rules score that know the centre alone (row " +
			"without a centre), and the chosen model within centres that have both grades; " + material.results().who() + ".",
			List.of("Centre", "Model", "Strategy", "Patients", "F1", "Specificity", "AUC", "Note"), cells,
			notes.below("A model that does not beat the row centre_only has shown nothing. With 95% intervals."))
			.withoutEmptyColumns();
	}
}
