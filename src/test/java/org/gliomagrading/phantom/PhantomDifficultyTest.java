package org.gliomagrading.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.statistics.RocCurve;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How well the grade can be told from a cohort on a coarse grid: within a band from what is in the images, not at all
 * from what must not follow it. The exact bound on a full cohort is checked by
 * {@code scripts/reference/phantom_difficulty.py}.
 */
class PhantomDifficultyTest {

	/** What is measured in one patient, from the voxels alone but for the last three. */
	private record Measured(Grade grade, double necrosis, double oedema, double enhancing, double core, double brain,
		double brainVolume, double[] centre, Scanner scanner, int number)
	{

		double whole() {
			return necrosis + oedema + enhancing;
		}

		double[] features() {
			return new double[] { enhancing / whole(), necrosis / whole(), oedema / (necrosis + enhancing), core / brain };
		}
	}

	private static final long SEED = 11;
	private static List<Measured> patients;

	@BeforeAll
	static void measureCohort() {
		PhantomPlan plan = new PhantomPlan(Path.of("none"), 110, 70, SEED, new int[] { 40, 40, 31 }, new double[] { 5, 5,
			5 });
		patients = PhantomPatient.of(plan).parallelStream().map(patient -> measure(patient, plan.grid())).toList();
	}

	@Test
	void fourFeaturesTellTheGradesApartWithinABand() {
		double auc = Logistic.crossValidatedAuc(patients.stream().map(Measured::features).toArray(double[][]::new), patients
			.stream().map(p -> p.grade() == Grade.HGG).toArray(Boolean[]::new));
		assertTrue(auc > 0.91 && auc < 0.985, "AUC " + auc);
	}

	/** The standard error of these areas is near 0.045; the oedema's share is the control that must not pass. */
	@Test
	void whatMustNotFollowTheGradeDoesNot() {
		for (int axis = 0; axis < 3; axis++) {
			int a = axis;
			unrelated("site " + axis, p -> p.centre()[a]);
		}
		unrelated("distance from the midline", p -> Math.abs(p.centre()[0]));
		unrelated("size", Measured::whole);
		unrelated("brain", Measured::brainVolume);
		unrelated("number", Measured::number);
		for (int c = 0; c < Contrast.values().length; c++) {
			int contrast = c;
			unrelated("gain", p -> p.scanner().gain()[contrast]);
			unrelated("contrast", p -> p.scanner().contrast()[contrast]);
			unrelated("noise", p -> p.scanner().noise()[contrast]);
			unrelated("bias", p -> p.scanner().bias()[contrast]);
		}
		assertTrue(area(p -> p.oedema() / p.whole()) > 0.75);
	}

	@Test
	void gradesOverlap() {
		assertTrue(patients.stream().anyMatch(p -> p.grade() == Grade.HGG && p.enhancing() == 0), "an HGG does not enhance");
		double enhancingLow = share(Grade.LGG, p -> p.enhancing() > 0);
		assertTrue(enhancingLow > 0.1 && enhancingLow < 0.5, "enhancing LGG: " + enhancingLow);
		double enhancingHigh = share(Grade.HGG, p -> p.enhancing() > 0);
		assertTrue(enhancingHigh > 0.9, "enhancing HGG: " + enhancingHigh);
	}

	/** The same brain and tumour on another grid; another patient is the control. */
	@Test
	void anatomyIsInMillimetres() {
		PhantomPatient patient = new PhantomPatient(3, Grade.HGG, 2, 0.6);
		Measured coarse = measure(patient, new Grid(60, 60, 39, 4, 4, 4));
		Measured uneven = measure(patient, new Grid(112, 80, 40, 2, 3, 4));
		Measured other = measure(new PhantomPatient(4, Grade.HGG, 2, 0.6), new Grid(60, 60, 39, 4, 4, 4));
		assertEquals(1, uneven.brainVolume() / coarse.brainVolume(), 0.02);
		assertEquals(1, uneven.whole() / coarse.whole(), 0.05);
		assertEquals(1, uneven.enhancing() / coarse.enhancing(), 0.1);
		assertEquals(1, uneven.core() / coarse.core(), 0.05);
		assertTrue(Math.abs(other.whole() / coarse.whole() - 1) > 0.1);
	}

	private static void unrelated(String what, ToDoubleFunction<Measured> value) {
		assertEquals(0.5, area(value), 0.15, what);
	}

	private static double area(ToDoubleFunction<Measured> value) {
		return RocCurve.auc(values(Grade.HGG, value), values(Grade.LGG, value));
	}

	private static double share(Grade grade, Predicate<Measured> condition) {
		return patients.stream().filter(p -> p.grade() == grade).mapToDouble(p -> condition.test(p) ? 1 : 0).average()
			.getAsDouble();
	}

	private static double[] values(Grade grade, ToDoubleFunction<Measured> value) {
		return patients.stream().filter(p -> p.grade() == grade).mapToDouble(value).toArray();
	}

	private static Measured measure(PhantomPatient patient, Grid grid) {
		Phantom phantom = patient.phantom(SEED);
		PhantomImages images = phantom.render(grid);
		short[] t1ce = images.of(Contrast.T1CE.ordinal());
		int[] counts = new int[5];
		double core = 0;
		double brain = 0;
		int healthy = 0;
		for (int i = 0; i < t1ce.length; i++) {
			int label = images.labels()[i];
			counts[label]++;
			if (label == 1 || label == 4) core += t1ce[i];
			if (label == 0 && t1ce[i] > 0) {
				brain += t1ce[i];
				healthy++;
			}
		}
		double volume = grid.volume();
		return new Measured(patient.grade(), counts[1] * volume, counts[2] * volume, counts[4] * volume, core / (counts[1] +
			counts[4]), brain / healthy, (healthy + counts[1] + counts[2] + counts[4]) * volume, phantom.tumour().centre(),
			phantom.scanner(), patient.number());
	}
}
