package org.gliomagrading.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.gliomagrading.evaluation.Reference;
import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/** The strategies as SciJava finds them. */
class FusionServiceTest {

	private final Context context = new Context(FusionService.class);
	private final FusionService fusions = context.service(FusionService.class);

	/** A strategy of another author, which SciJava learns of while the test runs. */
	public static class Lowest implements FusionStrategy {

		@Override
		public double fuse(double[] pHgg) {
			return Arrays.stream(pHgg).min().orElseThrow();
		}
	}

	@AfterEach
	void dispose() {
		context.dispose();
	}

	@Test
	void findsTheStrategiesOfTheStudyInTheOrderAskedFor() throws InputException {
		Map<String, FusionStrategy> found = fusions.strategies("soft, majority,attention");
		assertEquals(List.of("soft", "majority", "attention"), List.copyOf(found.keySet()));
		assertInstanceOf(SoftVoting.class, found.get("soft"));
		assertInstanceOf(MajorityVoting.class, found.get("majority"));
		assertInstanceOf(AttentionFusion.class, found.get("attention"));
	}

	@Test
	void parametersStandInTheName() throws InputException {
		Map<String, FusionStrategy> found = fusions.strategies("top(2),attention(0.5), top(3),noisy_or,attention(1)");
		assertEquals(List.of("top(2)", "attention(0.5)", "top(3)", "noisy_or", "attention(1)"), List.copyOf(found.keySet()));
		double[] p = { 0.2, 0.9, 0.5, 0.8 };
		assertEquals(0.85, found.get("top(2)").fuse(p), 1e-15);
		assertEquals(2.2 / 3, found.get("top(3)").fuse(p), 1e-15);
		assertEquals(1 - 0.8 * 0.1 * 0.5 * 0.2, found.get("noisy_or").fuse(p), 1e-15);
		assertEquals(new AttentionFusion().fuse(p), found.get("attention(1)").fuse(p));
	}

	/** Against NumPy and SciPy, 60 patients; control: each differs from every other. */
	@Test
	void strategiesBeyondTheStudyEqualTheReference() throws InputException {
		Map<String, FusionStrategy> found = fusions.strategies(
			"attention(0.5),attention(0.01),attention(100),top(1),top(5),noisy_or,soft");
		List<Reference.Fusion> patients = Reference.read().fusions();
		assertEquals(60, patients.size());
		found.forEach((name, strategy) -> found.forEach((other, unlike) -> {
			double largest = 0;
			for (Reference.Fusion patient : patients) {
				double expected = patient.values().get(name).getAsDouble();
				assertEquals(expected, strategy.fuse(patient.pHgg()), 1e-13, name);
				largest = Math.max(largest, Math.abs(expected - unlike.fuse(patient.pHgg())));
			}
			if (!name.equals(other)) assertTrue(largest > 1e-4, name + " and " + other + ": " + largest);
		}));
	}

	@Test
	void noisyOrKeepsItsDigits() throws InputException {
		FusionStrategy noisyOr = fusions.strategies("noisy_or").get("noisy_or");
		assertEquals(3e-20, noisyOr.fuse(new double[] { 1e-20, 2e-20 }), 1e-33);
		assertEquals(1, noisyOr.fuse(new double[] { 1, 0.2 }));
		assertEquals(0, noisyOr.fuse(new double[] { 0, 0 }));
	}

	@Test
	void takesWhatIsAddedLater() throws InputException {
		PluginInfo<FusionStrategy> info = new PluginInfo<>(Lowest.class.getName(), FusionStrategy.class);
		info.setName("lowest");
		context.service(PluginService.class).addPlugin(info);
		assertEquals(0.1, fusions.strategies("lowest").get("lowest").fuse(new double[] { 0.2, 0.1 }));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		mean          ! No fusion strategy 'mean'; known are: attention, attention(temperature), learned_attention(hidden), learned_attention(hidden gated), majority, noisy_or, soft, top(slices)
		soft,         ! No fusion strategy ''; known are: attention, attention(temperature), learned_attention(hidden), learned_attention(hidden gated), majority, noisy_or, soft, top(slices)
		''            ! No fusion strategy ''; known are: attention, attention(temperature), learned_attention(hidden), learned_attention(hidden gated), majority, noisy_or, soft, top(slices)
		Soft          ! No fusion strategy 'Soft'; known are: attention, attention(temperature), learned_attention(hidden), learned_attention(hidden gated), majority, noisy_or, soft, top(slices)
		top           ! Fusion strategy 'top' needs a whole number of slices, 1 or more; write top(5)
		top(0)        ! Fusion strategy 'top(0)' needs a whole number of slices, 1 or more; write top(5)
		top(2.5)      ! Fusion strategy 'top(2.5)' needs a whole number of slices, 1 or more; write top(5)
		top(a)        ! Fusion strategy 'top(a)' needs a whole number of slices, 1 or more; write top(5)
		attention(0)  ! Fusion strategy 'attention(0)' needs a temperature of 0.01 to 100; write attention(0.5), or attention for the study's, 1
		attention(-1) ! Fusion strategy 'attention(-1)' needs a temperature of 0.01 to 100; write attention(0.5), or attention for the study's, 1
		soft(2)       ! Fusion strategy 'soft(2)' takes no parameter; leave out the brackets
		top(5         ! No fusion strategy 'top(5'; known are: attention, attention(temperature), learned_attention(hidden), learned_attention(hidden gated), majority, noisy_or, soft, top(slices)
		soft,soft     ! Fusion strategy 'soft' is named twice; name it once
		""")
	void saysWhatIsWrong(String names, String expected) {
		assertEquals(expected, assertThrows(InputException.class, () -> fusions.strategies(names)).getMessage());
	}
}
