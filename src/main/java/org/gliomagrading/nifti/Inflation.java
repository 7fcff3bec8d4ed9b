package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.ZipException;

/**
 * Inflates deflate's compressed data (RFC 1951), in Java. Most of the time that reading a compressed volume takes is spent
 * here, and it is less than with zlib 1.2.13, which {@link java.util.zip.Inflater} calls: bits are taken eight bytes at a
 * time, a table gives a length with its extra bits at once, and matches are copied by eight bytes. Java's own checks
 * keep whatever a damaged file makes of this within its arrays. Refuses what zlib refuses, in zlib's words.
 */
final class Inflation {

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	/** How far back a match may start. */
	private static final int HISTORY = 1 << 15;

	/** Inflated at once. History and this fit a processor's second cache. */
	private static final int BATCH = 1 << 16;

	/** What one step can write: three literals, the longest match, and what the last copy of eight bytes writes too much. */
	private static final int STEP = 3 + 258 + 2 * Long.BYTES;

	/** What one step can read. */
	private static final int STEP_INPUT = 3 * Long.BYTES;

	private final BitInput in;
	private final byte[] window = new byte[HISTORY + BATCH + STEP];
	private int end;
	private int given;
	private HuffmanTable lengths;
	private HuffmanTable distances;
	private int stored;
	private boolean last;
	private IOException problem;

	/** @param in stands at the start of the data, and behind it when all was read */
	Inflation(BitInput in) {
		this.in = in;
	}

	/** Starts again with other data, which the input stands at once all was read. */
	void restart() {
		end = 0;
		given = 0;
		last = false;
	}

	/**
	 * Inflates some bytes, at least one.
	 *
	 * @return how many, or -1 at the end of the data
	 * @throws EOFException if the input ends before, once what can be inflated was read
	 * @throws ZipException if it is damaged, once what comes before was read
	 */
	int read(byte[] to, int offset, int count) throws IOException {
		while (given == end) {
			if (problem != null) throw problem;
			if (last && !inBlock()) return -1;
			inflateBatch();
		}
		int read = Math.min(count, end - given);
		System.arraycopy(window, given, to, offset, read);
		given += read;
		return read;
	}

	private boolean inBlock() {
		return lengths != null || stored > 0;
	}

	/** Fills the window as far as it goes. */
	private void inflateBatch() {
		if (end > HISTORY) {
			System.arraycopy(window, end - HISTORY, window, 0, HISTORY);
			end = HISTORY;
			given = HISTORY;
		}
		try {
			while (end < HISTORY + BATCH && !(last && !inBlock())) {
				if (!inBlock()) startBlock();
				else if (stored > 0) copyStored();
				else if (in.fill(STEP_INPUT)) decode(in.end - STEP_INPUT, HISTORY + BATCH - 1);
				else decodeLast();
			}
		}
		catch (IOException e) {
			problem = e;
		}
	}

	private void startBlock() throws IOException {
		last = in.take(1) == 1;
		switch (in.take(2)) {
			case 0 -> {
				in.align();
				stored = in.take(16);
				if (in.take(16) != (stored ^ 0xffff)) throw new ZipException("invalid stored block lengths");
				in.align();
			}
			case 1 -> {
				lengths = BlockCodes.FIXED.lengths();
				distances = BlockCodes.FIXED.distances();
			}
			case 2 -> {
				BlockCodes codes = BlockCodes.read(in);
				lengths = codes.lengths();
				distances = codes.distances();
			}
			default -> throw new ZipException("invalid block type");
		}
	}

	private void copyStored() throws IOException {
		if (!in.fill(1)) throw new EOFException();
		int count = Math.min(Math.min(stored, in.end - in.next), HISTORY + BATCH - end);
		System.arraycopy(in.buffer, in.next, window, end, count);
		in.next += count;
		end += count;
		stored -= count;
	}

	/** Near the end of the input: step by step, and back by the one that went beyond it. */
	private void decodeLast() throws IOException {
		int before = end;
		try {
			decode(Integer.MAX_VALUE, end);
		}
		catch (ZipException e) {
			if (!in.isOverrun()) throw e;
		}
		if (!in.isOverrun()) return;
		end = before;
		throw new EOFException();
	}

	/**
	 * Decodes up to the end of the block or to one of the limits, in steps of up to three literals and a match. The fields
	 * are kept in variables meanwhile, which the compiler keeps in registers.
	 */
	private void decode(int inLimit, int outLimit) throws ZipException {
		byte[] input = in.buffer;
		byte[] output = window;
		int[] lengthEntries = lengths.entries();
		int lengthMask = lengths.mask();
		int[] distanceEntries = distances.entries();
		int distanceMask = distances.mask();
		int next = in.next;
		long bits = in.bits;
		int count = in.count;
		int out = end;
		String wrong = null;
		while (next <= inLimit && out <= outLimit) {
			bits |= (long) LONGS.get(input, next) << count;
			next += 63 - count >>> 3;
			count |= 56;
			int entry = lengthEntries[(int) bits & lengthMask];
			if (entry < 0) {
				output[out++] = (byte) (entry >>> 16);
				bits >>>= entry;
				count -= HuffmanTable.allBits(entry);
				entry = lengthEntries[(int) bits & lengthMask];
				if (entry < 0) {
					output[out++] = (byte) (entry >>> 16);
					bits >>>= entry;
					count -= HuffmanTable.allBits(entry);
					entry = lengthEntries[(int) bits & lengthMask];
					if (entry < 0) {
						output[out++] = (byte) (entry >>> 16);
						bits >>>= entry;
						count -= HuffmanTable.allBits(entry);
						continue;
					}
				}
			}
			if ((entry & HuffmanTable.SPECIAL) != 0) {
				if ((entry & HuffmanTable.CONTINUED) == HuffmanTable.CONTINUED) {
					bits >>>= entry;
					count -= HuffmanTable.allBits(entry);
					entry = lengthEntries[HuffmanTable.value(entry) + ((int) bits & (1 << HuffmanTable.codeBits(entry)) - 1)];
				}
				if (entry < 0) {
					output[out++] = (byte) (entry >>> 16);
					bits >>>= entry;
					count -= HuffmanTable.allBits(entry);
					continue;
				}
				if ((entry & HuffmanTable.SPECIAL) != 0) {
					if ((entry & HuffmanTable.END_OF_BLOCK) != HuffmanTable.END_OF_BLOCK) wrong = "invalid literal/length code";
					bits >>>= entry;
					count -= HuffmanTable.allBits(entry);
					lengths = null;
					break;
				}
			}
			int length = HuffmanTable.value(entry, bits);
			bits >>>= entry;
			count -= HuffmanTable.allBits(entry);
			bits |= (long) LONGS.get(input, next) << count;
			next += 63 - count >>> 3;
			count |= 56;
			entry = distanceEntries[(int) bits & distanceMask];
			if ((entry & HuffmanTable.SPECIAL) != 0) {
				if ((entry & HuffmanTable.CONTINUED) == HuffmanTable.CONTINUED) {
					bits >>>= entry;
					count -= HuffmanTable.allBits(entry);
					entry = distanceEntries[HuffmanTable.value(entry) + ((int) bits & (1 << HuffmanTable.codeBits(entry)) - 1)];
				}
				if ((entry & HuffmanTable.SPECIAL) != 0) {
					wrong = "invalid distance code";
					break;
				}
			}
			int distance = HuffmanTable.value(entry, bits);
			bits >>>= entry;
			count -= HuffmanTable.allBits(entry);
			if (distance > out) {
				wrong = "invalid distance too far back";
				break;
			}
			copy(output, out, distance, length);
			out += length;
		}
		in.next = next;
		in.bits = bits;
		in.count = count;
		end = out;
		if (wrong != null) throw new ZipException(wrong);
	}

	/** Copies a match, which may overlap itself: it then repeats. Writes up to seven bytes more. */
	private static void copy(byte[] output, int out, int distance, int length) {
		int to = out;
		int stop = out + length;
		int apart = distance;
		if (distance < Long.BYTES) {
			// what repeats after so many bytes also repeats after a multiple of them
			while (apart < Long.BYTES)
				apart += distance;
			for (int first = out + apart - distance; to < first; to++)
				output[to] = output[to - distance];
		}
		if (apart == Long.BYTES) {
			long repeated = (long) LONGS.get(output, to - Long.BYTES);
			for (; to < stop; to += Long.BYTES)
				LONGS.set(output, to, repeated);
		}
		else for (; to < stop; to += Long.BYTES)
			LONGS.set(output, to, (long) LONGS.get(output, to - apart));
	}
}
