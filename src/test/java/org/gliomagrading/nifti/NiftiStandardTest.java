package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader against nibabel, over all that the standard allows: a selection of files always, and with
 * {@code -Dnifti.standard=FOLDER} all files that {@code scripts/reference/nifti_standard.py} has put there.
 */
class NiftiStandardTest {

	private static final Path SELECTION = NibabelFile.resource("standard");

	/** Errors that readers have been known for. Each must be noticed. */
	private static final Map<String, UnaryOperator<Observed>> CONTROLS = new TreeMap<>(Map.of( //
		"bytes swapped", seen -> with(seen, reversed(seen.stored()), seen.floats(), seen.doubles(), seen.affine(), seen
			.zooms(), seen.units()), //
		"scaling left out", seen -> with(seen, seen.stored(), unscaled(seen), seen.doubles(), seen.affine(), seen.zooms(), seen
			.units()), //
		"slope of one unit in the last place more", seen -> with(seen, seen.stored(), seen.floats(), steeper(seen), seen
			.affine(), seen.zooms(), seen.units()), //
		"affine without translation", seen -> with(seen, seen.stored(), seen.floats(), seen.doubles(), moved(seen.affine()),
			seen.zooms(), seen.units()), //
		"zooms from the affine", seen -> with(seen, seen.stored(), seen.floats(), seen.doubles(), seen.affine(), fromAffine(
			seen), seen.units()), //
		"units always mm and sec", seen -> with(seen, seen.stored(), seen.floats(), seen.doubles(), seen.affine(), seen
			.zooms(), List.of("mm", "sec"))));

	static List<StandardFile> files() {
		return StandardFile.in(SELECTION);
	}

	@ParameterizedTest
	@MethodSource("files")
	void equalsNibabel(StandardFile expected) throws IOException {
		assertEquals(List.of(), observed(SELECTION, expected).differences(expected));
	}

	@Test
	void selectionCrossesTheFactors() {
		Set<String> seen = new HashSet<>();
		for (StandardFile file : files())
			file.levels().forEach((factor, level) -> seen.add(factor + " " + level));
		// 12 types, 2 orders, 3 versions, 6 containers, 7 numbers of axes, 6 scalings, 9 orientations, 7 units, 3 of extensions
		assertEquals(12 + 2 + 3 + 6 + 7 + 6 + 9 + 7 + 3, seen.size());
	}

	@Test
	void controlsAreNoticed() throws IOException {
		for (Map.Entry<String, Integer> control : noticed(SELECTION, files()).entrySet())
			assertTrue(control.getValue() > 5, control.toString());
	}

	/** Prints the table of counts. */
	@Test
	@EnabledIfSystemProperty(named = "nifti.standard", matches = ".+")
	void allFilesEqualNibabel() throws IOException {
		Path folder = Path.of(System.getProperty("nifti.standard"));
		List<StandardFile> files = StandardFile.in(folder);
		Map<String, int[]> counts = new TreeMap<>();
		List<String> differing = new ArrayList<>();
		for (StandardFile file : files) {
			List<String> differences = observed(folder, file).differences(file);
			if (!differences.isEmpty()) differing.add(file + " " + file.levels() + ": " + differences);
			String group = (file.isGenerated() ? "generated " : "nibabel's own ") + file.version();
			int[] row = counts.computeIfAbsent(group, name -> new int[5]);
			row[0]++;
			if (file.stored() != null) row[1]++;
			if (file.values() != null) row[2]++;
			if (file.values() != null && !Arrays.equals(file.scaling(), new double[] { 1, 0 })) row[3]++;
			if (differences.isEmpty()) row[4]++;
		}
		System.out.printf("%-24s %6s %6s %7s %7s %6s%n", "", "files", "voxels", "values", "scaled", "equal");
		counts.forEach((group, row) -> System.out.printf("%-24s %6d %6d %7d %7d %6d%n", group, row[0], row[1], row[2], row[3],
			row[4]));
		differing.forEach(System.out::println);
		Map<String, Integer> noticed = noticed(folder, files);
		noticed.forEach((control, count) -> System.out.println("control, " + control + ": noticed in " + count + " files"));
		assertEquals(List.of(), differing);
		assertTrue(files.size() >= 200);
		assertTrue(noticed.values().stream().allMatch(count -> count > 20));
	}

	private static Observed observed(Path folder, StandardFile file) throws IOException {
		return Observed.of(folder.resolve(file.file()), file.stored() == null);
	}

	/** In how many files each control differs more than what was read. */
	private static Map<String, Integer> noticed(Path folder, List<StandardFile> files) throws IOException {
		Map<String, Integer> noticed = new TreeMap<>();
		for (StandardFile file : files) {
			if (file.values() == null) continue;
			Observed seen = observed(folder, file);
			CONTROLS.forEach((name, control) -> noticed.merge(name, control.apply(seen).differences(file).size() > seen
				.differences(file).size() ? 1 : 0, Integer::sum));
		}
		assertEquals(CONTROLS.keySet(), noticed.keySet());
		return noticed;
	}

	private static Observed with(Observed seen, byte[] stored, float[] floats, double[] doubles, double[][] affine,
		double[] zooms, List<String> units)
	{
		return new Observed(seen.header(), stored, seen.planes(), floats, doubles, affine, zooms, units);
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] reversed = bytes.clone();
		for (int i = 0; i + 1 < bytes.length; i += 2) {
			reversed[i] = bytes[i + 1];
			reversed[i + 1] = bytes[i];
		}
		return reversed;
	}

	private static float[] unscaled(Observed seen) {
		float[] values = new float[seen.floats().length];
		Scaling scaling = seen.header().scaling();
		for (int i = 0; i < values.length; i++)
			values[i] = (float) ((seen.doubles()[i] - scaling.inter()) / scaling.slope());
		return values;
	}

	private static double[] steeper(Observed seen) {
		return Arrays.stream(seen.doubles()).map(value -> value * Math.nextUp(1.0)).toArray();
	}

	private static double[][] moved(double[][] affine) {
		double[][] moved = Transforms.copy(affine);
		for (int i = 0; i < 3; i++)
			moved[i][3] = 0;
		return moved;
	}

	private static double[] fromAffine(Observed seen) {
		double[] zooms = seen.zooms().clone();
		System.arraycopy(Transforms.zooms(seen.affine()), 0, zooms, 0, Math.min(3, zooms.length));
		return zooms;
	}
}
