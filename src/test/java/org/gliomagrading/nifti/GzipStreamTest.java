package org.gliomagrading.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our inflating against zlib's, which {@link java.util.zip} calls: what it reads, and what it refuses. */
class GzipStreamTest {

	/** Around the sizes of our buffers, and beyond them. */
	private static final int[] SIZES = { 0, 1, 2, 300, 32767, 32769, 65536, 98304, 98305, 300_000 };

	private static final String[] KINDS = { "zeros", "noise", "volume", "far", "short repeats", "skewed" };

	@ParameterizedTest
	@ValueSource(ints = { Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY })
	void readsWhatZlibWrites(int strategy) throws IOException {
		for (String kind : KINDS)
			for (int size : SIZES)
				for (int level : new int[] { 0, 1, 4, 6, 9 }) {
					byte[] data = data(kind, size, level);
					byte[] file = gzip(data, level, strategy);
					assertArrayEquals(data, read(file, 1 << 20), kind + ", " + size + " bytes, level " + level);
				}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 7, 60_000 })
	void piecesMakeNoDifference(int piece) throws IOException {
		for (String kind : KINDS) {
			byte[] data = data(kind, 150_000, piece);
			assertArrayEquals(data, read(gzip(data, 6, Deflater.DEFAULT_STRATEGY), piece), kind);
		}
	}

	/** Damaged in up to three places, the checksum made right where it can be read: so only inflating may refuse it. */
	@Test
	void refusesWhatZlibRefuses() throws IOException {
		Random random = new Random(5);
		Map<String, Integer> seen = new HashMap<>();
		for (int i = 0; i < 10_000; i++) {
			byte[] data = data(KINDS[i % KINDS.length], 1 + random.nextInt(3000), i);
			byte[] file = gzip(data, i % 7 == 0 ? 0 : 1 + i % 9, i % 5 == 0 ? Deflater.HUFFMAN_ONLY : i % 3 == 0 ? Deflater.FILTERED
				: Deflater.DEFAULT_STRATEGY);
			for (int j = random.nextInt(3); j >= 0; j--)
				file[10 + random.nextInt(Math.min(file.length - 10, random.nextBoolean() ? 40 : file.length))] = (byte) random
					.nextInt();
			Outcome expected = Outcome.of(() -> new GZIPInputStream(new ByteArrayInputStream(file)), (in, to) -> in.read(to));
			Outcome ours = Outcome.of(() -> new GzipStream(new Bytes(file, 1 << 20)), (in, to) -> in.read(to, 0, to.length));
			assertEquals(expected.problem(), ours.problem(), () -> "file " + Arrays.toString(file));
			if (expected.problem().isEmpty()) assertArrayEquals(expected.content(), ours.content());
			seen.merge(expected.problem(), 1, Integer::sum);
		}
		for (String problem : new String[] { "", "EOFException", "invalid block type", "invalid stored block lengths",
			"invalid distance too far back", "invalid code lengths set", "invalid bit length repeat",
			"invalid literal/lengths set", "invalid distances set", "too many length or distance symbols",
			"invalid code -- missing end-of-block", "invalid distance code", "invalid literal/length code",
			"Corrupt GZIP trailer" })
			assertTrue(seen.containsKey(problem), problem + " is not among " + seen);
	}

	@ParameterizedTest
	@ValueSource(strings = { "volume", "noise", "zeros" })
	void truncatedFilesGiveTheirStart(String kind) throws IOException {
		byte[] data = data(kind, 700, 3);
		byte[] file = gzip(data, kind.equals("noise") ? 0 : 6, Deflater.DEFAULT_STRATEGY);
		int inflated = 0;
		for (int length = 10; length < file.length; length++) {
			byte[] start = Arrays.copyOf(file, length);
			ByteArrayOutputStream read = new ByteArrayOutputStream();
			assertThrows(EOFException.class, () -> {
				GzipStream in = new GzipStream(new Bytes(start, 1 << 20));
				byte[] one = new byte[1];
				while (in.read(one, 0, 1) == 1)
					read.write(one[0]);
			});
			assertTrue(read.size() >= inflated);
			inflated = read.size();
			assertArrayEquals(Arrays.copyOf(data, inflated), read.toByteArray());
		}
		assertEquals(data.length, inflated);
	}

	/** What comes before the damage can be read: planes before it, of a volume. */
	@Test
	void damageShowsWhereItIs() throws IOException {
		byte[] data = data("volume", 200_000, 1);
		byte[] file = gzip(data, 6, Deflater.DEFAULT_STRATEGY);
		file[file.length - 8]++;
		GzipStream in = new GzipStream(new Bytes(file, 1 << 20));
		byte[] read = new byte[data.length];
		assertEquals(data.length, in.read(read, 0, data.length));
		assertArrayEquals(data, read);
		assertEquals("Corrupt GZIP trailer", assertThrows(ZipException.class, () -> in.read(read, 0, 1)).getMessage());
	}

	@ParameterizedTest
	@CsvSource({ "0", "2", "4", "8", "16", "30" })
	void headerFields(int flags) throws IOException {
		byte[] data = data("volume", 500, 2);
		byte[] plain = gzip(data, 6, Deflater.DEFAULT_STRATEGY);
		ByteArrayOutputStream header = new ByteArrayOutputStream();
		header.write(new byte[] { 31, (byte) 139, 8, (byte) flags, 1, 2, 3, 4, 0, 3 });
		if ((flags & 4) != 0) header.write(new byte[] { 3, 0, 65, 66, 0 });
		if ((flags & 8) != 0) header.write(new byte[] { 'a', 'b', 0 });
		if ((flags & 16) != 0) header.write(new byte[] { 'c', 0 });
		CRC32 checksum = new CRC32();
		checksum.update(header.toByteArray());
		if ((flags & 2) != 0) header.write(new byte[] { (byte) checksum.getValue(), (byte) (checksum.getValue() >> 8) });
		int body = header.size();
		header.write(plain, 10, plain.length - 10);
		byte[] file = header.toByteArray();
		assertArrayEquals(data, new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes());
		assertArrayEquals(data, read(file, 3));
		if ((flags & 2) == 0) return;
		file[body - 1]++;
		assertEquals("Corrupt GZIP header", assertThrows(ZipException.class, () -> read(file, 3)).getMessage());
	}

	@Test
	void membersFollowEachOtherAndWhatIsNoneIsIgnored() throws IOException {
		byte[] first = data("volume", 70_000, 1);
		byte[] second = data("noise", 10, 1);
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		ByteArrayOutputStream both = new ByteArrayOutputStream();
		for (byte[] data : new byte[][] { first, new byte[0], second }) {
			file.write(gzip(data, 6, Deflater.DEFAULT_STRATEGY));
			both.write(data);
		}
		assertArrayEquals(both.toByteArray(), read(file.toByteArray(), 1 << 20));
		file.write(new byte[100]);
		assertArrayEquals(both.toByteArray(), read(file.toByteArray(), 1 << 20));
	}

	/** A match must not reach into the member before. Fixed block, then: length 3, distance 1, end (RFC 1951, 3.2.6). */
	@Test
	void membersShareNoHistory() throws IOException {
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.write(gzip(new byte[] { 7, 7, 7 }, 6, Deflater.DEFAULT_STRATEGY));
		file.write(new byte[] { 31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3 });
		file.write(new byte[] { 0b0000_0011, 0b0000_0010, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
		assertEquals("invalid distance too far back", assertThrows(ZipException.class, () -> read(file.toByteArray(), 1 << 20))
			.getMessage());
	}

	private static byte[] data(String kind, int size, long seed) {
		Random random = new Random(seed);
		byte[] data = new byte[size];
		if (kind.equals("noise") || kind.equals("far")) random.nextBytes(data);
		for (int i = 0; i < size; i++)
			switch (kind) {
				// what lies just as far back as a match may reach
				case "far" -> data[i] = i >= 32768 && i % 400 < 300 ? data[i - 32768] : data[i];
				case "volume" -> data[i] = (byte) (i / 2 % 500 < 300 ? 0 : i % 2 == 0 ? 100 + 20 * random.nextGaussian() : 2);
				case "short repeats" -> data[i] = (byte) (i % 300 % (1 + i / 300 % 12));
				case "skewed" -> data[i] = (byte) Math.min(255, -Math.log(random.nextDouble()) * 9);
				default -> {
					// stays as it is
				}
			}
		return data;
	}

	private static byte[] gzip(byte[] data, int level, int strategy) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(new byte[] { 31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 3 });
		Deflater deflater = new Deflater(level, true);
		deflater.setStrategy(strategy);
		deflater.setInput(data);
		deflater.finish();
		byte[] part = new byte[1 << 16];
		while (!deflater.finished())
			out.write(part, 0, deflater.deflate(part));
		deflater.end();
		CRC32 checksum = new CRC32();
		checksum.update(data);
		for (int number : new int[] { (int) checksum.getValue(), data.length })
			for (int i = 0; i < 4; i++)
				out.write(number >> 8 * i);
		return out.toByteArray();
	}

	private static byte[] read(byte[] file, int piece) throws IOException {
		GzipStream in = new GzipStream(new Bytes(file, piece));
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		byte[] part = new byte[Math.min(piece, 70_000)];
		for (int read = part.length; read == part.length;) {
			read = in.read(part, 0, part.length);
			out.write(part, 0, read);
		}
		return out.toByteArray();
	}

	/** What was read, or why not: the message, or the kind of an end that came too soon. */
	private record Outcome(byte[] content, String problem) {

		interface Opening<T> {

			T open() throws IOException;
		}

		interface Reading<T> {

			int read(T in, byte[] to) throws IOException;
		}

		static <T> Outcome of(Opening<T> opening, Reading<T> reading) throws IOException {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			byte[] part = new byte[1 << 13];
			try {
				T in = opening.open();
				for (int read = reading.read(in, part); read > 0; read = reading.read(in, part))
					out.write(part, 0, read);
				return new Outcome(out.toByteArray(), "");
			}
			catch (EOFException e) {
				return new Outcome(out.toByteArray(), "EOFException");
			}
			catch (ZipException e) {
				return new Outcome(out.toByteArray(), e.getMessage());
			}
		}
	}

	/** A source that gives at most so many bytes at once. */
	private record Bytes(byte[] content, int piece) implements ByteSource {

		@Override
		public String name() {
			return "bytes";
		}

		@Override
		public long length() {
			return content.length;
		}

		@Override
		public int read(long position, byte[] to, int offset, int count) {
			int read = (int) Math.min(Math.min(count, piece), content.length - position);
			if (read <= 0) return -1;
			System.arraycopy(content, (int) position, to, offset, read);
			return read;
		}

		@Override
		public Optional<ByteSource> sibling(String name) {
			return Optional.empty();
		}

		@Override
		public void close() {
			// nothing is open
		}
	}
}
