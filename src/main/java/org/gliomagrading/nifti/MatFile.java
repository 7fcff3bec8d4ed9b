package org.gliomagrading.nifti;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.gliomagrading.io.InputException;

/**
 * The variables of a MATLAB file, one after the other; levels 4 and 5 of "MAT-File Format" (The MathWorks), compressed or
 * not: what {@code save} writes with {@code -v4}, {@code -v6} and {@code -v7}. Of each variable only the start is read.
 */
final class MatFile {

	/** Numbers that are read of a variable: a matrix of 4 x 4. */
	static final int NUMBERS = 16;

	private static final int LEVEL4_HEADER = 20;
	private static final int LEVEL5_HEADER = 128;
	private static final int TAG = 8;

	/** More than what comes before a variable's numbers, and those that are read. */
	private static final int START = 1024;

	private static final int MAX_NAME = 64;
	private static final int MAX_VARIABLES = 1000;

	private static final int MATRIX = 14;
	private static final int COMPRESSED = 15;

	/** Classes of level 5 that hold numbers: from double to uint64. */
	private static final int FIRST_NUMERIC = 6;
	private static final int LAST_NUMERIC = 15;

	private final Content content;
	private final ByteOrder order;
	private final boolean level5;
	private long position;
	private int count;

	/**
	 * @param name its name
	 * @param rows its first axis
	 * @param columns its second axis
	 * @param numbers its first numbers, column by column, at most 16; none if it does not hold numbers
	 */
	record Variable(String name, int rows, int columns, double[] numbers) {
	}

	private MatFile(Content content, ByteOrder order, boolean level5) {
		this.content = content;
		this.order = order;
		this.level5 = level5;
		position = level5 ? LEVEL5_HEADER : 0;
	}

	/**
	 * @return the file; empty if it is none of MATLAB
	 * @throws InputException if it is one of another level
	 */
	static Optional<MatFile> of(Content content) throws IOException {
		byte[] first = content.read(0, START);
		if (new String(first, StandardCharsets.ISO_8859_1).startsWith("MATLAB ")) {
			String end = first.length < LEVEL5_HEADER ? "" : new String(first, LEVEL5_HEADER - 4, 4, StandardCharsets.ISO_8859_1);
			if (end.equals("\0\1IM")) return Optional.of(new MatFile(content, ByteOrder.LITTLE_ENDIAN, true));
			if (end.equals("\1\0MI")) return Optional.of(new MatFile(content, ByteOrder.BIG_ENDIAN, true));
			throw problem(content, "is a MATLAB file that is damaged, or newer than -v7");
		}
		for (ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN })
			if (Level4.isStart(ByteBuffer.wrap(first).order(order))) return Optional.of(new MatFile(content, order, false));
		return Optional.empty();
	}

	/**
	 * @return the next variable; empty at the end
	 * @throws InputException if the file is damaged
	 */
	Optional<Variable> next() throws IOException {
		ByteBuffer start = start(position);
		if (!start.hasRemaining()) return Optional.empty();
		if (count++ == MAX_VARIABLES) throw problem(content, "holds more than " + MAX_VARIABLES + " variables");
		try {
			return Optional.of(level5 ? level5(start) : level4(start));
		}
		catch (BufferUnderflowException | DataFormatException e) {
			throw problem(content, "is a MATLAB file that is truncated or damaged");
		}
	}

	/** A refusal that says what the file is for. */
	static InputException problem(Content content, String problem) {
		return new InputException(content.source() + ": " + problem +
			"; SPM keeps an image's orientation there: save it again with -v6, or move it away to use the header's");
	}

	private ByteBuffer start(long from) throws IOException {
		return ByteBuffer.wrap(content.read(from, START)).order(order);
	}

	private Variable level4(ByteBuffer start) throws DataFormatException {
		if (!Level4.isStart(start)) throw new DataFormatException();
		Level4 header = Level4.of(start);
		if (header.numbers() > Integer.MAX_VALUE) throw new DataFormatException();
		String name = text(start, header.nameLength);
		position += LEVEL4_HEADER + header.nameLength + header.bytes();
		double[] numbers = header.isFull() ? numbers(start, header.stored(), header.numbers()) : new double[0];
		return new Variable(name, header.rows, header.columns, numbers);
	}

	private Variable level5(ByteBuffer start) throws DataFormatException {
		int type = start.getInt();
		int size = start.getInt();
		if (size < 0) throw new DataFormatException();
		position += (long) TAG + size;
		ByteBuffer matrix = start;
		if (type == COMPRESSED) {
			matrix = inflate(start);
			type = matrix.getInt();
			matrix.getInt();
		}
		if (type != MATRIX) return new Variable("", 0, 0, new double[0]);
		int kind = element(matrix).data.getInt() & 0xff;
		Element shape = element(matrix);
		String name = text(element(matrix).data, MAX_NAME);
		boolean numeric = kind >= FIRST_NUMERIC && kind <= LAST_NUMERIC;
		int rows = shape.data.getInt();
		int columns = shape.data.getInt();
		if (!numeric || (long) rows * columns != NUMBERS) return new Variable(name, rows, columns, new double[0]);
		Element values = element(matrix);
		return new Variable(name, rows, columns, numbers(values.data, Stored.ofLevel5(values.type), NUMBERS));
	}

	/** The start of what is compressed, as zlib does it. */
	private ByteBuffer inflate(ByteBuffer from) throws DataFormatException {
		Inflater inflater = new Inflater();
		try {
			inflater.setInput(from);
			byte[] inflated = new byte[START];
			return ByteBuffer.wrap(inflated, 0, inflater.inflate(inflated)).order(order);
		}
		finally {
			inflater.end();
		}
	}

	/** A part of a variable. */
	private record Element(int type, ByteBuffer data) {
	}

	/** Parts of up to four bytes stand in their tag, which then has their size above their type. Others fill eights. */
	private static Element element(ByteBuffer from) throws DataFormatException {
		int tag = from.getInt();
		boolean small = tag >>> 16 != 0;
		int size = small ? tag >>> 16 : from.getInt();
		if (size < 0 || small && size > Integer.BYTES) throw new DataFormatException();
		ByteBuffer data = from.slice(from.position(), Math.min(size, from.remaining())).order(from.order());
		long filled = small ? Integer.BYTES : size + (-size & TAG - 1);
		from.position((int) Math.min(from.limit(), from.position() + filled));
		return new Element(small ? tag & 0xffff : tag, data);
	}

	private static String text(ByteBuffer from, int length) {
		byte[] text = new byte[Math.min(length, from.remaining())];
		from.get(text);
		String all = new String(text, StandardCharsets.ISO_8859_1);
		return all.indexOf('\0') < 0 ? all : all.substring(0, all.indexOf('\0'));
	}

	private static double[] numbers(ByteBuffer from, Stored kind, long count) {
		double[] numbers = new double[(int) Math.min(count, NUMBERS)];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = kind.next.applyAsDouble(from);
		return numbers;
	}

	/** How numbers are stored, which need not be as the variable's class says; by its code in level 5, and in level 4. */
	private enum Stored {
			INT8(1, -1, 1, ByteBuffer::get), UINT8(2, 5, 1, from -> from.get() & 0xff), INT16(3, 3, 2, ByteBuffer::getShort),
			UINT16(4, 4, 2, from -> from.getShort() & 0xffff), INT32(5, 2, 4, ByteBuffer::getInt), UINT32(6, -1, 4, from -> from
				.getInt() & 0xffffffffL), FLOAT32(7, 1, 4, ByteBuffer::getFloat), FLOAT64(9, 0, 8, ByteBuffer::getDouble), INT64(
					12, -1, 8, ByteBuffer::getLong), UINT64(13, -1, 8, from -> NiftiType.UINT64.toDouble(from.getLong()));

		private final int code5;
		private final int code4;
		private final int size;
		private final ToDoubleFunction<ByteBuffer> next;

		Stored(int code5, int code4, int size, ToDoubleFunction<ByteBuffer> next) {
			this.code5 = code5;
			this.code4 = code4;
			this.size = size;
			this.next = next;
		}

		static Stored ofLevel5(int code) throws DataFormatException {
			for (Stored kind : values())
				if (kind.code5 == code) return kind;
			throw new DataFormatException();
		}

		static Stored ofLevel4(int code) {
			for (Stored kind : values())
				if (kind.code4 == code) return kind;
			throw new IllegalArgumentException();
		}
	}

	/** What comes before a variable in level 4. */
	private record Level4(int type, int rows, int columns, int imaginary, int nameLength) {

		static Level4 of(ByteBuffer from) {
			return new Level4(from.getInt(), from.getInt(), from.getInt(), from.getInt(), from.getInt());
		}

		/** Level 4 has no magic. */
		static boolean isStart(ByteBuffer from) {
			if (from.remaining() < LEVEL4_HEADER) return false;
			Level4 header = of(from.duplicate().order(from.order()));
			int machine = from.order() == ByteOrder.LITTLE_ENDIAN ? 0 : 1000;
			int rest = header.type - machine;
			if (rest < 0 || rest > 52 || rest % 10 > 2) return false;
			if (header.rows < 0 || header.columns < 0 || (header.imaginary & ~1) != 0) return false;
			return header.nameLength > 1 && header.nameLength <= MAX_NAME;
		}

		boolean isFull() {
			return type % 10 == 0;
		}

		Stored stored() {
			return Stored.ofLevel4(type / 10 % 10);
		}

		long numbers() {
			return (long) rows * columns;
		}

		long bytes() {
			return numbers() * stored().size * (1 + imaginary);
		}
	}
}
