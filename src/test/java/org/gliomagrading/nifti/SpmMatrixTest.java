package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ANALYZE pairs with SPM's {@code .mat} beside them, against nibabel; see {@code scripts/reference/spm_matrices.py}. */
class SpmMatrixTest {

	private static final double TOLERANCE = 1e-12;
	private static final int MAX_ALLOCATION = 2 << 20;

	/** No files of MATLAB with a place: nibabel refuses them, we take the header's. */
	private static final Set<String> OTHERS = Set.of("neither", "text");

	@TempDir
	Path folder;

	/**
	 * @param files by name, base64
	 * @param affine nibabel's; null where it refuses the file
	 */
	private record Case(String name, Map<String, String> files, double[][] affine) {

		static List<Case> all() {
			return List.of(NibabelFile.json("spm-matrices.json", Case[].class));
		}

		static Case named(String name) {
			return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
		}

		byte[] content(String file) {
			return Base64.getDecoder().decode(files.get(file));
		}

		Path write(Path folder) throws IOException {
			for (String file : files.keySet())
				Files.write(folder.resolve(file), content(file));
			return folder.resolve(files.containsKey("a.hdr") ? "a.hdr" : "a.hdr.gz");
		}

		@Override
		public String toString() {
			return name;
		}
	}

	static List<Case> placed() {
		return Case.all().stream().filter(each -> each.affine != null).toList();
	}

	@ParameterizedTest
	@MethodSource("placed")
	void affineEqualsNibabels(Case expected) throws IOException {
		Path header = expected.write(folder);
		Path voxels = header.resolveSibling(header.getFileName().toString().replace(".hdr", ".img"));
		assertClose(expected.affine, NiftiReader.readHeader(header).affine());
		assertClose(expected.affine, NiftiReader.readHeader(voxels).affine());
		assertClose(expected.affine, NiftiReader.read(header).header().withDescription("kept").affine());
	}

	/** The header's own place, an axis that is not flipped, and voxels counted from 1 are other places. */
	@Test
	void controlsAreNoticed() {
		double[][] own = Case.named("none").affine;
		int tested = 0;
		for (Case placed : placed()) {
			double[][] affine = placed.affine;
			if (Arrays.deepEquals(affine, own)) continue;
			double[][] flipped = Transforms.copy(affine);
			Arrays.setAll(flipped[0], i -> -affine[0][i]);
			double[][] fromOne = Transforms.copy(affine);
			for (int i = 0; i < 3; i++)
				fromOne[i][3] -= affine[i][0] + affine[i][1] + affine[i][2];
			for (double[][] wrong : List.of(own, flipped, fromOne))
				assertFalse(NibabelFile.relativeDifference(affine, wrong) <= TOLERANCE, placed.name);
			tested++;
		}
		assertTrue(tested > 20, tested + " tested");
	}

	@Test
	void othersFilesAreNotTakenForSpms() throws IOException {
		for (String name : OTHERS)
			assertClose(Case.named("none").affine, NiftiReader.readHeader(Case.named(name).write(folder)).affine());
	}

	@Test
	void placesThatAreNoneAreRefused() throws IOException {
		int tested = 0;
		for (Case refused : Case.all()) {
			if (refused.affine != null || OTHERS.contains(refused.name)) continue;
			Path header = refused.write(folder);
			String message = assertThrows(InputException.class, () -> NiftiReader.readHeader(header)).getMessage();
			assertEquals(folder.resolve("a.mat") + ": its variable mat is no matrix of 4 x 4 numbers; SPM keeps an image's " +
				"orientation there: save it again with -v6, or move it away to use the header's", message);
			tested++;
		}
		assertEquals(2, tested);
	}

	@Test
	void newerAndTruncatedFilesAreRefused() throws IOException {
		Case whole = Case.named("level 5");
		Path header = whole.write(folder);
		byte[] mat = whole.content("a.mat");
		for (byte[] content : List.of("MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(), Arrays.copyOf(mat, 60), Arrays.copyOf(
			mat, 200), Arrays.copyOf(mat, 134)))
		{
			Files.write(folder.resolve("a.mat"), content);
			String message = assertThrows(InputException.class, () -> NiftiReader.readHeader(header)).getMessage();
			assertTrue(message.startsWith(folder.resolve("a.mat") + ": is a MATLAB file that is "), message);
		}
		Files.delete(folder.resolve("a.mat"));
		byte[] gzip = Case.named("level 5.gz").content("a.mat.gz");
		Files.write(folder.resolve("a.mat.gz"), Arrays.copyOf(gzip, gzip.length / 2));
		String message = assertThrows(InputException.class, () -> NiftiReader.readHeader(header)).getMessage();
		assertTrue(message.startsWith(folder.resolve("a.mat.gz") + ": cannot be decompressed"), message);
	}

	/** NIfTI has a place of its own. */
	@Test
	void niftiPairsHaveNone() throws IOException {
		Files.write(folder.resolve("a.mat"), Case.named("level 5").content("a.mat"));
		byte[] pair = NiftiHeader.of(NiftiType.UINT8, new long[] { 2, 3, 4 }, Case.named("none").affine).bytes().bytes().array();
		new HeaderBytes(HeaderVersion.NIFTI1, ByteBuffer.wrap(pair)).put(HeaderField.MAGIC, "ni1");
		Files.write(folder.resolve("a.hdr"), pair);
		assertClose(Case.named("none").affine, NiftiReader.readHeader(folder.resolve("a.hdr")).affine());
	}

	/** Whatever is changed or cut off, the file is read, passed over or refused, and takes no more memory. */
	@Test
	void damagedFilesAreReadOrRefused() throws IOException {
		Random random = new Random(7);
		int refused = 0;
		for (int i = 0; i < 3000; i++) {
			Case whole = placed().get(i % placed().size());
			if (!whole.files.containsKey("a.mat")) continue;
			byte[] mat = whole.content("a.mat");
			for (int changes = random.nextInt(4); changes > 0 && mat.length > 0; changes--)
				mat[random.nextInt(random.nextBoolean() ? Math.min(mat.length, 220) : mat.length)] = (byte) random.nextInt();
			if (random.nextInt(4) == 0) mat = Arrays.copyOf(mat, random.nextInt(mat.length + 1));
			MemorySource source = MemorySource.of(mat, true);
			long before = allocated();
			try {
				SpmMatrix.affine(Content.of(source));
			}
			catch (InputException e) {
				assertTrue(e.getMessage().startsWith("memory: ") && e.getMessage().indexOf('\n') < 0, e.getMessage());
				refused++;
			}
			assertTrue(allocated() - before < MAX_ALLOCATION);
		}
		assertTrue(refused > 300 && refused < 2700, refused + " refused");
	}

	/** Variables without an end: a compressed file of zeros that is level 5. */
	@Test
	void endlessVariablesAreRefused() {
		byte[] start = Arrays.copyOf(Case.named("level 5").content("a.mat"), 128);
		MemorySource source = new MemorySource(start, 1L << 40, position -> 0, true);
		String message = assertThrows(InputException.class, () -> SpmMatrix.affine(Content.of(source))).getMessage();
		assertTrue(message.startsWith("memory: holds more than 1000 variables"), message);
	}

	private static void assertClose(double[][] expected, double[][] affine) {
		assertEquals(0, NibabelFile.relativeDifference(expected, affine), TOLERANCE);
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}
}
