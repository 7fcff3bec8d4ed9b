package org.gliomagrading.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.gliomagrading.evaluation.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three fusions of the study, against hand-worked cases and NumPy and SciPy. */
class FusionStrategyTest {

	private static final FusionStrategy MAJORITY = new MajorityVoting();
	private static final FusionStrategy SOFT = new SoftVoting();
	private static final FusionStrategy ATTENTION = new AttentionFusion();

	@Test
	void handWorked() {
		double[] p = { 0.2, 0.5, 0.9 };
		assertEquals(2 / 3.0, MAJORITY.fuse(p), 1e-15); // 0.5 is a vote for HGG
		assertEquals(1.6 / 3, SOFT.fuse(p), 1e-15);
		// e^0.2 = 1.2214028, e^0.5 = 1.6487213, e^0.9 = 2.4596031; (0.2442806 + 0.8243606 + 2.2136428) / 5.3297272
		assertEquals(0.6158447, ATTENTION.fuse(p), 1e-7);
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "1,1", "0.5,1", "0.49,0" })
	void oneSliceSpeaksForItself(double p, double vote) {
		assertEquals(vote, MAJORITY.fuse(new double[] { p }));
		assertEquals(p, SOFT.fuse(new double[] { p }));
		assertEquals(p, ATTENTION.fuse(new double[] { p }));
	}

	@Test
	void equalsTheReference() {
		for (Reference.Fusion patient : Reference.read().fusions()) {
			assertEquals(patient.majority(), MAJORITY.fuse(patient.pHgg()), 1e-15);
			assertEquals(patient.soft(), SOFT.fuse(patient.pHgg()), 1e-15);
			assertEquals(patient.attention(), ATTENTION.fuse(patient.pHgg()), 1e-14);
		}
	}

	/** Control: the reference tells wrong definitions from the right ones. */
	@Test
	void wrongDefinitionsDifferFromTheReference() {
		double above = 0;
		double unnormalised = 0;
		double cold = 0;
		for (Reference.Fusion patient : Reference.read().fusions()) {
			double[] p = patient.pHgg();
			above = Math.max(above, Math.abs(patient.majority() - Arrays.stream(p).filter(x -> x > 0.5).count() /
				(double) p.length));
			unnormalised = Math.max(unnormalised, Math.abs(patient.attention() - patient.soft()));
			double weights = Arrays.stream(p).map(x -> Math.exp(2 * x)).sum();
			cold = Math.max(cold, Math.abs(patient.attention() - Arrays.stream(p).map(x -> x * Math.exp(2 * x)).sum() /
				weights));
		}
		assertTrue(above > 0.01, "p > 0.5 for p >= 0.5: " + above);
		assertTrue(unnormalised > 0.01, "mean for attention: " + unnormalised);
		assertTrue(cold > 0.01, "another temperature: " + cold);
	}

	/** Follows from the definition, so it must hold for every patient, also where rounding decides. */
	@Test
	void attentionIsNeverBelowSoftVotingNorAboveTheHighestSlice() {
		Random random = new Random(5);
		for (int i = 0; i < 100_000; i++) {
			double base = i % 3 == 0 ? 1 : random.nextDouble();
			double spread = Math.pow(10, -random.nextInt(18));
			double[] p = random.doubles(1 + random.nextInt(50), base * (1 - spread), Math.nextUp(base)).map(x -> Math.min(x,
				base)).toArray();
			double attention = ATTENTION.fuse(p);
			assertTrue(attention >= SOFT.fuse(p), () -> Arrays.toString(p));
			assertTrue(attention <= Math.min(1, Arrays.stream(p).max().orElseThrow() + 1e-15), () -> Arrays.toString(p));
			assertTrue(SOFT.fuse(p) <= 1, () -> Arrays.toString(p));
		}
	}

	/** Control for the test above: the plain weighted mean breaks it by rounding. */
	@Test
	void thePlainFormulaIsBelowSoftVotingAtTimes() {
		Random random = new Random(5);
		boolean below = false;
		for (int i = 0; i < 1000; i++) {
			double[] p = new double[1 + random.nextInt(50)];
			Arrays.fill(p, random.nextDouble());
			double weights = Arrays.stream(p).map(Math::exp).sum();
			below |= Arrays.stream(p).map(x -> x * Math.exp(x) / weights).sum() < SOFT.fuse(p);
		}
		assertTrue(below);
	}
}
