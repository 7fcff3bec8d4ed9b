package org.gliomagrading.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatientPredictionsTest {

	@TempDir
	Path folder;

	private List<PatientPrediction> read(String text) throws IOException {
		return PatientPredictions.read(CsvFile.source(Files.writeString(folder.resolve("p.csv"), text)));
	}

	@Test
	void writesTheColumnsOfTheDesignAndReadsThemBack() throws IOException {
		List<PatientPrediction> predictions = List.of(new PatientPrediction("demo", "7", "P1", "PHANTOM01", Optional.of(
			Grade.LGG), "test", "soft", 12, 0.75, 0.5, Grade.HGG), new PatientPrediction("", "", "P2", "", Optional.empty(), "",
				"", 0, 0.25, Double.NaN, Grade.LGG));
		CsvFile.write(folder.resolve("p.csv"), PatientPredictions.table(predictions));
		assertEquals("""
			model,seed,patient,centre,grade,subset,strategy,slices,p_hgg,threshold,predicted
			demo,7,P1,PHANTOM01,LGG,test,soft,12,0.75,0.5,HGG
			"",,P2,,,,,,0.25,,LGG
			""", Files.readString(folder.resolve("p.csv")));
		assertEquals(predictions, read(Files.readString(folder.resolve("p.csv"))));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
		p_hgg,                     '0.5',         0.5, HGG
		p_hgg,                     '0.499',       0.5, LGG
		'p_hgg,threshold',         '0.4,0.4',     0.4, HGG
		'p_hgg,threshold',         '0.4,',        0.5, LGG
		'p_hgg,predicted',         '0.4,HGG',     NaN, HGG
		'p_hgg,threshold,predicted', '0.4,0.45,lgg', 0.45, LGG
		""")
	void callsTheGradeWhereTheTableDoesNot(String columns, String cells, double threshold, Grade called)
		throws IOException
	{
		PatientPrediction p = read("patient," + columns + "\nP1," + cells).get(0);
		assertEquals(threshold, p.threshold());
		assertEquals(called, p.predicted());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		patient,predicted         ! P1,HGG         ! has no column 'p_hgg'; its columns are: patient, predicted; needed are: patient, p_hgg
		patient,p_hgg,threshold   ! P1,0.5,50      ! in line 2, column 'threshold' is 50; it must be 0 to 1
		patient,p_hgg,predicted   ! P1,0.5,high    ! in line 2, column 'predicted' is 'high'; write HGG or LGG, or leave it empty
		patient,p_hgg,threshold,predicted ! P1,0.5,0.5,LGG ! in line 2, column 'predicted' is LGG, but p_hgg 0.5 with threshold 0.5 is HGG; correct it or leave it empty
		patient,p_hgg,slices      ! P1,0.5,0       ! in line 2, column 'slices' is 0; it must be 1 or more, or empty
		patient,p_hgg             ! P1,0.5/P1,0.6  ! in line 3, patient 'P1' stands there a second time for the same model, seed, strategy and threshold; keep one of them, or, if the rows are slices, give their numbers in a column 'slice'
		""")
	void saysWhatIsWrong(String header, String rows, String expected) {
		InputException e = assertThrows(InputException.class, () -> read(header + "\n" + rows.replace('/', '\n')));
		assertEquals(folder.resolve("p.csv") + ": " + expected, e.getMessage());
	}

	@Test
	void anotherModelSeedStrategyOrThresholdIsNoDuplicate() throws IOException {
		assertEquals(5, read("""
			model,seed,strategy,threshold,patient,p_hgg
			A,1,soft,0.5,P,0.5
			B,1,soft,0.5,P,0.5
			A,2,soft,0.5,P,0.5
			A,1,majority,0.5,P,0.5
			A,1,soft,0.6,P,0.5
			""").size());
	}
}
