package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gliomagrading.nifti.NibabelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Axis codes against nibabel's {@code aff2axcodes}. */
class OrientationTest {

	private record Oblique(double[][] affine, String axcodes) {
	}

	private static final Oblique[] RANDOM = NibabelFile.json("orientations.json", Oblique[].class);

	static List<NibabelFile> files() {
		return NibabelFile.all();
	}

	@ParameterizedTest
	@MethodSource("files")
	void codesOfFilesEqualNibabels(NibabelFile file) {
		assertEquals(file.axcodes(), Orientation.of(file.affine()).toString());
	}

	@Test
	void codesOfObliqueAndShearedAffinesEqualNibabels() {
		for (Oblique oblique : RANDOM)
			assertEquals(oblique.axcodes, Orientation.of(oblique.affine).toString(), Arrays.deepToString(oblique.affine));
		assertEquals(300, RANDOM.length);
	}

	/** Control: the largest entry of each column, without the polar decomposition, is not enough. */
	@Test
	void nearestAxesWithoutRotationAreNoticed() {
		int wrong = 0;
		for (Oblique oblique : RANDOM) {
			StringBuilder codes = new StringBuilder();
			for (int j = 0; j < 3; j++) {
				int nearest = 0;
				for (int i = 1; i < 3; i++)
					if (Math.abs(oblique.affine[i][j]) > Math.abs(oblique.affine[nearest][j])) nearest = i;
				codes.append(Direction.of(nearest, oblique.affine[nearest][j]));
			}
			if (!codes.toString().equals(oblique.axcodes)) wrong++;
		}
		assertTrue(wrong >= 20, wrong + " differ");
	}

	@Test
	void rotationIsOrthogonalAndNearest() {
		for (Oblique oblique : RANDOM) {
			double[][] q = Polar.rotation(oblique.affine);
			double[][] unit = new double[3][3];
			for (int j = 0; j < 3; j++)
				for (int i = 0; i < 3; i++)
					unit[i][j] = oblique.affine[i][j] / Math.sqrt(dot(oblique.affine, j, oblique.affine, j));
			for (int i = 0; i < 3; i++)
				for (int j = 0; j < 3; j++) {
					assertEquals(i == j ? 1 : 0, dot(q, i, q, j), 1e-12);
					// the polar factor's complement, transpose(Q) A, is symmetric
					assertEquals(dot(q, i, unit, j), dot(q, j, unit, i), 1e-12);
				}
		}
	}

	@Test
	void affinesWithoutThreeDirectionsAreRefused() {
		double[][] singular = { { 1, 2, 0, 0 }, { 1, 2, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
		double[][] zero = { { 1, 0, 0, 0 }, { 0, 0, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
		double[][] nan = { { 1, 0, 0, 0 }, { 0, Double.NaN, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
		double[][] infinite = { { 1, 0, 0, 0 }, { 0, Double.POSITIVE_INFINITY, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
		for (double[][] affine : List.of(singular, zero, nan, infinite))
			assertThrows(IllegalArgumentException.class, () -> Orientation.of(affine));
	}

	@Test
	void axesThatShareADirectionAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Orientation(List.of(Direction.L, Direction.R, Direction.S)));
		assertThrows(IllegalArgumentException.class, () -> new Orientation(List.of(Direction.L, Direction.P)));
	}

	@Test
	void directionsPointAsTheirLettersSay() {
		double[][] ras = { { 1, 0, 0, 0 }, { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
		assertEquals("RAS", Orientation.of(ras).toString());
		List<Integer> axes = new ArrayList<>();
		for (Direction direction : Orientation.LPS.axes())
			axes.add(Orientation.of(ras).axisAlong(direction));
		assertEquals(List.of(0, 1, 2), axes);
	}

	private static double dot(double[][] a, int i, double[][] b, int j) {
		return a[0][i] * b[0][j] + a[1][i] * b[1][j] + a[2][i] * b[2][j];
	}
}
