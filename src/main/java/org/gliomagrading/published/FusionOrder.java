package org.gliomagrading.published;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.io.Table;
import org.gliomagrading.published.Finding.Verdict;
import org.gliomagrading.statistics.Metric;

/**
 * Attention gives each patient at least the probability that soft voting gives: weights that rise with the probability
 * cannot lower the mean (Chebyshev's sum inequality). Called at one threshold it finds all HGG that soft voting finds
 * and calls all LGG high that soft voting does: neither recall nor false positives can fall. False positives are
 * compared for each HGG patient, which needs no number of patients.
 */
final class FusionOrder {

	private static final List<String> COLUMNS = List.of("table", "model", "soft_recall_lo", "soft_recall_hi",
		"attention_recall_lo", "attention_recall_hi", "recall_falls", "soft_fp_per_hgg_lo", "soft_fp_per_hgg_hi",
		"attention_fp_per_hgg_lo", "attention_fp_per_hgg_hi", "fp_fall", "f1_difference");

	private final List<Pair> pairs = new ArrayList<>();

	private record Pair(PublishedRow soft, PublishedRow attention, Range softRecall, Range attentionRecall, Range softFp,
		Range attentionFp)
	{

		static Pair of(PublishedRow soft, PublishedRow attention) {
			MatrixCone before = soft.matrices();
			MatrixCone after = attention.matrices();
			return new Pair(soft, attention, recall(before), recall(after), before.range(Counts.FALSE_POSITIVES, Counts.HGG),
				after.range(Counts.FALSE_POSITIVES, Counts.HGG));
		}

		private static Range recall(MatrixCone matrices) {
			return matrices.range(Counts.TRUE_POSITIVES, Counts.HGG);
		}

		List<String> falling() {
			List<String> falling = new ArrayList<>();
			if (attentionRecall.below(softRecall)) falling.add("recall");
			if (attentionFp.below(softFp)) falling.add("false positives");
			return falling;
		}

		boolean known() {
			return !Double.isNaN(softRecall.low()) && !Double.isNaN(attentionRecall.low());
		}

		/** @return attention's F1 less soft voting's, as printed; null where one is not */
		BigDecimal difference() {
			Printed before = soft.values().get(Metric.F1.column());
			Printed after = attention.values().get(Metric.F1.column());
			return before == null || after == null ? null : after.value().subtract(before.value());
		}
	}

	FusionOrder(List<PublishedRow> rows) {
		Map<String, Map<String, PublishedRow>> byModel = new LinkedHashMap<>();
		rows.forEach(row -> byModel.computeIfAbsent(row.model(), model -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)).put(row
			.strategy(), row));
		for (Map<String, PublishedRow> model : byModel.values())
			if (model.containsKey("soft") && model.containsKey("attention")) pairs.add(Pair.of(model.get("soft"), model.get(
				"attention")));
	}

	List<Finding> findings() {
		if (pairs.isEmpty()) return List.of();
		List<Pair> broken = pairs.stream().filter(pair -> !pair.falling().isEmpty()).toList();
		List<PublishedRow> unknown = pairs.stream().filter(pair -> !pair.known()).map(Pair::soft).toList();
		String of = broken.size() + " of " + pairs.size() + " models";
		String text = "attention lowers recall or false positives, which it cannot at soft voting's threshold, in " + of;
		if (!broken.isEmpty()) text += ": " + String.join(", ", broken.stream().map(pair -> pair.soft.model() + " (" + String
			.join(", ", pair.falling()) + ")").toList());
		if (!unknown.isEmpty()) text += "; it cannot be told of " + String.join(", ", unknown.stream().map(PublishedRow::model)
			.toList()) + ", where a row's metrics do not fit together";
		Verdict verdict = broken.isEmpty() && !unknown.isEmpty() ? Verdict.NONE : Verdict.of(broken.isEmpty());
		Finding order = new Finding("fusion_order", "attention, soft", "", of, verdict, text);
		List<Integer> signs = pairs.stream().map(Pair::difference).filter(d -> d != null).map(BigDecimal::signum).toList();
		if (signs.isEmpty()) return List.of(order);
		String counts = number(signs, 1) + " above, " + number(signs, 0) + " equal, " + number(signs, -1) + " below";
		return List.of(order, new Finding("fusion_f1", "attention, soft", "", counts, Verdict.NONE,
			"F1 of attention beside soft voting's: in " + number(signs, 1) + " models above, in " + number(signs, 0) +
				" equal, in " + number(signs, -1) + " below"));
	}

	private static long number(List<Integer> signs, int sign) {
		return signs.stream().filter(s -> s == sign).count();
	}

	/** @return the table {@code published-fusions.csv} */
	Table table() {
		List<List<Object>> cells = new ArrayList<>();
		for (Pair pair : pairs) {
			BigDecimal difference = pair.difference();
			cells.add(List.of(pair.soft.table(), pair.soft.model(), pair.softRecall.low(), pair.softRecall.high(),
				pair.attentionRecall.low(), pair.attentionRecall.high(), word(pair, "recall"), end(pair.softFp.low()), end(
					pair.softFp.high()), end(pair.attentionFp.low()), end(pair.attentionFp.high()), word(pair, "false positives"),
				difference == null ? "" : difference.toPlainString()));
		}
		return new Table(COLUMNS, cells);
	}

	private static String word(Pair pair, String what) {
		return pair.known() ? pair.falling().contains(what) ? "yes" : "no" : "";
	}

	/** An end that there is not is an empty cell. */
	private static double end(double value) {
		return Double.isInfinite(value) ? Double.NaN : value;
	}
}
