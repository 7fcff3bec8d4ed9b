package org.gliomagrading.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

class RandomSourceTest {

	/** The JDK's SplittableRandom is an independent SplitMix64. */
	@Test
	void streamIsSplitMix64() {
		SplittableRandom reference = new SplittableRandom(2026);
		SplittableRandom other = new SplittableRandom(2027);
		RandomSource random = new RandomSource(2026);
		for (int i = 0; i < 1000; i++) {
			double value = random.uniform();
			assertEquals(reference.nextDouble(), value);
			assertNotEquals(other.nextDouble(), value);
		}
	}

	@Test
	void gaussianHasTheMomentsOfTheNormalDistribution() {
		RandomSource random = RandomSource.of(1);
		double[] normal = DoubleStream.generate(random::gaussian).limit(200_000).toArray();
		assertEquals(0, moment(normal, 1), 0.01);
		assertEquals(1, moment(normal, 2), 0.02);
		assertEquals(0, moment(normal, 3), 0.03);
		assertEquals(3, moment(normal, 4), 0.1);
		assertEquals(0.05, Arrays.stream(normal).filter(x -> Math.abs(x) > 1.959964).count() / 200_000.0, 0.003);
	}

	@Test
	void everyKeyMattersAndTheirOrderToo() {
		double value = RandomSource.of(1, 2, 3).uniform();
		assertEquals(value, RandomSource.of(1, 2, 3).uniform());
		for (long[] keys : new long[][] { { 2, 2, 3 }, { 1, 3, 2 }, { 1, 2, 4 }, { 1, 2 }, { 1, 2, 3, 0 }, { -1, 2, 3 } })
			assertNotEquals(value, RandomSource.of(keys).uniform());
	}

	private static double moment(double[] values, int order) {
		return Arrays.stream(values).map(x -> Math.pow(x, order)).average().getAsDouble();
	}
}
