package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields of the NIfTI-1 header, in their order in the file: a table of name, place, type and number of values. The
 * standard is {@code nifti1.h} (https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h); each field's comment gives
 * its byte offset there and what the standard means by it.
 */
enum HeaderField {
		/** Byte 0: size of the header, 348. */
		SIZEOF_HDR(0, Kind.INT32, 1),
		/** Byte 4: unused since ANALYZE 7.5. */
		DATA_TYPE(4, Kind.TEXT, 10),
		/** Byte 14: unused since ANALYZE 7.5. */
		DB_NAME(14, Kind.TEXT, 18),
		/** Byte 32: unused since ANALYZE 7.5. */
		EXTENTS(32, Kind.INT32, 1),
		/** Byte 36: unused since ANALYZE 7.5. */
		SESSION_ERROR(36, Kind.INT16, 1),
		/** Byte 38: unused since ANALYZE 7.5. */
		REGULAR(38, Kind.TEXT, 1),
		/** Byte 39: which axes are frequency, phase and slice encoding. */
		DIM_INFO(39, Kind.UINT8, 1),
		/** Byte 40: dim[0] is the number of axes, 1 to 7; dim[1..7] their lengths. Tells the byte order too. */
		DIM(40, Kind.INT16, 8),
		/** Byte 56: first parameter of the intent. */
		INTENT_P1(56, Kind.FLOAT32, 1),
		/** Byte 60: second parameter of the intent. */
		INTENT_P2(60, Kind.FLOAT32, 1),
		/** Byte 64: third parameter of the intent. */
		INTENT_P3(64, Kind.FLOAT32, 1),
		/** Byte 68: what the values mean, a NIFTI_INTENT code. */
		INTENT_CODE(68, Kind.INT16, 1),
		/** Byte 70: type of a voxel, a NIFTI_TYPE code; see {@link NiftiType}. */
		DATATYPE(70, Kind.INT16, 1),
		/** Byte 72: bits of a voxel; follows from the type. */
		BITPIX(72, Kind.INT16, 1),
		/** Byte 74: first slice of the slice timing. */
		SLICE_START(74, Kind.INT16, 1),
		/** Byte 76: pixdim[0] is qfac, the sign of the qform's third axis; pixdim[1..7] the grid spacings. */
		PIXDIM(76, Kind.FLOAT32, 8),
		/** Byte 108: where the voxels start in the file, in bytes. */
		VOX_OFFSET(108, Kind.FLOAT32, 1),
		/** Byte 112: value = scl_slope * stored + scl_inter; 0 for none. */
		SCL_SLOPE(112, Kind.FLOAT32, 1),
		/** Byte 116: see scl_slope. */
		SCL_INTER(116, Kind.FLOAT32, 1),
		/** Byte 120: last slice of the slice timing. */
		SLICE_END(120, Kind.INT16, 1),
		/** Byte 122: order in which slices were acquired. */
		SLICE_CODE(122, Kind.UINT8, 1),
		/** Byte 123: units of pixdim; bits 0-2 space, bits 3-5 time. */
		XYZT_UNITS(123, Kind.UINT8, 1),
		/** Byte 124: value to show white. */
		CAL_MAX(124, Kind.FLOAT32, 1),
		/** Byte 128: value to show black. */
		CAL_MIN(128, Kind.FLOAT32, 1),
		/** Byte 132: time for one slice. */
		SLICE_DURATION(132, Kind.FLOAT32, 1),
		/** Byte 136: shift of the time axis. */
		TOFFSET(136, Kind.FLOAT32, 1),
		/** Byte 140: unused since ANALYZE 7.5. */
		GLMAX(140, Kind.INT32, 1),
		/** Byte 144: unused since ANALYZE 7.5. */
		GLMIN(144, Kind.INT32, 1),
		/** Byte 148: any text. */
		DESCRIP(148, Kind.TEXT, 80),
		/** Byte 228: name of an auxiliary file. */
		AUX_FILE(228, Kind.TEXT, 24),
		/** Byte 252: what space the qform leads to, a NIFTI_XFORM code; 0 for no qform. */
		QFORM_CODE(252, Kind.INT16, 1),
		/** Byte 254: what space the sform leads to, a NIFTI_XFORM code; 0 for no sform. */
		SFORM_CODE(254, Kind.INT16, 1),
		/** Byte 256: b of the qform's unit quaternion a + bi + cj + dk, a >= 0. */
		QUATERN_B(256, Kind.FLOAT32, 1),
		/** Byte 260: c of the quaternion. */
		QUATERN_C(260, Kind.FLOAT32, 1),
		/** Byte 264: d of the quaternion. */
		QUATERN_D(264, Kind.FLOAT32, 1),
		/** Byte 268: x of the first voxel in the qform's space. */
		QOFFSET_X(268, Kind.FLOAT32, 1),
		/** Byte 272: y of the first voxel. */
		QOFFSET_Y(272, Kind.FLOAT32, 1),
		/** Byte 276: z of the first voxel. */
		QOFFSET_Z(276, Kind.FLOAT32, 1),
		/** Byte 280: first row of the sform's affine. */
		SROW_X(280, Kind.FLOAT32, 4),
		/** Byte 296: second row of the sform's affine. */
		SROW_Y(296, Kind.FLOAT32, 4),
		/** Byte 312: third row of the sform's affine. */
		SROW_Z(312, Kind.FLOAT32, 4),
		/** Byte 328: name of the intent. */
		INTENT_NAME(328, Kind.TEXT, 16),
		/** Byte 344: "n+1" for header and voxels in one file, "ni1" for a pair of files. */
		MAGIC(344, Kind.TEXT, 4);

	/** Length of a NIfTI-1 header in bytes. */
	static final int HEADER_LENGTH = 348;

	/** The type of a field's values, and its size in bytes. */
	enum Kind {
			UINT8(1), INT16(2), INT32(4), FLOAT32(4), TEXT(1);

		final int size;

		Kind(int size) {
			this.size = size;
		}
	}

	final int offset;
	final Kind kind;
	final int count;

	HeaderField(int offset, Kind kind, int count) {
		this.offset = offset;
		this.kind = kind;
		this.count = count;
	}

	/** The value at an index, widened to double, which holds each of the header's numbers exactly. */
	double number(ByteBuffer header, int index) {
		int at = offset + index * kind.size;
		return switch (kind) {
			case UINT8, TEXT -> header.get(at) & 0xff;
			case INT16 -> header.getShort(at);
			case INT32 -> header.getInt(at);
			case FLOAT32 -> header.getFloat(at);
		};
	}

	/** The first value as a whole number. */
	int integer(ByteBuffer header) {
		return (int) number(header, 0);
	}

	/** The text up to its first zero byte. */
	String text(ByteBuffer header) {
		int length = 0;
		while (length < count && header.get(offset + length) != 0)
			length++;
		byte[] bytes = new byte[length];
		header.get(offset, bytes);
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	/** Sets the value at an index; floats are rounded to single precision. */
	void put(ByteBuffer header, int index, double value) {
		int at = offset + index * kind.size;
		switch (kind) {
			case UINT8, TEXT -> header.put(at, (byte) value);
			case INT16 -> header.putShort(at, (short) value);
			case INT32 -> header.putInt(at, (int) value);
			case FLOAT32 -> header.putFloat(at, (float) value);
		}
	}

	/** Sets the text, cut to the field's length, the rest filled with zeros. */
	void put(ByteBuffer header, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		for (int i = 0; i < count; i++)
			header.put(offset + i, i < bytes.length ? bytes[i] : 0);
	}
}
