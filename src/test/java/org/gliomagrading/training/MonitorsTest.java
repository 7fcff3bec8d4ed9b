package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

/** Worked by hand: four patients, of whom 0 and 1 are HGG, with 3, 1, 2 and 1 slices. */
class MonitorsTest {

	private final Context context = new Context(TrainingService.class);
	private final Validation validation = new Validation(0.75, List.of( //
		slice(0, true, 0.9), slice(0, true, 0.4), slice(0, true, 0.4), // mean 0.5667
		slice(1, true, 0.3), //
		slice(2, false, 0.7), slice(2, false, 0.1), // mean 0.4
		slice(3, false, 0.2)));

	@AfterEach
	void close() {
		context.dispose();
	}

	/** Of the slices one HGG and one LGG are called HGG: TP 1, FP 1, FN 3. */
	@Test
	void sliceF1() throws Exception {
		assertEquals(2.0 / (2 + 1 + 3), score("slice-f1"), 1e-12);
	}

	/** Of the patients 0 is called HGG, rightly, and 1 is missed: TP 1, FP 0, FN 1. */
	@Test
	void patientF1() throws Exception {
		assertEquals(2.0 / (2 + 0 + 1), score("patient-f1"), 1e-12);
	}

	/** HGG slices 0.9, 0.4, 0.4, 0.3 win over LGG slices 0.7, 0.1, 0.2: 3 + 2 + 2 + 2 of 12 pairs. */
	@Test
	void sliceAuc() throws Exception {
		assertEquals(9.0 / 12, score("slice-auc"), 1e-12);
	}

	/** HGG patients 0.5667, 0.3 win over LGG patients 0.4, 0.2: 2 + 1 of 4 pairs. */
	@Test
	void patientAuc() throws Exception {
		assertEquals(3.0 / 4, score("patient-auc"), 1e-12);
	}

	@Test
	void lowerLossIsBetter() throws Exception {
		assertEquals(-0.75, score("loss"));
	}

	@Test
	void nothingCalledIsNoScore() throws Exception {
		List<Validation.Case> low = new ArrayList<>(List.of(slice(0, false, 0.1), slice(1, false, 0.2)));
		assertEquals(0, new Monitors.SliceF1().score(new Validation(1, low)));
		assertEquals(0.5, new Monitors.PatientAuc().score(new Validation(1, low)));
	}

	@Test
	void unknownNamesAreToldTheKnownOnes() throws Exception {
		TrainingService service = context.service(TrainingService.class);
		String message = assertThrows(InputException.class, () -> service.monitor("f1")).getMessage();
		assertTrue(message.endsWith(
			"monitor=f1: there is none of that name; give loss, patient-auc, patient-f1, slice-auc, slice-f1"), message);
		assertThrows(InputException.class, () -> service.schedule("step"));
		assertEquals(LearningRateSchedule.Cosine.class, service.schedule("cosine").getClass());
	}

	/** torch's CosineAnnealingLR with T_max=4: 1, 0.8536, 0.5, 0.1464. */
	@Test
	void cosineFallsAsTorchs() {
		double[] expected = { 1, 0.853553390593274, 0.5, 0.146446609406726 };
		for (int epoch = 1; epoch <= 4; epoch++)
			assertEquals(expected[epoch - 1], new LearningRateSchedule.Cosine().factor(epoch, 4), 1e-12);
	}

	private double score(String monitor) throws InputException {
		return context.service(TrainingService.class).monitor(monitor).score(validation);
	}

	private static Validation.Case slice(int patient, boolean high, double pHgg) {
		return new Validation.Case(patient, high, pHgg);
	}
}
