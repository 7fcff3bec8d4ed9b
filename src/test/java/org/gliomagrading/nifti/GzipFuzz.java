package org.gliomagrading.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * What Jazzer runs on compressed files. Bytes that begin as gzip are the file. Of others a sound gzip file is made, which
 * a fuzzer hardly finds by itself: the first four bytes say into how many members, how hard compressed, and which bit is
 * then turned; the rest is the content.
 */
public final class GzipFuzz {

	private static final byte[] MEMBER_HEADER = { 0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0 };
	private static final int CONTROL = 4;

	private GzipFuzz() {}

	/** Called by Jazzer. */
	public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
		byte[] file = file(bytes);
		HostileReading.check(file, ".gz");
		if (HostileReading.isCompressed(file)) InflatedAlike.byJdk(file).check(new FuzzedFile("fuzz.nii.gz", file));
	}

	static byte[] file(byte[] bytes) {
		boolean isGzip = bytes.length > 1 && bytes[0] == MEMBER_HEADER[0] && bytes[1] == MEMBER_HEADER[1];
		if (isGzip || bytes.length < CONTROL) return bytes;
		int members = 1 + (bytes[0] & 15);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int length = bytes.length - CONTROL;
		for (int i = 0; i < members; i++) {
			int from = length * i / members;
			member(bytes, CONTROL + from, length * (i + 1) / members - from, (bytes[1] & 0xff) % 10, out);
		}
		byte[] file = out.toByteArray();
		int damaged = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
		if (damaged > 0) file[damaged % file.length] ^= 1 << (bytes[0] >> 4 & 7);
		return file;
	}

	private static void member(byte[] bytes, int from, int count, int level, ByteArrayOutputStream out) {
		Deflater deflater = new Deflater(level, true);
		deflater.setInput(bytes, from, count);
		deflater.finish();
		byte[] deflated = new byte[count + 100];
		int length = deflater.deflate(deflated);
		deflater.end();
		CRC32 checksum = new CRC32();
		checksum.update(bytes, from, count);
		out.writeBytes(MEMBER_HEADER);
		out.write(deflated, 0, length);
		littleEndian((int) checksum.getValue(), out);
		littleEndian(count, out);
	}

	private static void littleEndian(int number, ByteArrayOutputStream out) {
		for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE)
			out.write(number >> shift);
	}
}
