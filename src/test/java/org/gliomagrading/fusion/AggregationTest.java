package org.gliomagrading.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.prediction.PatientPrediction;
import org.gliomagrading.prediction.SlicePrediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationTest {

	/** The three strategies of the study. */
	public static Map<String, FusionStrategy> study() {
		Map<String, FusionStrategy> strategies = new LinkedHashMap<>();
		strategies.put("majority", new MajorityVoting());
		strategies.put("soft", new SoftVoting());
		strategies.put("attention", new AttentionFusion());
		return strategies;
	}

	private static SlicePrediction slice(String model, String seed, String patient, int slice, double p) {
		return new SlicePrediction(model, seed, patient, "C1", Optional.of(Grade.LGG), "test", slice, p);
	}

	@Test
	void groupsByModelSeedAndPatientInOrderOfAppearance() throws InputException {
		List<PatientPrediction> rows = new Aggregation(Map.of("soft", new SoftVoting()), 0.5).patients(List.of( //
			slice("B", "1", "P2", 6, 0.5), slice("A", "1", "P1", 7, 0.75), slice("B", "1", "P1", 6, 0.25), //
			slice("A", "2", "P1", 6, 1), slice("A", "1", "P1", 6, 0.5)));
		assertEquals(List.of( //
			new PatientPrediction("B", "1", "P2", "C1", Optional.of(Grade.LGG), "test", "soft", 1, 0.5, 0.5, Grade.HGG),
			new PatientPrediction("A", "1", "P1", "C1", Optional.of(Grade.LGG), "test", "soft", 2, 0.625, 0.5, Grade.HGG),
			new PatientPrediction("B", "1", "P1", "C1", Optional.of(Grade.LGG), "test", "soft", 1, 0.25, 0.5, Grade.LGG),
			new PatientPrediction("A", "2", "P1", "C1", Optional.of(Grade.LGG), "test", "soft", 1, 1, 0.5, Grade.HGG)), rows);
	}

	@Test
	void givesOneRowPerStrategyInTheirOrder() throws InputException {
		List<PatientPrediction> rows = new Aggregation(study(), 0.6).patients(List.of(slice("A", "", "P", 1, 0.2), slice("A",
			"", "P", 2, 0.5), slice("A", "", "P", 3, 0.9)));
		assertEquals(List.of("majority", "soft", "attention"), rows.stream().map(PatientPrediction::strategy).toList());
		assertEquals(List.of(Grade.HGG, Grade.LGG, Grade.HGG), rows.stream().map(PatientPrediction::predicted).toList());
		assertEquals(List.of(0.6, 0.6, 0.6), rows.stream().map(PatientPrediction::threshold).toList());
	}

	@ParameterizedTest
	@CsvSource({ "0.5,HGG", "0.5000001,LGG", "0,HGG" })
	void aTieWithTheThresholdIsHgg(double threshold, Grade expected) throws InputException {
		List<SlicePrediction> slices = List.of(slice("A", "", "P", 1, 0.3), slice("A", "", "P", 2, 0.7));
		for (PatientPrediction row : new Aggregation(Map.of("soft", new SoftVoting(), "majority", new MajorityVoting()),
			threshold).patients(slices))
			assertEquals(expected, row.predicted(), row.strategy());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		C2 ! LGG ! test  ! the centre 'C1' in one row of the prediction table and 'C2' in another
		C1 ! HGG ! test  ! the grade 'LGG' in one row of the prediction table and 'HGG' in another
		C1 ! ''  ! test  ! the grade 'LGG' in one row of the prediction table and '' in another
		C1 ! LGG ! train ! the subset 'test' in one row of the prediction table and 'train' in another
		""")
	void slicesOfAPatientMustAgree(String centre, String grade, String subset, String expected) throws IOException {
		SlicePrediction other = new SlicePrediction("A", "1", "P", centre, Grade.of(grade), subset, 2, 0.5);
		Aggregation aggregation = new Aggregation(study(), 0.5);
		InputException e = assertThrows(InputException.class, () -> aggregation.patients(List.of(slice("A", "1", "P", 1,
			0.5), other)));
		assertEquals("Patient 'P' has " + expected + "; correct the table", e.getMessage());
		assertEquals(6, aggregation.patients(List.of(slice("A", "2", "P", 1, 0.5), other)).size(), "another seed's");
	}
}
