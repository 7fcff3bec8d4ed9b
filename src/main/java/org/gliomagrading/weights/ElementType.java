package org.gliomagrading.weights;

import java.nio.ByteBuffer;

/** The types of numbers in weight files. All are read as floats; 64-bit numbers are rounded to the nearest float. */
public enum ElementType {

		BOOL(1, bytes -> bytes.get() == 0 ? 0 : 1), U8(1, bytes -> bytes.get() & 0xff), I8(1, ByteBuffer::get),
		U16(2, bytes -> bytes.getShort() & 0xffff), I16(2, ByteBuffer::getShort),
		U32(4, bytes -> bytes.getInt() & 0xffffffffL), I32(4, ByteBuffer::getInt), U64(8, ElementType::unsigned),
		I64(8, ByteBuffer::getLong), F16(2, ElementType::half), BF16(2, bytes -> Float.intBitsToFloat(bytes
			.getShort() << 16)), F32(4, ByteBuffer::getFloat), F64(8, bytes -> (float) bytes.getDouble());

	private interface Number {

		float next(ByteBuffer bytes);
	}

	/** The exponent's bias in a float less that in a half, and in a half all ones, for infinity and NaN. */
	private static final int BIAS = 127 - 15;
	private static final int HALF_SPECIAL = 0x1f;
	private static final int SPECIAL = 0xff;

	private final int bytes;
	private final Number number;

	ElementType(int bytes, Number number) {
		this.bytes = bytes;
		this.number = number;
	}

	/** @return the bytes of one number */
	public int bytes() {
		return bytes;
	}

	/** Reads numbers up to the buffer's limit, in its byte order. */
	void read(ByteBuffer from, float[] to, int start) {
		for (int i = start; from.hasRemaining(); i++)
			to[i] = number.next(from);
	}

	/** Keeps the lowest bit in the half, which decides how a number between two floats is rounded. */
	private static float unsigned(ByteBuffer bytes) {
		long value = bytes.getLong();
		return value >= 0 ? value : 2 * (float) (value >>> 1 | value & 1);
	}

	/** IEEE 754 binary16. */
	private static float half(ByteBuffer bytes) {
		short half = bytes.getShort();
		int sign = (half & 0x8000) << 16;
		int exponent = half >> 10 & HALF_SPECIAL;
		int fraction = half & 0x3ff;
		if (exponent == 0) return Float.intBitsToFloat(sign | Float.floatToIntBits(fraction * 0x1p-24f));
		int wider = exponent == HALF_SPECIAL ? SPECIAL : exponent + BIAS;
		return Float.intBitsToFloat(sign | wider << 23 | fraction << 13);
	}
}
