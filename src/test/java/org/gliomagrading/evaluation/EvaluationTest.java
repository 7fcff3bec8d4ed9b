package org.gliomagrading.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.PatientPredictions;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.prediction.SlicePredictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which predictions are counted together, and what is said of them. */
class EvaluationTest {

	private static final String HEADER =
		"model,seed,subset,level,strategy,threshold,n,tp,fp,fn,tn,accuracy,precision,recall,specificity,f1,auc,note\n";

	@TempDir
	Path folder;

	private List<PatientPrediction> patients(String text) throws IOException {
		return PatientPredictions.read(CsvFile.source(Files.writeString(folder.resolve("p.csv"), text)));
	}

	private List<SlicePrediction> slices(String text) throws IOException {
		return SlicePredictions.read(CsvFile.source(Files.writeString(folder.resolve("s.csv"), text)));
	}

	private String written(List<Metrics> metrics) throws IOException {
		CsvFile.write(folder.resolve("m.csv"), Metrics.table(metrics));
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
			A,1,test,patient,soft,0.5,3,1,1,1,0,0.3333333333333333,0.5,0.5,0,0.5,0.5,left out: 1 patient without a grade
			A,1,test,patient,majority,0.5,3,1,0,1,1,0.6666666666666666,1,0.5,1,0.6666666666666666,0.5,
			A,1,test,patient,everyone_hgg,,3,2,1,0,0,0.6666666666666666,0.6666666666666666,1,0,0.8,0.5,left out: 1 patient without a grade
			""", written(Evaluation.patients(patients(COHORT), "test")));
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
			"",,,slice,,0.5,4,1,1,1,1,0.5,0.5,0.5,0.5,0.5,0.625,
			"",,,slice,everyone_hgg,,4,2,2,0,0,0.5,0.5,1,0,0.6666666666666666,0.5,
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
		P1,PHANTOM01,HGG,1                    ! synthetic; no specificity: none is LGG; no AUC: only one grade
		P1,C1,HGG,1/P2,PHANTOM02,LGG,0        ! partly synthetic
		P1,C1,LGG,0/P2,C1,LGG,0               ! no precision: none is called HGG; no recall: none is HGG; no F1: none is HGG or called so; no AUC: only one grade
		P1,C1,HGG,1/P2,C1,LGG,1               ! all are called HGG
		P1,C1,HGG,1/P2,C1,LGG,0/P3,,,1/P4,,,0 ! left out: 2 patients without a grade
		P1,C1,HGG,0/P2,C1,LGG,0               ! no precision: none is called HGG
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
