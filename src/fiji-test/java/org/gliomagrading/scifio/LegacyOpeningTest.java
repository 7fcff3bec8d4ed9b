package org.gliomagrading.scifio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.gliomagrading.nifti.NibabelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ImageJ 1's {@code open(path)} gives, against nibabel. File &gt; Open and drag and drop go the same way. */
class LegacyOpeningTest {

	@TempDir
	Path folder;

	@Test
	void openInAMacroGivesNibabelsVoxels() throws Exception {
		String stack = System.getProperty("legacy.classpath");
		assumeTrue(stack != null, "run by Maven, which tells where ImageJ's legacy layer is");
		List<NibabelFile> files = List.of(NibabelFile.named("int16-le-scaled.nii.gz"), NibabelFile.named("uint8-le.nii"),
			NibabelFile.named("int16-be.nii"), NibabelFile.named("4d-5x4x3x2.nii"));
		List<String> lines = open(Files.readString(Path.of(stack)), files);
		assertEquals(files.size(), lines.size(), lines.toString());
		for (int i = 0; i < files.size(); i++) {
			NibabelFile file = files.get(i);
			String[] words = lines.get(i).split("[ :]+");
			long[] shape = Arrays.copyOf(file.shape(), 4);
			assertEquals(List.of(shape[0], shape[1], 1L, shape[2], Math.max(1, shape[3])).toString(), Arrays.stream(words).skip(
				1).limit(5).map(Long::valueOf).toList().toString(), file.file());
			for (int axis = 0; axis < 3; axis++)
				assertEquals(file.spacing()[axis], Double.parseDouble(words[6 + axis]), 1e-4, file.file());
			assertEquals(file.units(), words[9]);
			double least = Double.POSITIVE_INFINITY;
			double largest = Double.NEGATIVE_INFINITY;
			for (int voxel = 0; voxel < file.values().length; voxel++) {
				double value = file.values()[voxel];
				assertEquals(value, Double.parseDouble(words[13 + voxel]), 1e-6 * Math.abs(value) + 1e-8, file + " " + voxel);
				least = Math.min(least, value);
				largest = Math.max(largest, value);
			}
			assertEquals(least, Double.parseDouble(words[11]), 1e-3 * Math.abs(least) + 0.01, "display range of " + file);
			assertEquals(largest, Double.parseDouble(words[12]), 1e-3 * Math.abs(largest) + 0.01, "display range of " + file);
			assertEquals(13 + file.values().length, words.length);
		}
	}

	private List<String> open(String stack, List<NibabelFile> files) throws IOException, InterruptedException {
		String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).filter(
			entry -> new File(entry).isDirectory()).reduce((a, b) -> a + File.pathSeparator + b).orElseThrow();
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"--add-opens", "java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Djava.util.prefs.userRoot=" + folder,
			"-Duser.home=" + folder, "-Dplugins.dir=" + folder, "-cp", classes + File.pathSeparator + stack.strip(),
			LegacyOpening.class.getName()));
		files.forEach(file -> command.add(file.path().toString()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), output);
		assertTrue(output.contains("OPENED"), output);
		return output.lines().filter(line -> line.startsWith("OPENED")).toList();
	}
}
