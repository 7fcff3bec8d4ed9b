package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.report.Series.Point;

/** The study's Figure 4, calibration (left) and decision curves (right) of the chosen model; calibration of all models. */
final class CalibrationSection {

	private static final String RELIABILITY = "reliability.csv";
	private static final String DECISIONS = "decision-curves.csv";
	private static final String TABLE = "calibration.csv";

	/** Net benefit is never above the share of HGG. */
	private static final double HIGHEST_BENEFIT = 1;

	/** Up to here net benefit is worth looking at: it falls without limit as the threshold nears 1. */
	private static final double LOWEST_BENEFIT = -0.2;

	private CalibrationSection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		List<Block> blocks = new ArrayList<>();
		Optional<Results.Choice> best = material.results().best(Combination::probability);
		List<TableRow> reliability = rows(material, RELIABILITY, best);
		List<TableRow> decisions = rows(material, DECISIONS, best);
		if (reliability.isEmpty()) blocks.add(material.folder().leftOut("Figure 4a (calibration)", RELIABILITY));
		else blocks.add(reliability(material, best.get(), reliability));
		if (decisions.isEmpty()) blocks.add(material.folder().leftOut("Figure 4b (decision curves)", DECISIONS));
		else blocks.add(decisions(material, best.get(), decisions));
		List<TableRow> all = material.folder().table(TABLE).stream().filter(row -> row.text("level").equals("patient") && row
			.text("subset").equals(material.results().subset())).toList();
		if (all.isEmpty()) blocks.add(material.folder().leftOut("Calibration of all models", TABLE));
		else blocks.add(table(material, all));
		return new Section("calibration", "Calibration and decision curves", blocks);
	}

	private static List<TableRow> rows(Material material, String file, Optional<Results.Choice> best) {
		if (best.isEmpty()) return List.of();
		Combination wanted = best.get().combination();
		return material.folder().table(file).stream().filter(row -> row.text("subset").equals(material.results().subset()) &&
			row.text("level").equals("patient") && !row.text("scaling").equals("temperature") && row.text("model").equals(wanted
				.model()) && row.text("seed").equals(wanted.seed()) && row.text("strategy").equals(wanted.strategy())).toList();
	}

	private static Figure reliability(Material material, Results.Choice best, List<TableRow> rows) throws InputException {
		List<Series> series = List.of( //
			Series.line("Right probabilities", Ink.MUTED, Dash.DASHED, List.of(new Point(0, 0), new Point(1, 1))), //
			Series.line("Smoothed (lowess), band 95%", Ink.SERIES_1, Dash.SOLID, points(rows, "curve", "p", "observed",
				"observed", y -> true)), //
			Series.dots("Ten bins, 95% intervals", Ink.SERIES_2, points(rows, "bin", "p", "observed", "observed", y -> true)));
		return new Figure("figure-4a", "Figure 4a", "Calibration of " + best.combination().label() + " (" + best.how() +
			"), " + material.results().who() + ".", new Chart(Axis.share("Predicted probability of HGG"), Axis.share(
				"Observed share of HGG"), series, material.watermark()));
	}

	private static Figure decisions(Material material, Results.Choice best, List<TableRow> rows) throws InputException {
		DoublePredicate shown = y -> y >= LOWEST_BENEFIT;
		List<Series> series = List.of( //
			Series.line("Treat none", Ink.TEXT, Dash.DASHED, points(rows, "", "threshold", "treat_none", "", shown)), //
			Series.line("Treat all", Ink.MUTED, Dash.SOLID, points(rows, "", "threshold", "treat_all", "", shown)), //
			Series.line(best.combination().label() + ", band 95%", Ink.SERIES_1, Dash.SOLID, points(rows, "", "threshold", "net_benefit",
				"net_benefit", shown)));
		double highest = 0.1;
		for (Series each : series)
			for (Point point : each.points())
				highest = Math.max(highest, point.limited() ? point.high() : point.y());
		double prevalence = rows.get(0).number("prevalence");
		return new Figure("figure-4b", "Figure 4b", "Decision curve of the same, at a share of HGG of " + Rounded.of(
			prevalence) + ": it holds for no other. Values below " + Axis.text(LOWEST_BENEFIT) + " are not drawn.", new Chart(
				Axis.share("Threshold probability"), new Axis("Net benefit", LOWEST_BENEFIT, Math.min(
					HIGHEST_BENEFIT, Math.ceil(highest * 10) / 10), false),
				series, material.watermark()));
	}

	private static List<Point> points(List<TableRow> rows, String kind, String x, String y, String limits,
		DoublePredicate shown) throws InputException
	{
		List<Point> points = new ArrayList<>();
		for (TableRow row : rows) {
			double value = row.number(y);
			if (!row.text("kind").equals(kind) || Double.isNaN(value) || !shown.test(value)) continue;
			points.add(new Point(row.number(x, 0, 1), value, limits.isEmpty() ? Double.NaN : row.number(limits + "_lo"), limits
				.isEmpty() ? Double.NaN : row.number(limits + "_hi"), ""));
		}
		return points;
	}

	private static ReportTable table(Material material, List<TableRow> rows) throws InputException {
		RowNotes notes = RowNotes.of(rows);
		List<List<Cell>> cells = new ArrayList<>();
		for (TableRow row : rows) {
			Combination combination = Combination.of(row);
			cells.add(List.of(Cell.of(combination.modelName()), Cell.of(combination.seed()), Cell.of(combination
				.strategyName()), Cell.of(row.text("scaling")), Cell.of(row.number("brier")), Cell.of(row.number(
					"calibration_error")), Cell.of(row.number("slope")), Cell.of(row.number("intercept")), Cell.of(row.number(
						"in_the_large")), notes.cell(row)));
		}
		return new ReportTable("table-calibration", "Calibration", "Calibration of all models, " + material.results().who() +
			". A slope of 1 and an intercept of 0 are right.", List.of("Model", "Seed", "Strategy", "Scaling", "Brier score",
				"Calibration error", "Slope", "Intercept", "In the large", "Note"), cells,
			notes.below("Majority voting is left out: its share of votes is no probability.")).withoutEmptyColumns().fold();
	}
}
