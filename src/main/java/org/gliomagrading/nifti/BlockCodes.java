package org.gliomagrading.nifti;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * The two codes of a deflate block.
 *
 * @param lengths literals, lengths of matches, and the end of the block
 * @param distances how far back matches start
 */
record BlockCodes(HuffmanTable lengths, HuffmanTable distances) {

	private static final int END_OF_BLOCK = 256;

	/** The symbols that blocks may use; two more have codes in fixed blocks, and mean nothing. */
	private static final int MAX_LENGTHS = 286;
	private static final int MAX_DISTANCES = 30;

	private static final int LENGTH_INDEX = 11;
	private static final int DISTANCE_INDEX = 8;
	private static final int CODE_INDEX = 7;

	/** In which order the lengths of the codes for lengths stand (RFC 1951, section 3.2.7). */
	private static final int[] CODE_ORDER = { 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15 };

	private static final int[] LENGTHS = lengthSymbols();
	private static final int[] DISTANCES = distanceSymbols();
	private static final int[] CODES = IntStream.range(0, CODE_ORDER.length).map(i -> HuffmanTable.symbol(i, 0)).toArray();

	/** Codes of blocks that do not bring their own (RFC 1951, section 3.2.6). */
	static final BlockCodes FIXED = fixed();

	/** Reads the codes that a block starts with (RFC 1951, section 3.2.7). */
	static BlockCodes read(BitInput in) throws IOException {
		int lengthCount = 257 + in.take(5);
		int distanceCount = 1 + in.take(5);
		int codeCount = 4 + in.take(4);
		if (lengthCount > MAX_LENGTHS || distanceCount > MAX_DISTANCES) throw new ZipException(
			"too many length or distance symbols");
		byte[] codeBits = new byte[CODE_ORDER.length];
		for (int i = 0; i < codeCount; i++)
			codeBits[CODE_ORDER[i]] = (byte) in.take(3);
		HuffmanTable code = HuffmanTable.of(codeBits, 0, CODES, codeBits.length, CODE_INDEX, "code lengths");
		if (!code.isComplete()) throw new ZipException("invalid code lengths set");
		byte[] bits = readBits(in, code, lengthCount + distanceCount);
		if (bits[END_OF_BLOCK] == 0) throw new ZipException("invalid code -- missing end-of-block");
		return new BlockCodes(HuffmanTable.of(bits, 0, LENGTHS, lengthCount, LENGTH_INDEX, "literal/lengths"), HuffmanTable.of(
			bits, lengthCount, DISTANCES, distanceCount, DISTANCE_INDEX, "distances"));
	}

	private static byte[] readBits(BitInput in, HuffmanTable code, int count) throws IOException {
		byte[] bits = new byte[count];
		for (int i = 0; i < count;) {
			int symbol = symbol(in, code);
			if (symbol <= HuffmanTable.MAX_BITS) {
				bits[i++] = (byte) symbol;
				continue;
			}
			if (symbol == 16 && i == 0) throw new ZipException("invalid bit length repeat");
			byte repeated = symbol == 16 ? bits[i - 1] : 0;
			int times = symbol == 16 ? 3 + in.take(2) : symbol == 17 ? 3 + in.take(3) : 11 + in.take(7);
			if (times > count - i) throw new ZipException("invalid bit length repeat");
			while (times-- > 0)
				bits[i++] = repeated;
		}
		return bits;
	}

	/** Takes bit by bit: there may be fewer left than the table's index has. */
	private static int symbol(BitInput in, HuffmanTable code) throws IOException {
		int read = 0;
		for (int count = 1;; count++) {
			read |= in.take(1) << count - 1;
			int entry = code.entries()[read & code.mask()];
			if ((entry & HuffmanTable.SPECIAL) == 0 && HuffmanTable.codeBits(entry) == count) return HuffmanTable.value(entry);
			if (count == CODE_INDEX) throw new ZipException("invalid code lengths set");
		}
	}

	private static int[] lengthSymbols() {
		int[] symbols = new int[288];
		for (int i = 0; i < END_OF_BLOCK; i++)
			symbols[i] = HuffmanTable.symbol(i, 0) | HuffmanTable.LITERAL;
		symbols[END_OF_BLOCK] = HuffmanTable.END_OF_BLOCK;
		int start = 3;
		for (int i = 0; i < 28; i++) {
			int extra = Math.max(0, i / 4 - 1);
			symbols[END_OF_BLOCK + 1 + i] = HuffmanTable.symbol(start, extra);
			start += 1 << extra;
		}
		symbols[285] = HuffmanTable.symbol(258, 0);
		symbols[286] = HuffmanTable.SPECIAL;
		symbols[287] = HuffmanTable.SPECIAL;
		return symbols;
	}

	private static int[] distanceSymbols() {
		int[] symbols = new int[32];
		int start = 1;
		for (int i = 0; i < MAX_DISTANCES; i++) {
			int extra = Math.max(0, i / 2 - 1);
			symbols[i] = HuffmanTable.symbol(start, extra);
			start += 1 << extra;
		}
		symbols[30] = HuffmanTable.SPECIAL;
		symbols[31] = HuffmanTable.SPECIAL;
		return symbols;
	}

	private static BlockCodes fixed() {
		byte[] bits = new byte[288];
		for (int i = 0; i < bits.length; i++)
			bits[i] = (byte) (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
		byte[] five = new byte[32];
		Arrays.fill(five, (byte) 5);
		try {
			return new BlockCodes(HuffmanTable.of(bits, 0, LENGTHS, bits.length, LENGTH_INDEX, "literal/lengths"), HuffmanTable
				.of(five, 0, DISTANCES, five.length, DISTANCE_INDEX, "distances"));
		}
		catch (ZipException e) {
			throw new IllegalStateException(e);
		}
	}
}
