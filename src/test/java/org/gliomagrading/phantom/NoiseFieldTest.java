package org.gliomagrading.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class NoiseFieldTest {

	@Test
	void everyGridSeesTheSameField() {
		NoiseField field = new NoiseField(RandomSource.of(1), 7);
		double[] fine = new double[121];
		double[] coarse = new double[31];
		field.row(new Row(-60, 1, 0, 121, 12.5, -33), fine);
		field.row(new Row(-60, 4, 0, 31, 12.5, -33), coarse);
		for (int i = 0; i < coarse.length; i++)
			assertEquals(fine[4 * i], coarse[i], 1e-12);
	}

	@Test
	void onlyTheRowsPartIsWritten() {
		double[] out = new double[50];
		new NoiseField(RandomSource.of(1), 7).row(new Row(-50, 2, 10, 20, 0, 0), out);
		for (int i = 0; i < out.length; i++)
			assertEquals(i >= 10 && i < 20, out[i] != 0, "place " + i);
	}

	@Test
	void meanIsZeroAndDeviationOne() {
		List<Double> values = sample(new NoiseField(RandomSource.of(3), 6), 3);
		double mean = values.stream().mapToDouble(v -> v).average().getAsDouble();
		double square = values.stream().mapToDouble(v -> v * v).average().getAsDouble();
		assertEquals(0, mean, 0.05);
		assertEquals(1, Math.sqrt(square - mean * mean), 0.05);
	}

	/** Far less changes over a step than over the pitch, where neighbours are nearly unrelated. */
	@Test
	void fieldIsSmooth() {
		NoiseField field = new NoiseField(RandomSource.of(4), 20);
		double near = 0;
		double far = 0;
		double[] row = new double[150];
		for (int y = -60; y <= 60; y += 10) {
			field.row(new Row(-75, 1, 0, 150, y, 0), row);
			for (int i = 0; i + 60 < row.length; i++) {
				near = Math.max(near, Math.abs(row[i + 1] - row[i]));
				far = Math.max(far, Math.abs(row[i + 60] - row[i]));
			}
		}
		assertTrue(near < 0.25, "over 1 mm: " + near);
		assertTrue(far > 1, "over 60 mm: " + far);
	}

	private static List<Double> sample(NoiseField field, double step) {
		List<Double> values = new ArrayList<>();
		double[] row = new double[60];
		for (double z = -85; z < 85; z += step) {
			for (double y = -85; y < 85; y += step) {
				field.row(new Row(-85, step, 0, 56, y, z), row);
				for (int i = 0; i < 56; i++)
					values.add(row[i]);
			}
		}
		return values;
	}
}
