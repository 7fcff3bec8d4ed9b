package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/** What is said of a stored number must be true of the intensity that is made of it. */
class ScalingConverterTest {

	/** The least double that is infinite in single precision: in the middle between the largest float and 2^128. */
	private static final double OVERFLOW = 0x1.ffffffp127;

	/** Borders worked by hand, from the rules of rounding (IEEE 754: to the nearest, ties to even). */
	@Test
	void bordersWithoutScaling() {
		IntensityConverter converter = Scaling.NONE.converter();
		for (double sign : new double[] { 1, -1 }) {
			assertFalse(converter.isFinite(new DoubleType(sign * OVERFLOW)));
			assertTrue(converter.isFinite(new DoubleType(sign * Math.nextDown(OVERFLOW))), "is rounded to the largest float");
			assertFalse(converter.isFinite(new DoubleType(sign * Double.POSITIVE_INFINITY)));
			assertFalse(converter.isFinite(new FloatType((float) sign * Float.POSITIVE_INFINITY)));
			assertTrue(converter.isFinite(new FloatType((float) sign * Float.MAX_VALUE)));
			assertTrue(converter.isZero(new DoubleType(sign * 0)));
			assertTrue(converter.isZero(new DoubleType(sign * Float.MIN_VALUE / 2)), "is rounded to 0");
			assertFalse(converter.isZero(new DoubleType(sign * Math.nextUp(Float.MIN_VALUE / 2.0))));
			assertFalse(converter.isZero(new FloatType((float) sign * Float.MIN_VALUE)));
		}
		assertFalse(converter.isFinite(new FloatType(Float.NaN)));
		assertFalse(converter.isZero(new FloatType(Float.NaN)));
	}

	@Test
	void zeroIsJudgedAfterScaling() {
		IntensityConverter converter = new Scaling(0.5, -3).converter();
		assertTrue(converter.isZero(new ShortType((short) 6)));
		assertFalse(converter.isZero(new ShortType((short) 0)));
		assertFalse(converter.isZero(new DoubleType(Math.nextUp(6.0))));
		IntensityConverter never = new Scaling(2, 1).converter();
		for (short stored = -3; stored <= 3; stored++)
			assertFalse(never.isZero(new ShortType(stored)), "2 * " + stored + " + 1");
	}

	/** 2^63 + 1024 is rounded down to 2^63; 2^63 + 1025 is rounded up, but down by imglib2, which rounds twice. */
	@Test
	void unsignedNumbersAreRoundedOnce() {
		IntensityConverter converter = new Scaling(1, -0x1p63).converter();
		UnsignedLongType up = new UnsignedLongType(Long.MIN_VALUE + 1025);
		assertTrue(converter.isZero(new UnsignedLongType(Long.MIN_VALUE + 1024)));
		assertFalse(converter.isZero(up));
		assertEquals(2048, converted(converter, up));
		IntensityConverter steep = new Scaling(0x1p64, 0).converter();
		assertFalse(steep.isFinite(new UnsignedLongType(-1)), "2^64 - 1 is rounded to 2^64");
		assertTrue(steep.isFinite(new UnsignedLongType(Long.MIN_VALUE)));
	}

	/** Scalings at random, and stored numbers beside the borders of each: what is said equals what is converted. */
	@Test
	void agreesWithTheConversion() {
		Random random = new Random(2);
		int zeros = 0;
		int infinite = 0;
		int naiveZeros = 0;
		int naiveInfinite = 0;
		for (int i = 0; i < 2000; i++) {
			Scaling scaling = new Scaling(anyFloat(random), i % 3 == 0 ? 0 : anyFloat(random));
			if (scaling.slope() == 0) continue;
			IntensityConverter converter = scaling.converter();
			for (RealType<?> stored : numbers(scaling, random)) {
				float value = converted(converter, stored);
				assertEquals(value == 0, converter.isZero(stored), scaling + " of " + stored);
				assertEquals(Float.isFinite(value), converter.isFinite(stored), scaling + " of " + stored);
				if (value == 0) zeros++;
				if (!Float.isFinite(value)) infinite++;
				if (value == 0 != (stored.getRealDouble() == solution(scaling, 0))) naiveZeros++;
				if (Float.isFinite(value) != Math.abs(stored.getRealDouble()) <= Math.abs(solution(scaling, Float.MAX_VALUE)))
					naiveInfinite++;
			}
		}
		assertTrue(zeros > 1000 && infinite > 10_000, zeros + " zeros, " + infinite + " infinite");
		// Controls: borders by division, without the scaling's own rounding, are told apart.
		assertTrue(naiveZeros > 1000 && naiveInfinite > 1000, naiveZeros + " zeros, " + naiveInfinite + " infinite");
	}

	/** Numbers of all types and magnitudes, and those around each border of the scaling. */
	private static List<RealType<?>> numbers(Scaling scaling, Random random) {
		List<RealType<?>> numbers = new ArrayList<>();
		for (double value : new double[] { 0, Float.MIN_VALUE / 2.0, -Float.MIN_VALUE / 2.0, Float.MAX_VALUE,
			-Float.MAX_VALUE, OVERFLOW, -OVERFLOW })
		{
			double at = solution(scaling, value);
			for (int steps = 0; steps < 4; steps++)
				at = Math.nextDown(at);
			for (int steps = 0; steps < 8; steps++, at = Math.nextUp(at)) {
				numbers.add(new DoubleType(at));
				numbers.add(new LongType((long) at));
			}
			float single = Math.nextDown((float) solution(scaling, value));
			for (int steps = 0; steps < 3; steps++, single = Math.nextUp(single))
				numbers.add(new FloatType(single));
		}
		for (int i = 0; i < 20; i++) {
			numbers.add(new DoubleType(Double.longBitsToDouble(random.nextLong())));
			numbers.add(new FloatType(Float.intBitsToFloat(random.nextInt())));
			numbers.add(new ShortType((short) random.nextInt()));
			numbers.add(new LongType(random.nextLong() >> random.nextInt(64)));
			numbers.add(new UnsignedLongType(random.nextLong() >>> random.nextInt(64)));
		}
		return numbers;
	}

	/** About where the scaling gives a value. */
	private static double solution(Scaling scaling, double value) {
		return (value - scaling.inter()) / scaling.slope();
	}

	private static double anyFloat(Random random) {
		float value = Float.intBitsToFloat(random.nextInt());
		return Float.isFinite(value) ? value : 1;
	}

	private static float converted(IntensityConverter converter, RealType<?> stored) {
		FloatType intensity = new FloatType();
		converter.convert(stored, intensity);
		return intensity.get();
	}
}
