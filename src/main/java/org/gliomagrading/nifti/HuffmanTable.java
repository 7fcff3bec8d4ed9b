package org.gliomagrading.nifti;

import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Looks up the codes of a deflate block by the next bits of the stream. Codes that are longer than the table's index
 * continue in tables behind it. An entry is one int: what the code stands for, and how many bits to pass.
 *
 * @param entries the tables, the first one at the start
 * @param mask takes the index of the first table from the next bits
 */
record HuffmanTable(int[] entries, int mask) {

	/** An entry's sign: it is a literal, in its {@link #value}. */
	static final int LITERAL = 1 << 31;

	/** Neither a literal nor a length or distance: one of the next two, or a code that is not valid. */
	static final int SPECIAL = 1 << 15;

	/** The code continues: the value is where that table starts, {@link #codeBits} the bits of its index. */
	static final int CONTINUED = SPECIAL | 1 << 14;

	static final int END_OF_BLOCK = SPECIAL | 1 << 13;

	/** Bits of the longest code. */
	static final int MAX_BITS = 15;

	private static final int VALUE_SHIFT = 16;
	private static final int CODE_SHIFT = 8;

	/** What stands for a symbol, before its code is known: a value, and how many bits follow that are added to it. */
	static int symbol(int value, int extraBits) {
		return value << VALUE_SHIFT | extraBits;
	}

	/** The literal, the start of a length or distance, or the place of a table. */
	static int value(int entry) {
		return entry >>> VALUE_SHIFT & 0x7fff;
	}

	/** Bits of the code alone. */
	static int codeBits(int entry) {
		return entry >>> CODE_SHIFT & 0xf;
	}

	/** Bits of the code and those that are added to its value. Shifts of a long by the entry itself are by this number. */
	static int allBits(int entry) {
		return entry & 0x3f;
	}

	/** Value of a length or distance. */
	static int value(int entry, long bits) {
		return value(entry) + (int) ((bits & (1L << entry) - 1) >>> codeBits(entry));
	}

	/**
	 * Makes the table of a canonical code (RFC 1951, section 3.2.2).
	 *
	 * @param lengths bits of each symbol's code, 0 for none
	 * @param from the first symbol's place in them
	 * @param symbols what stands for each symbol
	 * @param count how many symbols
	 * @param indexBits most bits of the first table's index
	 * @param name of the code, for messages
	 * @throws ZipException if there are no such codes: too many, or too few; only a single one of 1 bit, or none, is allowed
	 */
	static HuffmanTable of(byte[] lengths, int from, int[] symbols, int count, int indexBits, String name)
		throws ZipException
	{
		int[] counts = new int[MAX_BITS + 1];
		for (int i = 0; i < count; i++)
			counts[lengths[from + i]]++;
		int longest = MAX_BITS;
		while (longest > 1 && counts[longest] == 0)
			longest--;
		counts[0] = 0;
		int[] starts = starts(counts, longest, name);
		int[] sorted = new int[count];
		for (int i = 0; i < count; i++)
			if (lengths[from + i] > 0) sorted[starts[lengths[from + i]]++] = i;
		return new Builder(counts, longest, Math.min(indexBits, longest)).build(sorted, symbols);
	}

	/** Whether any bits are a code. */
	boolean isComplete() {
		return Arrays.stream(entries).noneMatch(entry -> entry == SPECIAL);
	}

	/** Where the symbols of each length start in their order. */
	private static int[] starts(int[] counts, int longest, String name) throws ZipException {
		int[] starts = new int[MAX_BITS + 2];
		int left = 1;
		for (int length = 1; length <= longest; length++) {
			left = 2 * left - counts[length];
			if (left < 0) throw new ZipException("invalid " + name + " set");
			starts[length + 1] = starts[length] + counts[length];
		}
		if (left > 0 && longest > 1) throw new ZipException("invalid " + name + " set");
		return starts;
	}

	/** Fills the tables in the order of the codes, which is that of lengths, then symbols. */
	private static final class Builder {

		private final int[] counts;
		private final int longest;
		private final int indexBits;
		private int[] entries;
		private int continued = -1;
		private int start;
		private int startBits;

		Builder(int[] counts, int longest, int indexBits) {
			this.counts = counts;
			this.longest = longest;
			this.indexBits = indexBits;
			entries = new int[1 << indexBits];
		}

		HuffmanTable build(int[] sorted, int[] symbols) {
			Arrays.fill(entries, SPECIAL);
			int mask = entries.length - 1;
			int code = 0;
			int next = 0;
			for (int length = 1; length <= longest; length++, code <<= 1)
				for (int left = counts[length]; left > 0; left--, code++) {
					int reversed = Integer.reverse(code) >>> Integer.SIZE - length;
					int symbol = symbols[sorted[next++]];
					if (length <= indexBits) fill(reversed, 0, indexBits, length, symbol);
					else {
						if ((reversed & mask) != continued) startTable(reversed & mask, length, left);
						fill(reversed >>> indexBits, start, startBits, length - indexBits, symbol);
					}
				}
			return new HuffmanTable(entries, mask);
		}

		private void fill(int reversed, int first, int bits, int length, int symbol) {
			int entry = symbol + length | length << CODE_SHIFT;
			for (int i = reversed; i < 1 << bits; i += 1 << length)
				entries[first + i] = entry;
		}

		/** Its index is as long as the longest code that starts with these bits; codes get longer from here on. */
		private void startTable(int index, int length, int left) {
			int bits = length - indexBits;
			int free = (1 << bits) - left;
			while (free > 0 && bits + indexBits < longest) {
				bits++;
				free = 2 * free - counts[bits + indexBits];
			}
			continued = index;
			start = entries.length;
			startBits = bits;
			entries = Arrays.copyOf(entries, start + (1 << bits));
			Arrays.fill(entries, start, entries.length, SPECIAL);
			entries[index] = start << VALUE_SHIFT | CONTINUED | bits << CODE_SHIFT | indexBits;
		}
	}
}
