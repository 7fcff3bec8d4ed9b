package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;

/** The study's Tables 1 to 4: the models of each family with each fusion. */
final class ModelTables {

	private static final List<String> COLUMNS = List.of("Model", "Aggregation strategy", "Accuracy", "Precision", "Recall",
		"F1-score", "Specificity", "Train F1-score");
	private static final List<String> METRICS = List.of("accuracy", "precision", "recall", "f1", "specificity");

	/** A table of the study. */
	private record Family(String name, String id, String title, String models) {
	}

	private static final List<Family> FAMILIES = List.of( //
		new Family("lightweight", "table-1", "Table 1", "lightweight models"), //
		new Family("mid-size", "table-2", "Table 2", "mid-size models"), //
		new Family("high-performance", "table-3", "Table 3", "high-performance models"), //
		new Family("RadImageNet", "table-4", "Table 4", "RadImageNet-pretrained models"), //
		new Family(Families.OTHER, "table-other", "Other models", "models that are none of the study's sixteen"));

	private final Material material;
	private final Families families;

	private ModelTables(Material material) {
		this.material = material;
		families = Families.of(material.folder());
	}

	static List<Block> of(Material material) throws InputException {
		ModelTables tables = new ModelTables(material);
		List<Block> blocks = new ArrayList<>();
		for (Family family : FAMILIES) {
			List<List<Cell>> rows = tables.rows(family.name());
			if (!rows.isEmpty()) blocks.add(tables.table(family, rows));
			else if (!family.name().equals(Families.OTHER)) blocks.add(new Block.LeftOut(family.title() + " (" + family
				.models() + ")", material.results().rows().isEmpty() ? "metrics.csv has no row of patients, or is not in the folder"
					: "the folder has no such model"));
		}
		return blocks;
	}

	private ReportTable table(Family family, List<List<Cell>> rows) throws InputException {
		List<String> notes = new ArrayList<>(List.of("With 95% intervals. Specificity is the share of LGG that were " +
			"called LGG; F1 does not see it. A model that is not above the row Everyone HGG, the rule that calls every patient " +
			"HGG, has shown nothing."));
		if (material.results().scores().get(Subset.TRAIN.word()) == null) notes.add(
			"Train F1 is empty: metrics.csv has no train patients (evaluate-predictions subset=all).");
		else if (material.results().combinations().stream().anyMatch(each -> material.isLoaded(each.model()))) notes.add(
			"Train F1 is empty for models that were trained elsewhere.");
		notes.addAll(material.notes());
		return new ReportTable(family.id(), family.title(), "Performance of " + family.models() + " on " + material.results()
			.who() + ".", COLUMNS, rows, notes, false);
	}

	private List<List<Cell>> rows(String family) throws InputException {
		List<List<Cell>> rows = new ArrayList<>();
		String before = null;
		for (Combination each : material.results().combinations()) {
			if (!families.of(each.model()).equals(family)) continue;
			String name = material.results().label(each);
			rows.add(row(name.equals(before) ? Cell.repeated(name) : Cell.of(name), each));
			before = name;
		}
		for (TableRow row : material.folder().table("runs.csv"))
			if (row.text("state").equals("failed") && families.of(row.text("model")).equals(family)) rows.add(
				failed(row));
		Optional<Combination> everyone = material.results().all().stream().filter(Combination::everyone).filter(
			each -> families.of(each.model()).equals(family)).findFirst();
		if (everyone.isPresent()) rows.add(row(Cell.of(everyone.get().strategyName()), everyone.get()));
		return rows;
	}

	private List<Cell> row(Cell name, Combination combination) throws InputException {
		TableRow row = material.results().reported(combination);
		List<Cell> cells = new ArrayList<>(List.of(name, Cell.of(combination.everyone() ? "" : combination
			.strategyName())));
		for (String metric : METRICS)
			cells.add(Cell.metric(row, metric));
		cells.add(trainF1(material, combination));
		return cells;
	}

	/** @return F1 on the patients that the model learned from; empty where it was trained elsewhere */
	static Cell trainF1(Material material, Combination combination) throws InputException {
		Optional<TableRow> train = material.isLoaded(combination.model()) && !combination.everyone() ? Optional.empty() : material
			.results().score(combination, Subset.TRAIN);
		return Cell.of(train.isPresent() ? train.get().number("f1") : Double.NaN);
	}

	private static List<Cell> failed(TableRow run) {
		List<Cell> cells = new ArrayList<>(List.of(Cell.of(run.text("model")), Cell.of("failed: " + run.text("reason"))));
		while (cells.size() < COLUMNS.size())
			cells.add(Cell.of(""));
		return cells;
	}
}
