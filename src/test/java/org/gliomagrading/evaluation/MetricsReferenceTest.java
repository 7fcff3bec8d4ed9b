package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.fusion.Aggregation;
import org.gliomagrading.fusion.AttentionFusion;
import org.gliomagrading.fusion.FusionStrategy;
import org.gliomagrading.fusion.MajorityVoting;
import org.gliomagrading.fusion.SoftVoting;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.Metric;
import org.gliomagrading.statistics.RocCurve;
import org.junit.jupiter.api.Test;

/** Counts and metrics against scikit-learn, on random cases with ties, single grades and empty metrics. */
class MetricsReferenceTest {

	private static final Map<String, ToDoubleFunction<Metrics>> VALUES = Map.ofEntries( //
		Map.entry("n", m -> m.counts().n()), //
		Map.entry("tp", m -> m.counts().tp()), //
		Map.entry("fp", m -> m.counts().fp()), //
		Map.entry("fn", m -> m.counts().fn()), //
		Map.entry("tn", m -> m.counts().tn()), //
		Map.entry("accuracy", m -> m.value(Metric.ACCURACY)), //
		Map.entry("precision", m -> m.value(Metric.PRECISION)), //
		Map.entry("recall", m -> m.value(Metric.RECALL)), //
		Map.entry("specificity", m -> m.value(Metric.SPECIFICITY)), //
		Map.entry("f1", m -> m.value(Metric.F1)), //
		Map.entry("balanced_accuracy", m -> m.value(Metric.BALANCED_ACCURACY)), //
		Map.entry("mcc", m -> m.value(Metric.MCC)), //
		Map.entry("auc", m -> m.value(Metric.AUC)), //
		Map.entry("average_precision", m -> m.value(Metric.AVERAGE_PRECISION)), //
		Map.entry("brier", m -> m.value(Metric.BRIER)));

	@Test
	void equalsScikitLearn() throws IOException {
		for (Reference.Case reference : Reference.read().cases()) {
			Metrics metrics = metrics(reference, true);
			VALUES.forEach((name, value) -> assertEquals(reference.value(name), value.applyAsDouble(metrics), 1e-12, name));
		}
	}

	/** Control: the reference tells wrong definitions from the right ones. */
	@Test
	void wrongDefinitionsDifferFromScikitLearn() throws IOException {
		Map<String, Integer> failed = new HashMap<>();
		for (Reference.Case reference : Reference.read().cases()) {
			Metrics tiesLow = metrics(reference, false);
			Metrics right = metrics(reference, true);
			ConfusionMatrix c = right.counts();
			ConfusionMatrix swapped = new ConfusionMatrix(c.tp(), c.fn(), c.fp(), c.tn());
			count(failed, "ties to LGG", reference.value("f1"), tiesLow.counts().f1());
			count(failed, "false calls swapped", reference.value("precision"), swapped.precision());
			count(failed, "0/0 as 0", reference.value("precision"), Double.isNaN(c.precision()) ? 0 : c.precision());
			count(failed, "ties as wins", reference.value("auc"), RocCurve.auc(scores(reference, 1, 1e-15), scores(reference,
				0, 0)));
			count(failed, "MCC 0/0 as 0", reference.value("mcc"), Double.isNaN(c.mcc()) ? 0 : c.mcc());
			count(failed, "average precision by trapezia", reference.value("average_precision"), trapezia(reference));
			count(failed, "Brier score of the calls", reference.value("brier"), 1 - c.accuracy());
		}
		assertEquals(7, failed.size(), failed.toString());
	}

	private static void count(Map<String, Integer> failed, String variant, double expected, double found) {
		boolean same = Double.isNaN(expected) ? Double.isNaN(found) : Math.abs(expected - found) <= 1e-12;
		if (!same) failed.merge(variant, 1, Integer::sum);
	}

	/** The area under precision against recall, with straight lines between the points. */
	private static double trapezia(Reference.Case reference) {
		double[] high = scores(reference, 1, 0);
		double[] low = scores(reference, 0, 0);
		double area = 0;
		double recall = 0;
		double precision = 1;
		for (double threshold : Arrays.stream(reference.pHgg()).boxed().distinct().sorted(Comparator.reverseOrder()).toList()) {
			double tp = Arrays.stream(high).filter(p -> p >= threshold).count();
			double fp = Arrays.stream(low).filter(p -> p >= threshold).count();
			area += (tp / high.length - recall) * (precision + tp / (tp + fp)) / 2;
			recall = tp / high.length;
			precision = tp / (tp + fp);
		}
		return area;
	}

	private static double[] scores(Reference.Case reference, int high, double shift) {
		return IntStream.range(0, reference.high().length).filter(i -> reference.high()[i] == high).mapToDouble(
			i -> reference.pHgg()[i] + shift).toArray();
	}

	private static Metrics metrics(Reference.Case reference, boolean tiesHigh) throws IOException {
		double threshold = tiesHigh ? reference.threshold() : Math.nextUp(reference.threshold());
		List<PatientPrediction> predictions = IntStream.range(0, reference.pHgg().length).mapToObj(
			i -> new PatientPrediction("", "", "P" + i, "", Optional.of(reference.high()[i] == 1 ? Grade.HGG : Grade.LGG), "",
				"", 0, reference.pHgg()[i], threshold, Grade.called(reference.pHgg()[i], threshold))).toList();
		return Evaluation.patients(predictions, "").get(0);
	}

	/** From a table of slices, in random order, to the rows of both levels: the same as Python's, in any order. */
	@Test
	void aWholeTableGivesTheMetricsOfPython() throws IOException, URISyntaxException {
		List<SlicePrediction> slices = SlicePredictions.read(CsvFile.source(resource("slice-predictions.csv")));
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		strategies.put("soft", new SoftVoting());
		strategies.put("majority", new MajorityVoting());
		strategies.put("attention", new AttentionFusion());
		List<Metrics> rows = new ArrayList<>(Evaluation.slices(slices, "all"));
		rows.addAll(Evaluation.patients(new Aggregation(strategies, 0.55).patients(slices), "all"));

		Map<String, double[]> expected = values(CsvFile.source(resource("metrics.csv")));
		Map<String, double[]> found = values(Metrics.table(rows).source("The metrics"));
		assertEquals(54, expected.size());
		assertEquals(expected.keySet(), found.keySet());
		expected.forEach((key, values) -> assertArrayEquals(values, found.get(key), 1e-12, key));
	}

	private static Path resource(String name) throws URISyntaxException {
		return Path.of(MetricsReferenceTest.class.getResource("/evaluation/" + name).toURI());
	}

	private static Map<String, double[]> values(TableSource source) throws IOException {
		List<String> keys = List.of("model", "seed", "subset", "level", "strategy", "threshold");
		Map<String, double[]> values = new HashMap<>();
		source.read(keys, row -> {
			double[] numbers = new double[VALUES.size()];
			int i = 0;
			for (String name : new TreeSet<>(VALUES.keySet()))
				numbers[i++] = row.number(name);
			return values.put(String.join("/", keys.stream().map(row::text).toList()), numbers);
		});
		return values;
	}
}
