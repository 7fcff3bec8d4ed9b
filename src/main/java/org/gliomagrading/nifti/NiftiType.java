package org.gliomagrading.nifti;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The voxel types that are read and written: every integer and float of 8 to 64 bits, and colours. Codes as in field
 * {@code datatype} of {@code nifti1.h}.
 */
public enum NiftiType {
		UINT8(2, 8, PlaneStorage.BYTES, new UnsignedByteType()), //
		INT16(4, 16, PlaneStorage.SHORTS, new ShortType()), //
		INT32(8, 32, PlaneStorage.INTS, new IntType()), //
		FLOAT32(16, 32, PlaneStorage.FLOATS, new FloatType()), //
		FLOAT64(64, 64, PlaneStorage.DOUBLES, new DoubleType()), //
		INT8(256, 8, PlaneStorage.BYTES, new ByteType()), //
		UINT16(512, 16, PlaneStorage.SHORTS, new UnsignedShortType()), //
		UINT32(768, 32, PlaneStorage.INTS, new UnsignedIntType()), //
		INT64(1024, 64, PlaneStorage.LONGS, new LongType()), //
		UINT64(1280, 64, PlaneStorage.LONGS, new UnsignedLongType()), //
		/** Red, green, blue, one byte each. */
		RGB24(128, 24, PlaneStorage.BYTES, new UnsignedByteType()), //
		/** Red, green, blue, alpha, one byte each. */
		RGBA32(2304, 32, PlaneStorage.BYTES, new UnsignedByteType());

	/** Whole numbers beyond it, and below its negative, may not be exact as doubles. */
	private static final long MAX_EXACT = 1L << 53;

	/** The standard's other types, by code, so that a refusal can name them. */
	private static final Map<Integer, String> OTHERS = Map.of(1, "1-bit binary", 32, "complex64", 1536,
		"128-bit float", 1792, "complex128", 2048, "complex256");

	private final int code;
	private final int bits;
	private final PlaneStorage storage;
	private final RealType<?> sample;

	<T extends RealType<T> & NativeType<T>> NiftiType(int code, int bits, PlaneStorage storage, T sample) {
		this.code = code;
		this.bits = bits;
		this.storage = storage;
		this.sample = sample;
	}

	/**
	 * @return the code in field {@code datatype}
	 */
	public int code() {
		return code;
	}

	/**
	 * @return bits of one voxel, a multiple of 8
	 */
	public int bits() {
		return bits;
	}

	/**
	 * @return bytes of one voxel
	 */
	public int bytes() {
		return bits / 8;
	}

	/**
	 * @return how many numbers make a voxel: 3 or 4 bytes for colours, else 1
	 */
	public int channels() {
		return this == RGB24 ? 3 : this == RGBA32 ? 4 : 1;
	}

	/**
	 * Tells whether numbers of a plane may lose digits as doubles.
	 *
	 * @param plane stored numbers of this type, as {@link NiftiReader#newPlane()} makes it
	 * @return whether one's magnitude exceeds 2^53; never true but for 64-bit integers
	 */
	public boolean exceedsDouble(Object plane) {
		if (storage != PlaneStorage.LONGS) return false;
		for (long number : (long[]) plane)
			if (number > MAX_EXACT || number < (this == UINT64 ? 0 : -MAX_EXACT)) return true;
		return false;
	}

	/**
	 * @param bits a 64-bit number of this type, as it is stored
	 * @return the number, rounded once
	 */
	public double toDouble(long bits) {
		return ScalingConverter.toDouble(bits, isUnsigned());
	}

	/** Whether ANALYZE 7.5 has this type; the others came with NIfTI. */
	boolean isInAnalyze() {
		return code <= RGB24.code;
	}

	/** Whether the numbers are whole and never negative. */
	boolean isUnsigned() {
		return sample.getMinValue() == 0;
	}

	/** Bytes of one number of a voxel. */
	int numberBytes() {
		return bytes() / channels();
	}

	/**
	 * @return the name as nibabel and NumPy give it, such as {@code int16}
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param code a value of field {@code datatype}
	 * @return the type, or empty if it is none of these
	 */
	public static Optional<NiftiType> ofCode(int code) {
		return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
	}

	/** The standard's name of a type that is not supported, for messages. */
	static String nameOfOther(int code) {
		return OTHERS.getOrDefault(code, "unknown") + " (datatype code " + code + ")";
	}

	PlaneStorage storage() {
		return storage;
	}

	/** An imglib2 variable of this type, for its class and range. */
	RealType<?> sample() {
		return sample;
	}
}
