package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class AugmentationTest {

	/** Rows stay; each row is the same or the other way round, in all channels of a slice alike. */
	@Test
	void flipsLeftToRight() {
		float[] slice = { 1, 2, 3, 4, 5, 6, 7, 8 }; // two channels of 2 x 2
		float[] mirrored = { 2, 1, 4, 3, 6, 5, 8, 7 };
		int flipped = 0;
		Random random = new Random(1);
		for (int i = 0; i < 200; i++) {
			float[] values = slice.clone();
			new Augmentation(true, 0, 2).apply(values, 2, random);
			if (Arrays.equals(values, mirrored)) flipped++;
			else assertArrayEquals(slice, values);
		}
		assertTrue(flipped > 70 && flipped < 130, flipped + " of 200");
	}

	/** A quarter turn, by hand: what was on the right (w grows) comes to the bottom or the top. */
	@Test
	void turnsAboutTheCentre() {
		float[] slice = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
		float[] right = { 7, 4, 1, 8, 5, 2, 9, 6, 3 };
		float[] left = { 3, 6, 9, 2, 5, 8, 1, 4, 7 };
		for (double draw : new double[] { 0, 1 }) {
			float[] values = slice.clone();
			new Augmentation(false, 90, 3).apply(values, 1, fixed(draw));
			assertArrayEquals(draw == 1 ? right : left, values, 1e-5f, "drew " + draw);
		}
		float[] values = slice.clone();
		new Augmentation(false, 90, 3).apply(values, 1, fixed(0.5));
		assertArrayEquals(slice, values);
	}

	/** Between pixels a plane that rises evenly keeps doing so, in its new direction. */
	@Test
	void interpolates() {
		int size = 9;
		float[] values = new float[size * size];
		for (int i = 0; i < values.length; i++)
			values[i] = i % size;
		new Augmentation(false, 30, size).apply(values, 1, fixed(1));
		double rise = Math.cos(Math.toRadians(30));
		assertEquals(rise, values[4 * size + 5] - values[4 * size + 4], 1e-5);
		assertEquals(Math.abs(values[5 * size + 4] - values[4 * size + 4]), Math.sin(Math.toRadians(30)), 1e-5);
		assertEquals(4, values[4 * size + 4], 1e-5);
	}

	private static Random fixed(double draw) {
		return new Random() {

			private static final long serialVersionUID = 1L;

			@Override
			public double nextDouble() {
				return draw;
			}
		};
	}
}
