package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.report.Block.Paragraph;

/** The result in a few sentences. */
final class SummarySection {

	private SummarySection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		return new Section("summary", "In short", blocks(material));
	}

	private static List<Block> blocks(Material material) throws InputException {
		Results results = material.results();
		if (results.rows().isEmpty()) return List.of(new Block.LeftOut("The result",
			"the folder has no metrics of patients (metrics.csv): grades are unknown, or nothing was evaluated"));
		List<Combination> all = results.combinations();
		TableRow row = results.rows().get(0);
		int high = row.integer("tp") + row.integer("fn");
		int low = row.integer("fp") + row.integer("tn");
		List<Block> blocks = new ArrayList<>(List.of(new Paragraph("Judged on " + results.who() + ", " + high +
			" HGG and " + low + " LGG. Models: " + all.stream().map(Combination::model).distinct().count() + "; fusions: " + all
				.stream().map(Combination::strategy).distinct().count() + ".")));
		if (material.best().isPresent()) blocks.add(new Paragraph(best(material, material.best().get())));
		Optional<Combination> everyone = results.all().stream().filter(Combination::everyone).findFirst();
		if (everyone.isPresent()) blocks.add(new Paragraph(everyone(results, all, results.reported(everyone.get()))));
		if (high == 0 || low == 0) blocks.add(new Paragraph("There are patients of one grade only: nothing can be said about " +
			"how well the grades are told apart."));
		return blocks;
	}

	private static String best(Material material, Results.Choice best) throws InputException {
		TableRow row = material.results().reported(best.combination());
		return "Shown in full: " + best.combination().label() + " (" + best.how() + "). F1 " + words(row, "f1") +
			", specificity " + words(row, "specificity") + ", AUC " + words(row, "auc") + ".";
	}

	private static String words(TableRow row, String metric) throws InputException {
		Cell cell = Cell.metric(row, metric);
		if (cell.text().isEmpty()) return "not known";
		return cell.text() + (cell.detail().isEmpty() ? "" : " (95% interval " + cell.detail() + ")");
	}

	private static String everyone(Results results, List<Combination> all, TableRow everyone) throws InputException {
		double f1 = everyone.number("f1");
		int above = 0;
		for (Combination each : all)
			if (results.reported(each).number("f1") > f1) above++;
		return "Calling every patient HGG, without looking, has F1 " + (Double.isNaN(f1) ? "not known" : Rounded.of(f1)) +
			"; " + above + " of the " + all.size() + " combinations of model and fusion are above it.";
	}
}
