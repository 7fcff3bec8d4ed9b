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
import org.gliomagrading.io.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlicePredictionsTest {

	@TempDir
	Path folder;

	private List<SlicePrediction> read(String text) throws IOException {
		return SlicePredictions.read(CsvFile.source(Files.writeString(folder.resolve("p.csv"), text)));
	}

	@Test
	void writesTheColumnsOfTheDesignAndReadsThemBack() throws IOException {
		List<SlicePrediction> predictions = List.of(new SlicePrediction("demo", "7", "P1", "PHANTOM01", Optional.of(
			Grade.LGG), "test", 61, 0.1), new SlicePrediction("a, b", "", "P2", "", Optional.empty(), "",
				SlicePrediction.UNKNOWN_SLICE, 1 / 3.0));
		CsvFile.write(folder.resolve("p.csv"), SlicePredictions.table(predictions));
		assertEquals("""
			model,seed,patient,centre,grade,subset,slice,p_hgg
			demo,7,P1,PHANTOM01,LGG,test,61,0.1
			"a, b",,P2,,,,,0.3333333333333333
			""", Files.readString(folder.resolve("p.csv")));
		assertEquals(predictions, SlicePredictions.read(CsvFile.source(folder.resolve("p.csv"))));
		assertEquals(predictions, SlicePredictions.read(SlicePredictions.table(predictions).source("The table")));
	}

	@Test
	void takesATableOfAnotherProgram() throws IOException {
		SlicePrediction expected = new SlicePrediction("", "", "P1", "", Optional.of(Grade.HGG), "test", -1, 1);
		assertEquals(List.of(expected, expected), read("""
			loss,p_hgg,subset,patient,grade
			0.3,1,Test,P1,hgg
			0.2,1e0,TEST,"P1",HGG
			"""));
		assertEquals("holdout", read("patient,p_hgg,subset\nP1,0,holdout\n").get(0).subset());
	}

	@Test
	void takesNumbersOfAResultsTable() throws IOException {
		Table table = new Table(List.of("patient", "seed", "slice", "p_hgg"), List.of(List.of(12.0, 3.0, 60.0, 0.25)));
		assertEquals(List.of(new SlicePrediction("", "3", "12", "", Optional.empty(), "", 60, 0.25)), SlicePredictions.read(
			table.source("The table")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		p_hgg                                ! P1                   ! has no column 'patient'; its columns are: p_hgg; needed are: patient, p_hgg
		patient,p_hgg                        !                      ! has no rows below its column names; give a table with predictions
		patient,p_hgg                        ! P1,                  ! in line 2, column 'p_hgg' is empty; fill it in
		patient,p_hgg                        ! ,0.5                 ! in line 2, column 'patient' is empty; fill it in
		patient,p_hgg                        ! P1,high              ! in line 2, column 'p_hgg' is 'high', not a number
		patient,p_hgg                        ! P1,NaN               ! in line 2, column 'p_hgg' is 'NaN', not a number
		patient,p_hgg                        ! P1,1.0001            ! in line 2, column 'p_hgg' is 1.0001; it must be 0 to 1
		patient,p_hgg                        ! P1,-1E-9             ! in line 2, column 'p_hgg' is -1E-9; it must be 0 to 1
		patient,p_hgg,grade                  ! P1,0.5,GBM           ! in line 2, column 'grade' is 'GBM'; write HGG or LGG, or leave it empty
		patient,p_hgg,strategy               ! P1,0.5,soft          ! in line 2, column 'strategy' is 'soft': these are predictions of patients, fused already; give those of slices (slice-predictions.csv)
		patient,p_hgg,slice                  ! P1,0.5,6.5           ! in line 2, column 'slice' is '6.5', not a whole number
		patient,p_hgg,slice                  ! P1,0.5,-2            ! in line 2, column 'slice' is -2; slices count from 0
		patient,p_hgg,slice                  ! P1,0,6/P1,0,6        ! in line 3, slice 6 of patient 'P1' stands there a second time for the same model and seed; keep one of them
		patient;p_hgg                        ! P1;0,5               ! its columns are separated by semicolons or tabs; save it as CSV with commas and decimal points
		""")
	void saysWhatIsWrong(String header, String rows, String expected) {
		String text = header + "\n" + (rows == null ? "" : rows.replace('/', '\n'));
		InputException e = assertThrows(InputException.class, () -> read(text));
		assertEquals(folder.resolve("p.csv") + ": " + expected, e.getMessage());
	}

	@Test
	void theSameSliceOfAnotherModelOrSeedIsNoDuplicate() throws IOException {
		assertEquals(4, read("model,seed,patient,slice,p_hgg\nA,1,P,6,0\nA,2,P,6,0\nB,1,P,6,0\nA,1,Q,6,0\n").size());
	}

	@ParameterizedTest
	@ValueSource(doubles = { Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY })
	void aPredictionIsAProbability(double p) {
		assertThrows(IllegalArgumentException.class, () -> new SlicePrediction("", "", "P", "", Optional.empty(), "", 0, p));
		assertThrows(IllegalArgumentException.class, () -> new PatientPrediction("", "", "P", "", Optional.empty(), "", "",
			0, p, 0.5, Grade.HGG));
	}

	@Test
	void theLevelOfATableIsToldByItsColumns() {
		assertEquals(PredictionLevel.SLICE, PredictionLevel.of(SlicePredictions.table(List.of()).columns()));
		assertEquals(PredictionLevel.PATIENT, PredictionLevel.of(PatientPredictions.table(List.of()).columns()));
	}
}
