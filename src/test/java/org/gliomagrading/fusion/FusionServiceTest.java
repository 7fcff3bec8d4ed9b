package org.gliomagrading.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
	void takesWhatIsAddedLater() throws InputException {
		PluginInfo<FusionStrategy> info = new PluginInfo<>(Lowest.class.getName(), FusionStrategy.class);
		info.setName("lowest");
		context.service(PluginService.class).addPlugin(info);
		assertEquals(0.1, fusions.strategies("lowest").get("lowest").fuse(new double[] { 0.2, 0.1 }));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', textBlock = """
		mean          ! No fusion strategy 'mean'; known are: attention, majority, soft
		soft,         ! No fusion strategy ''; known are: attention, majority, soft
		''            ! No fusion strategy ''; known are: attention, majority, soft
		Soft          ! No fusion strategy 'Soft'; known are: attention, majority, soft
		soft,soft     ! Fusion strategy 'soft' is named twice; name it once
		""")
	void saysWhatIsWrong(String names, String expected) {
		assertEquals(expected, assertThrows(InputException.class, () -> fusions.strategies(names)).getMessage());
	}
}
