package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PredictionLevel;

/**
 * How well a model and a rule grade one subset: a row of {@code metrics.csv}.
 *
 * @param model the model's name
 * @param seed the seed it was trained with, as text; empty if unknown
 * @param subset the subset; empty without a split
 * @param level what was counted
 * @param strategy the fusion strategy, or {@link Evaluation#EVERYONE_HGG}; empty for slices
 * @param threshold HGG is called where the result is at least this; NaN where that does not apply
 * @param counts the cases with a known grade
 * @param auc area under the ROC curve, 0 to 1; NaN where only one grade is there
 * @param notes what a reader has to know: why a cell is empty, that patients are synthetic
 */
public record Metrics(String model, String seed, String subset, PredictionLevel level, String strategy,
	double threshold, ConfusionMatrix counts, double auc, List<String> notes)
{

	private static final List<String> COLUMNS = List.of("model", "seed", "subset", "level", "strategy", "threshold", "n",
		"tp", "fp", "fn", "tn", "accuracy", "precision", "recall", "specificity", "f1", "auc", "note");

	/** Copies the notes. */
	public Metrics {
		notes = List.copyOf(notes);
	}

	/**
	 * @param rows metrics
	 * @return the table {@code metrics.csv}
	 */
	public static Table table(List<Metrics> rows) {
		List<List<Object>> cells = new ArrayList<>(rows.size());
		for (Metrics m : rows) {
			ConfusionMatrix c = m.counts;
			cells.add(List.of(m.model, m.seed, m.subset, m.level.word(), m.strategy, m.threshold, c.n(), c.tp(), c.fp(), c
				.fn(), c.tn(), c.accuracy(), c.precision(), c.recall(), c.specificity(), c.f1(), m.auc, String.join("; ",
					m.notes)));
		}
		return new Table(COLUMNS, cells);
	}
}
