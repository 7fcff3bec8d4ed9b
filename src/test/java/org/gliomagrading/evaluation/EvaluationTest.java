package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.gliomagrading.statistics.ConfusionMatrix;
import org.gliomagrading.statistics.Interval;
import org.gliomagrading.statistics.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which predictions are counted together, and what is said of them. */
class EvaluationTest {

	private static final String HEADER =
		"model,seed,subset,level,strategy,threshold,n,tp,fp,fn,tn,accuracy,precision,recall,specificity,f1,auc,note\n";

	private static final String SHOWN = ",note," + HEADER.trim() + ",";

	/** What the tests write down in full; the other metrics and the limits have tests of their own. */
	private static Table some(Table table) {
		List<Integer> places = IntStream.range(0, table.columns().size()).filter(i -> SHOWN.contains("," + table.columns()
			.get(i) + ",")).boxed().toList();
		return new Table(places.stream().map(table.columns()::get).toList(), table.rows().stream().map(row -> places.stream()
			.<Object>map(row::get).toList()).toList());
	}

	@TempDir
	Path folder;

	private List<PatientPrediction> patients(String text) throws IOException {
		return PatientPredictions.read(CsvFile.source(Files.writeString(folder.resolve("p.csv"), text)));
	}

	private List<SlicePrediction> slices(String text) throws IOException {
		return SlicePredictions.read(CsvFile.source(Files.writeString(folder.resolve("s.csv"), text)));
	}

	private String written(List<Metrics> metrics) throws IOException {
		CsvFile.write(folder.resolve("m.csv"), some(Metrics.table(metrics)));
		return Files.readString(folder.resolve("m.csv"));
	}

	private static final String COHORT = """
		model,seed,subset,patient,grade,strategy,p_hgg,threshold
		A,1,train,P1,HGG,soft,0.9,0.5
		A,1,test,P2,HGG,soft,0.7,0.5
		A,1,test,P2,HGG,majority,1,0.5
		A,1,test,P3,LGG,soft,0.5,0.5
		A,1,test,P3,LGG,majority,0.25,0.5
		A,1,test,P4,,soft,0.1,0.5
		A,1,test,P5,HGG,soft,0.3,0.5
		A,1,test,P5,HGG,majority,0,0.5
		B,,,P2,LGG,soft,0.2,0.5
		""";

	@Test
	void writesARowForEachStrategyAndOneForCallingEveryoneHigh() throws IOException {
		assertEquals(HEADER + """
			A,1,test,patient,soft,0.5,3,1,1,1,0,0.3333333333333333,0.5,0.5,0,0.5,0.5,left out: 1 patient without a grade; no interval of MCC: undefined in 543 of 2000 draws
			A,1,test,patient,majority,0.5,3,1,0,1,1,0.6666666666666666,1,0.5,1,0.6666666666666666,0.5,no Brier score: the results are no probabilities; no interval of MCC: undefined in 475 of 2000 draws
			A,1,test,patient,everyone_hgg,,3,2,1,0,0,0.6666666666666666,0.6666666666666666,1,0,0.8,0.5,left out: 1 patient without a grade; no MCC: all are called alike; no Brier score: the results are no probabilities; no intervals: the rule is fixed
			""", written(Evaluation.patients(patients(COHORT), "test")));
	}

	/** The columns that the other tests leave out: by hand 2 of 3 HGG and 1 of 2 LGG are right. */
	@Test
	void eachMetricStandsBesideItsLimits() throws IOException {
		Metrics m = Evaluation.patients(patients("""
			patient,grade,p_hgg,threshold
			P1,HGG,0.9,0.5
			P2,HGG,0.6,0.5
			P3,HGG,0.2,0.5
			P4,LGG,0.7,0.5
			P5,LGG,0.1,0.5
			"""), "").get(0);
		assertEquals((2 / 3.0 + 1 / 2.0) / 2, m.value(Metric.BALANCED_ACCURACY), 1e-15);
		assertEquals((2 * 1 - 1 * 1) / 6.0, m.value(Metric.MCC), 1e-15); // sqrt(3 * 3 * 2 * 2)
		assertEquals((1 + 2 / 3.0 + 3 / 4.0) / 3, m.value(Metric.AVERAGE_PRECISION), 1e-15);
		assertEquals((0.01 + 0.16 + 0.64 + 0.49 + 0.01) / 5, m.value(Metric.BRIER), 1e-15);
		Table table = Metrics.table(List.of(m));
		for (Metric metric : Metric.values()) {
			int place = table.columns().indexOf(metric.column());
			assertEquals(List.of(metric.column() + "_lo", metric.column() + "_hi"), table.columns().subList(place + 1, place +
				3));
			Interval interval = m.interval(metric);
			assertEquals(List.of(m.value(metric), interval.low(), interval.high()), table.rows().get(0).subList(place, place +
				3));
			if (metric != Metric.MCC) assertTrue(interval.contains(m.value(metric)), metric + ": " + interval);
		}
		assertEquals("note", table.columns().get(table.columns().size() - 1));
	}

	@Test
	void withoutAChoiceAModelIsTestedOnTestWhereItHasThat() throws IOException {
		List<Metrics> rows = Evaluation.patients(patients(COHORT), "");
		assertEquals(List.of("A/test/soft/3", "A/test/majority/3", "A/test/everyone_hgg/3", "B//soft/1",
			"B//everyone_hgg/1"), names(rows));
	}

	@Test
	void allSubsetsHaveRowsOfTheirOwn() throws IOException {
		assertEquals(List.of("A/train/soft/1", "A/train/everyone_hgg/1", "A/test/soft/3", "A/test/majority/3",
			"A/test/everyone_hgg/3", "B//soft/1", "B//everyone_hgg/1"), names(Evaluation.patients(patients(COHORT), "all")));
		assertEquals(List.of("A/train/soft/1", "A/train/everyone_hgg/1"), names(Evaluation.patients(patients(COHORT),
			" Train")));
	}

	private static List<String> names(List<Metrics> rows) {
		return rows.stream().map(m -> m.model() + "/" + m.subset() + "/" + m.strategy() + "/" + m.counts().n()).toList();
	}

	@Test
	void slicesAreCalledFromOneHalf() throws IOException {
		assertEquals(HEADER + """
			"",,,slice,,0.5,4,1,1,1,1,0.5,0.5,0.5,0.5,0.5,0.625,no interval of accuracy / precision / recall / specificity / F1 / balanced accuracy / MCC / AUC / average precision / Brier score: all draws agree
			"",,,slice,everyone_hgg,,4,2,2,0,0,0.5,0.5,1,0,0.6666666666666666,0.5,no MCC: all are called alike; no Brier score: the results are no probabilities; no intervals: the rule is fixed
			""", written(Evaluation.slices(slices("""
			patient,grade,slice,p_hgg
			P1,HGG,1,0.5
			P1,HGG,2,0.4
			P2,LGG,1,0.5
			P2,LGG,2,0.1
			"""), "")));
	}

	@Test
	void thresholdsHaveRowsOfTheirOwn() throws IOException {
		List<Metrics> rows = Evaluation.patients(patients("""
			patient,grade,p_hgg,threshold
			P1,HGG,0.5,0.5
			P1,HGG,0.5,0.6
			"""), "");
		assertEquals(List.of(0.5, 0.6, Double.NaN), rows.stream().map(Metrics::threshold).toList());
		assertEquals(List.of(1, 0, 1), rows.stream().map(m -> m.counts().tp()).toList());
	}

	@Test
	void thePredictedGradeCountsWhereATableGivesIt() throws IOException {
		Metrics metrics = Evaluation.patients(patients("patient,grade,p_hgg,predicted\nP1,HGG,0.4,HGG\n"), "").get(0);
		assertEquals(new ConfusionMatrix(1, 0, 0, 0), metrics.counts());
		assertEquals(Double.NaN, metrics.threshold());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		P1,PHANTOM01,HGG,1                    ! synthetic; no specificity: none is LGG; no balanced accuracy / MCC / AUC: only one grade; no interval of precision: only one grade; no interval of average precision / Brier score: all draws agree
		P1,C1,HGG,1/P2,PHANTOM02,LGG,0        ! partly synthetic; no interval of MCC / average precision / Brier score: all draws agree
		P1,C1,LGG,0/P2,C1,LGG,0               ! no precision: none is called HGG; no recall / average precision: none is HGG; no F1: none is HGG or called so; no balanced accuracy / MCC / AUC: only one grade; no interval of Brier score: all draws agree
		P1,C1,HGG,1/P2,C1,LGG,1               ! no MCC: all are called alike; no interval of average precision / Brier score: all draws agree; all are called HGG
		P1,C1,HGG,1/P2,C1,LGG,0/P3,,,1/P4,,,0 ! left out: 2 patients without a grade; no interval of MCC / average precision / Brier score: all draws agree
		P1,C1,HGG,0/P2,C1,LGG,0               ! no precision: none is called HGG; no MCC: all are called alike; no interval of average precision / Brier score: all draws agree
		""")
	void notesSayWhatAReaderHasToKnow(String rows, String expected) throws IOException {
		Metrics metrics = Evaluation.patients(patients("patient,centre,grade,p_hgg\n" + rows.replace('/', '\n')), "").get(0);
		assertEquals(expected, String.join("; ", metrics.notes()));
	}

	@Test
	void aSubsetWithoutGradesHasARowThatSaysSo() throws IOException {
		assertEquals("B,,x,patient,,0.5,0,0,0,0,0,,,,,,,left out: 1 patient without a grade", written(Evaluation.patients(
			patients("model,subset,patient,grade,p_hgg\nA,x,P1,HGG,1\nB,x,P1,,1\n"), "")).lines().toList().get(3));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		P1,,test              ! ''   ! None of the 1 predictions to evaluate has a grade; fill in the column 'grade' with HGG or LGG
		P1,HGG,train/P2,,test ! ''   ! None of the 1 predictions to evaluate has a grade; fill in the column 'grade' with HGG or LGG
		P1,HGG,test/P2,LGG,   ! tset ! No prediction is of the subset 'tset'; the table has: test, (empty)
		P1,HGG,test/P1,LGG,test ! '' ! Patient 'P1' has two grades in the prediction table: 'HGG' and 'LGG'; correct the table
		P1,HGG,test/P1,,test    ! '' ! Patient 'P1' has two grades in the prediction table: 'HGG' and ''; correct the table
		P1,HGG,test/P1,HGG,train ! '' ! Patient 'P1' has two subsets in the prediction table: 'test' and 'train'; correct the table
		""")
	void saysWhatIsWrong(String rows, String subset, String expected) throws IOException {
		List<SlicePrediction> slices = slices("patient,grade,subset,p_hgg\n" + rows.replace("/", ",0.5\n") + ",0.5\n");
		InputException e = assertThrows(InputException.class, () -> Evaluation.slices(slices, subset));
		assertEquals(expected, e.getMessage());
	}
}
