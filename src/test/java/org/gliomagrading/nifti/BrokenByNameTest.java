package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Broken files of each version, named by what is wrong. Each is refused in one line, plain and compressed, and takes no
 * memory that its length does not justify.
 */
class BrokenByNameTest {

	private static final double[][] AFFINE = { { -1, 0, 0, 0 }, { 0, -1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } };
	private static final int VOXELS = 8 * 8 * 8 * 2;
	private static final int MAX_ALLOCATION = 2 << 20;

	/** A file that can be read, before it is broken: one file of NIfTI-1 or NIfTI-2, or the header of a pair. */
	private enum Whole {
			ONE(HeaderVersion.NIFTI1, true), TWO(HeaderVersion.NIFTI2, true), PAIR1(HeaderVersion.NIFTI1, false),
			PAIR2(HeaderVersion.NIFTI2, false), ANALYZE(HeaderVersion.ANALYZE, false);

		private final HeaderVersion version;
		private final boolean single;

		Whole(HeaderVersion version, boolean single) {
			this.version = version;
			this.single = single;
		}

		byte[] content() {
			boolean analyze = version == HeaderVersion.ANALYZE;
			NiftiHeader header = NiftiHeader.of(analyze ? HeaderVersion.NIFTI1 : version, NiftiType.INT16, new long[] { 8, 8, 8 },
				AFFINE);
			byte[] content = Arrays.copyOf(header.bytes().bytes().array(), version.singleFileOffset() + (single ? VOXELS : 0));
			HeaderBytes bytes = new HeaderBytes(version, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
			if (!single) bytes.put(HeaderField.VOX_OFFSET, 0);
			if (!single && !analyze) bytes.put(HeaderField.MAGIC, version.pairMagic());
			if (analyze) Arrays.fill(content, 252, content.length, (byte) 0);
			return content;
		}
	}

	/**
	 * @param message what the refusal must say
	 * @param extension size that an extension claims; null for no extension
	 */
	private record Broken(String name, Whole whole, Consumer<HeaderBytes> change, String message, Integer extension) {

		@Override
		public String toString() {
			return name;
		}
	}

	@TempDir
	Path folder;

	static Stream<Broken> files() {
		return Stream.of( //
			broken("no axes", Whole.TWO, h -> h.put(HeaderField.DIM, 0), "1 to 7 axes"), //
			broken("eight axes", Whole.TWO, h -> h.put(HeaderField.DIM, 8), "1 to 7 axes"), //
			broken("negative number of axes", Whole.PAIR1, h -> h.put(HeaderField.DIM, -3), "1 to 7 axes"), //
			broken("no axes in ANALYZE", Whole.ANALYZE, h -> h.put(HeaderField.DIM, 0), "1 to 7 axes"), //
			broken("negative axis", Whole.ONE, h -> h.put(HeaderField.DIM, 1, -8), "gives axis 1 the length -8"), //
			broken("negative 64-bit axis", Whole.TWO, h -> h.put(HeaderField.DIM, 3, -1e15), "gives axis 3 the length -1"), //
			broken("empty axis", Whole.TWO, h -> h.put(HeaderField.DIM, 2, 0), "gives axis 2 the length 0"), //
			broken("negative axis in ANALYZE", Whole.ANALYZE, h -> h.put(HeaderField.DIM, 2, -8), "gives axis 2 the length -8"), //
			broken("axis beyond the file", Whole.TWO, h -> h.put(HeaderField.DIM, 3, 1e12), "its header promises"), //
			broken("product of axes beyond 64 bits", Whole.TWO, BrokenByNameTest::hugeAxes, "its header promises"), //
			broken("product of axes that wraps to 0", Whole.TWO, h -> {
				for (int i = 1; i <= 2; i++)
					h.put(HeaderField.DIM, i, 0x1p32);
			}, "its header promises"), //
			broken("axis of 2^63 - 1", Whole.TWO, h -> h.bytes().putLong(16 + 8, Long.MAX_VALUE), "its header promises"), //
			broken("axis beyond the .img", Whole.PAIR1, h -> h.put(HeaderField.DIM, 3, 30000), "its header promises"), //
			broken("axis beyond the .img of ANALYZE", Whole.ANALYZE, h -> h.put(HeaderField.DIM, 1, 32767),
				"its header promises"), //
			broken("voxels beyond the end", Whole.TWO, h -> h.put(HeaderField.VOX_OFFSET, 1e14), "its header promises"), //
			broken("voxels beyond 64 bits", Whole.TWO, h -> h.bytes().putLong(168, Long.MAX_VALUE), "lets the voxels start"), //
			broken("voxels before the header", Whole.TWO, h -> h.put(HeaderField.VOX_OFFSET, -544), "lets the voxels start"), //
			broken("voxels in the header", Whole.TWO, h -> h.put(HeaderField.VOX_OFFSET, 352), "lets the voxels start"), //
			broken("voxels before the .img", Whole.PAIR1, h -> h.put(HeaderField.VOX_OFFSET, -1), "lets the voxels start"), //
			broken("voxels between bytes", Whole.PAIR1, h -> h.put(HeaderField.VOX_OFFSET, 0.5), "lets the voxels start"), //
			broken("voxels at NaN", Whole.ANALYZE, h -> h.put(HeaderField.VOX_OFFSET, Double.NaN), "lets the voxels start"), //
			broken("voxels beyond the end of the .img", Whole.PAIR2, h -> h.put(HeaderField.VOX_OFFSET, 1e13),
				"its header promises"), //
			broken("unknown type", Whole.TWO, h -> h.put(HeaderField.DATATYPE, 77), "type unknown (datatype code 77)"), //
			broken("complex numbers", Whole.TWO, h -> h.put(HeaderField.DATATYPE, 1792), "type complex128"), //
			broken("128-bit floats", Whole.PAIR1, h -> h.put(HeaderField.DATATYPE, 1536), "type 128-bit float"), //
			broken("complex numbers in ANALYZE", Whole.ANALYZE, h -> h.put(HeaderField.DATATYPE, 32), "type complex64"), //
			broken("type that ANALYZE lacks", Whole.ANALYZE, h -> h.put(HeaderField.DATATYPE, 512),
				"not supported in ANALYZE 7.5"), //
			broken("one bit for a voxel", Whole.ANALYZE, h -> h.put(HeaderField.DATATYPE, 1), "type 1-bit binary"), //
			broken("text mode in the magic", Whole.TWO, h -> h.put(HeaderField.EOL_CHECK, 0, 0x0a), "transfer as text"), //
			broken("wrong magic", Whole.TWO, h -> h.put(HeaderField.MAGIC, "n+3"), "no NIfTI-2 magic"), //
			broken("magic of a pair in one file", Whole.ONE, h -> h.put(HeaderField.MAGIC, "ni1"), "under another name"), //
			broken("no number as scl_inter", Whole.TWO, h -> h.put(HeaderField.SCL_INTER, Double.POSITIVE_INFINITY),
				"scl_inter is not a number"), //
			broken("quaternion longer than 1", Whole.TWO, h -> {
				h.put(HeaderField.SFORM_CODE, 0);
				h.put(HeaderField.QUATERN_C, 1.001);
			}, "longer than 1"), //
			extended("extension of size 0", Whole.ONE, 0, "has 0 bytes"), //
			extended("extension of size 8", Whole.TWO, 8, "has 8 bytes"), //
			extended("extension of a negative size", Whole.ONE, -16, "has -16 bytes"), //
			extended("extension of no multiple of 16", Whole.TWO, 24, "has 24 bytes"), //
			extended("extension into the voxels", Whole.ONE, 48, "reaches into the voxels"), //
			extended("extension of 2 GB", Whole.TWO, 0x7ffffff0, "reaches into the voxels"), //
			extended("extension of size 0 in a pair", Whole.PAIR1, 0, "has 0 bytes"), //
			extended("extension beyond the end of a pair's header", Whole.PAIR2, 4096, "is truncated"), //
			extended("extension of 2 GB in a pair", Whole.PAIR1, 0x7ffffff0, "exceeds the 64 MB"));
	}

	@ParameterizedTest
	@MethodSource("files")
	void isRefused(Broken broken) throws IOException {
		byte[] content = broken.whole.content();
		HeaderBytes header = new HeaderBytes(broken.whole.version, ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN));
		NiftiReader.read(save(broken.whole, content, false));
		broken.change.accept(header);
		byte[] changed = header.bytes().array();
		if (broken.extension != null) changed = withExtension(broken, changed);
		for (boolean compress : new boolean[] { false, true }) {
			Path file = save(broken.whole, changed, compress);
			InputException e = assertThrows(InputException.class, () -> NiftiReader.read(file));
			assertTrue(e.getMessage().contains(broken.message), e.getMessage());
			assertTrue(e.getMessage().startsWith(folder.toString()) && e.getMessage().indexOf('\n') < 0, e.getMessage());
			long before = allocated();
			assertThrows(InputException.class, () -> NiftiReader.read(file));
			assertTrue(allocated() - before < MAX_ALLOCATION, allocated() - before + " bytes");
		}
	}

	@Test
	void thereAreAtLeastThirty() {
		assertTrue(files().map(Broken::name).distinct().count() >= 30);
	}

	@Test
	void halvesOfPairs() throws IOException {
		Path header = save(Whole.PAIR1, Whole.PAIR1.content(), false);
		Path voxels = header.resolveSibling("a.img");
		Files.delete(voxels);
		assertProblem("a.img is missing", header);
		assertEquals(HeaderVersion.NIFTI1, NiftiReader.readHeader(header).version());
		Files.delete(header);
		Files.write(voxels, new byte[VOXELS]);
		assertProblem("a.hdr is missing", voxels);
		Files.write(header, "no header".getBytes());
		assertProblem("a.hdr: is not a NIfTI file", header);
		assertProblem("a.hdr: is not a NIfTI file", voxels);
		Files.write(header, Arrays.copyOf(Whole.ANALYZE.content(), 300));
		assertProblem("is truncated: it ends after 300 bytes", header);
		Files.write(header, Whole.ANALYZE.content());
		Files.write(voxels, new byte[VOXELS - 1]);
		assertProblem("a.img: is truncated or damaged", header);
		Files.write(voxels, Arrays.copyOf(gzip(new byte[VOXELS]), 20));
		assertProblem("a.img: is truncated", header);
	}

	@Test
	void truncatedNifti2Header() throws IOException {
		for (int length : new int[] { 4, 348, 539 })
			assertProblem("is truncated: it ends after " + length + " bytes", save(Whole.TWO, Arrays.copyOf(Whole.TWO.content(),
				length), false));
	}

	/** Compressed extensions that inflate beyond the bound; what was inflated until then is all that is taken. */
	@Test
	void bombOfExtensions() throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] header = Whole.PAIR1.content();
		header[348] = 1;
		all.write(gzip(header));
		ByteBuffer extension = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 20).putInt(6);
		byte[] compressed = gzip(extension.array());
		for (int i = 0; i < 1000; i++)
			all.write(compressed);
		Path file = save(Whole.PAIR1, all.toByteArray(), false);
		assertTrue(Files.size(file) < 2 << 20);
		assertProblem("header extension 65 exceeds the 64 MB", file);
	}

	/** Extensions of 16 bytes are objects of many more; compressed, 4 million of them are 130 KB. */
	@Test
	void millionsOfExtensions() throws IOException {
		byte[] content = Whole.PAIR1.content();
		ByteBuffer all = ByteBuffer.allocate(content.length + (1 << 25)).order(ByteOrder.LITTLE_ENDIAN);
		all.put(content).put(348, (byte) 1);
		while (all.hasRemaining())
			all.putInt(16).putInt(6).putLong(0);
		Path file = save(Whole.PAIR1, gzip(all.array()), false);
		long before = allocated();
		assertProblem("header extension 65537 exceeds the 65536", file);
		assertTrue(allocated() - before < 1 << 25, allocated() - before + " bytes");
	}

	/** Not broken, but for each empty member Java's GZIPInputStream calls itself, until the stack overflows. */
	@Test
	void emptyMembersBeforeTheContent() throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] empty = gzip(new byte[0]);
		for (int i = 0; i < 100_000; i++)
			all.write(empty);
		all.write(gzip(Whole.ONE.content()));
		Path file = save(Whole.ONE, all.toByteArray(), false);
		assertArrayEquals(new long[] { 8, 8, 8 }, NiftiReader.read(file).header().shape());
	}

	/** Whatever is changed in a header or behind it, the file is read or refused, and nothing else is thrown. */
	@Test
	void changedHeadersAreReadOrRefused() throws IOException {
		Random random = new Random(11);
		int refused = 0;
		List<Whole> kinds = List.of(Whole.values());
		for (int i = 0; i < 1000; i++) {
			Whole whole = kinds.get(i % kinds.size());
			byte[] changed = whole.content();
			for (int changes = random.nextInt(5); changes >= 0; changes--)
				changed[random.nextInt(whole.version.singleFileOffset())] = (byte) random.nextInt(256);
			try (NiftiReader reader = NiftiReader.open(save(whole, changed, random.nextBoolean()))) {
				reader.header().fields();
				reader.header().affine();
				reader.readPlane(reader.planeCount() - 1, reader.newPlane());
				reader.read();
			}
			catch (InputException e) {
				assertTrue(e.getMessage().indexOf('\n') < 0);
				refused++;
			}
		}
		assertTrue(refused > 100 && refused < 900, refused + " refused");
	}

	private static Broken broken(String name, Whole whole, Consumer<HeaderBytes> change, String message) {
		return new Broken(name, whole, change, message, null);
	}

	/** An extension that claims a size; the file has room for 32 bytes. */
	private static Broken extended(String name, Whole whole, int size, String message) {
		return new Broken(name, whole, header -> {
			header.bytes().put(whole.version.length(), (byte) 1);
			if (whole.single) header.put(HeaderField.VOX_OFFSET, whole.version.singleFileOffset() + 32);
		}, message, size);
	}

	/** 32 bytes before the voxels, that begin with the size. */
	private static byte[] withExtension(Broken broken, byte[] content) {
		int end = broken.whole.version.singleFileOffset();
		ByteBuffer longer = ByteBuffer.allocate(content.length + 32).order(ByteOrder.LITTLE_ENDIAN);
		longer.put(content, 0, end).putInt(broken.extension).putInt(6);
		return longer.array();
	}

	private static void hugeAxes(HeaderBytes header) {
		header.put(HeaderField.DIM, 7);
		for (int i = 1; i <= 7; i++)
			header.put(HeaderField.DIM, i, 1e18);
	}

	private Path save(Whole whole, byte[] content, boolean compress) throws IOException {
		String ending = compress ? ".gz" : "";
		if (!whole.single) Files.write(folder.resolve("a.img" + ending), compress ? gzip(new byte[VOXELS])
			: new byte[VOXELS]);
		return Files.write(folder.resolve((whole.single ? "a.nii" : "a.hdr") + ending), compress ? gzip(content) : content);
	}

	private static void assertProblem(String expected, Path file) {
		String message = assertThrows(InputException.class, () -> NiftiReader.read(file)).getMessage();
		assertTrue(message.contains(expected) && message.indexOf('\n') < 0, message);
	}

	private static byte[] gzip(byte[] content) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(content);
		}
		return out.toByteArray();
	}

	private static long allocated() {
		return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
	}
}
