package org.gliomagrading.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.io.InputException;
import org.gliomagrading.volume.Orientation;
import org.junit.jupiter.api.Test;

class PhantomPlanTest {

	private static final int[] SIZE = { 240, 240, 155 };
	private static final double[] SPACING = { 1, 1, 1 };

	@Test
	void whatCannotBeMadeIsRefused() {
		assertDoesNotThrow(plan(1, 0, SIZE, SPACING)::check);
		assertDoesNotThrow(plan(0, 1, new int[] { 96, 96, 62 }, new double[] { 2.5, 2.5, 2.5 })::check);
		assertDoesNotThrow(plan(5, 5, new int[] { 240, 240, 52 }, new double[] { 1, 1, 3 })::check);
		refused("ask for 1 to 10000", plan(0, 0, SIZE, SPACING));
		refused("ask for 1 to 10000", plan(-1, 2, SIZE, SPACING));
		refused("ask for 1 to 10000", plan(9_000, 1_001, SIZE, SPACING));
		refused("ask for 1 to 10000", plan(Integer.MAX_VALUE, Integer.MAX_VALUE, SIZE, SPACING));
		refused("three numbers", plan(1, 1, new int[] { 240, 240 }, SPACING));
		refused("three numbers", plan(1, 1, SIZE, new double[] { 1 }));
		refused("out of bounds", plan(1, 1, SIZE, new double[] { 1, 0, 1 }));
		refused("out of bounds", plan(1, 1, SIZE, new double[] { 1, 1, 6.1 }));
		refused("out of bounds", plan(1, 1, SIZE, new double[] { 1, 1, Double.NaN }));
		refused("axis 1 at 1.0 mm is too small for a brain; choose at least 152", plan(1, 1, new int[] { 151, 240, 155 },
			SPACING));
		refused("axis 3", plan(1, 1, new int[] { 240, 240, -155 }, SPACING));
		refused("too large", plan(1, 1, new int[] { 512, 512, 155 }, SPACING));
		refused("too large", plan(1, 1, new int[] { 1 << 30, 1 << 30, 1 << 30 }, SPACING));
	}

	/** The affine of the BraTS files, worked by hand for the others. */
	@Test
	void affineIsThatOfBrats() {
		assertArrayEquals(new double[][] { { -1, 0, 0, 0 }, { 0, -1, 0, 239 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } }, plan(1, 1,
			SIZE, SPACING).grid().affine());
		double[][] coarse = plan(1, 1, new int[] { 160, 100, 52 }, new double[] { 1, 2, 3 }).grid().affine();
		assertArrayEquals(new double[][] { { -1, 0, 0, 0 }, { 0, -2, 0, 198 }, { 0, 0, 3, 0 }, { 0, 0, 0, 1 } }, coarse);
		assertEquals(Orientation.LPS, Orientation.of(coarse));
	}

	@Test
	void noiseFallsWithTheVoxelsVolumeWithinLimits() {
		assertEquals(1, new Grid(9, 9, 9, 1, 1, 1).noise());
		assertEquals(1 / Math.sqrt(3), new Grid(9, 9, 9, 1, 1, 3).noise(), 1e-12);
		assertEquals(0.25, new Grid(9, 9, 9, 5, 5, 5).noise());
		assertEquals(2, new Grid(9, 9, 9, 0.5, 0.5, 0.5).noise());
	}

	@Test
	void gradesAreMixedAndCentresAndIdsAreAsInBrats() {
		List<PhantomPatient> patients = PhantomPatient.of(plan(60, 40, SIZE, SPACING));
		assertEquals(60, patients.stream().filter(p -> p.grade() == Grade.HGG).count());
		long highInFirstHalf = patients.stream().limit(50).filter(p -> p.grade() == Grade.HGG).count();
		assertTrue(highInFirstHalf > 20 && highInFirstHalf < 40, highInFirstHalf + " of 50");
		assertEquals(patients, PhantomPatient.of(plan(60, 40, SIZE, SPACING)));

		PhantomPatient last = new PhantomPatient(28, Grade.LGG, 3, 0.5);
		assertEquals(List.of("LGG", "NA", "NA", "NA", "BraTS19_PHANTOM03_ABB_1", "Phantom_028"), last.row());
		Set<String> ids = new HashSet<>();
		for (int number = 1; number <= PhantomPlan.MAX_PATIENTS; number++)
			ids.add(new PhantomPatient(number, Grade.HGG, 1, 0.5).row().get(4));
		assertEquals(PhantomPlan.MAX_PATIENTS, ids.size());
	}

	/** Each tenth of the standings holds a tenth of each grade, give or take two patients. */
	@Test
	void standingsAreEven() {
		List<PhantomPatient> patients = PhantomPatient.of(plan(60, 40, SIZE, SPACING));
		int[][] tenths = new int[2][10];
		for (PhantomPatient patient : patients)
			tenths[patient.grade().ordinal()][(int) (10 * patient.standing())]++;
		for (int tenth = 0; tenth < 10; tenth++) {
			assertEquals(6, tenths[0][tenth], 2);
			assertEquals(4, tenths[1][tenth], 2);
		}
	}

	@Test
	void changingTheArraysDoesNotChangeThePlan() {
		int[] size = SIZE.clone();
		PhantomPlan plan = plan(1, 1, size, SPACING);
		size[0] = 3;
		plan.size()[1] = 3;
		assertFalse(plan.size()[0] == 3 || plan.size()[1] == 3);
	}

	private static PhantomPlan plan(int high, int low, int[] size, double[] spacing) {
		return new PhantomPlan(Path.of("cohort"), high, low, 1, size, spacing);
	}

	private static void refused(String why, PhantomPlan plan) {
		String message = assertThrows(InputException.class, plan::check).getMessage();
		assertTrue(message.contains(why), message);
		assertFalse(message.contains("\n"), message);
	}
}
