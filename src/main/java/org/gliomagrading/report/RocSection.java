package org.gliomagrading.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.report.Series.Point;
import org.gliomagrading.statistics.RocCurve;

/** ROC curves: the fusions of the chosen model, and the models with the chosen fusion. */
final class RocSection {

	private static final String FUSIONS = "Figure 5a (ROC curves)";

	private RocSection() {
		// only static methods
	}

	static Section of(Material material) throws InputException {
		return new Section("roc", "ROC curves", blocks(material));
	}

	private static List<Block> blocks(Material material) throws InputException {
		if (material.folder().patients().isEmpty()) return List.of(material.folder().leftOut(FUSIONS,
			"patient-predictions.csv"));
		if (material.best().isEmpty()) return List.of(material.folder().leftOut(FUSIONS, "metrics.csv"));
		Combination best = material.best().get().combination();
		Map<Combination, List<PatientPrediction>> predictions = new LinkedHashMap<>();
		for (PatientPrediction p : material.folder().patients())
			if (p.subset().equals(material.results().subset()) && p.grade().isPresent()) predictions.computeIfAbsent(Combination
				.of(p), key -> new ArrayList<>()).add(p);
		List<Series> fusions = new ArrayList<>();
		List<Series> models = new ArrayList<>();
		for (Combination each : material.results().combinations()) {
			List<PatientPrediction> cases = predictions.getOrDefault(each, List.of());
			if (cases.stream().map(PatientPrediction::grade).distinct().count() < 2) continue;
			String auc = ": AUC " + Rounded.of(material.results().reported(each).number("auc"));
			boolean sameThreshold = each.threshold().equals(best.threshold());
			if (each.model().equals(best.model()) && each.seed().equals(best.seed()) && sameThreshold) fusions.add(series(each
				.strategyName() + auc, fusions.size(), fusions.size() > 1 ? Dash.DASHED : Dash.SOLID, cases));
			if (each.equals(ofModel(material, each.model(), best))) models.add(series(each.modelName() + auc, models.size(), Ink
				.dash(models.size()), cases));
		}
		if (fusions.isEmpty()) return List.of(new Block.LeftOut(FUSIONS, "the " + material.results().who() +
			" are not of both grades"));
		List<Block> blocks = new ArrayList<>(List.of(figure(material, "figure-5a", "Figure 5a", "ROC curves of " + best
			.modelName() + " with each fusion, " + material.results().who() + ".", fusions)));
		if (models.size() > 1) blocks.add(figure(material, "figure-5b", "Figure 5b", "ROC curves of all models with " + best
			.strategyName() + ", " + material.results().who() + ".", models));
		return blocks;
	}

	/** @return a model's combination with the best one's fusion and threshold, and with its seed if there is one */
	private static Combination ofModel(Material material, String model, Combination best) {
		List<Combination> found = material.results().combinations().stream().filter(each -> each.model().equals(model) && each
			.strategy().equals(best.strategy()) && each.threshold().equals(best.threshold())).toList();
		return found.stream().filter(each -> each.seed().equals(best.seed())).findFirst().orElse(found.isEmpty() ? null : found
			.get(0));
	}

	private static Figure figure(Material material, String id, String title, String caption, List<Series> curves) {
		List<Series> series = new ArrayList<>(List.of(Series.line("Chance", Ink.MUTED, Dash.DASHED, List.of(new Point(0, 0),
			new Point(1, 1)))));
		series.addAll(curves);
		return new Figure(id, title, caption, new Chart(Axis.share("1 - specificity (LGG called HGG)"), Axis.share(
			"Sensitivity (HGG called HGG)"), series, material.watermark()));
	}

	/** Fusions often give the same curve: the later ones are dashed, so that those below show. */
	private static Series series(String name, int number, Dash dash, List<PatientPrediction> cases) {
		List<Point> points = RocCurve.points(scores(cases, Grade.HGG), scores(cases, Grade.LGG)).stream().map(
			point -> new Point(point.falseAlarms(), point.recall())).toList();
		return Series.line(name, Ink.series(number), dash, points);
	}

	private static double[] scores(List<PatientPrediction> cases, Grade grade) {
		return cases.stream().filter(p -> p.grade().get() == grade).mapToDouble(PatientPrediction::pHgg).toArray();
	}
}
