package org.gliomagrading.nifti;

import static org.gliomagrading.nifti.HeaderField.Kind.FLOAT32;
import static org.gliomagrading.nifti.HeaderField.Kind.FLOAT64;
import static org.gliomagrading.nifti.HeaderField.Kind.INT16;
import static org.gliomagrading.nifti.HeaderField.Kind.INT32;
import static org.gliomagrading.nifti.HeaderField.Kind.INT64;
import static org.gliomagrading.nifti.HeaderField.Kind.TEXT;
import static org.gliomagrading.nifti.HeaderField.Kind.UINT8;

import java.util.Optional;

/**
 * The fields of the header: a table of name, place (offset, type, number of values) in NIfTI-1, in NIfTI-2 and in ANALYZE
 * 7.5, and meaning. Each field's comment names its place in the standards: the byte in {@code nifti1.h}, in
 * {@code nifti2.h}, and in {@code dbh.h} with SPM's use of it; then what they mean by it.
 */
enum HeaderField {
		/** nifti1.h 0, nifti2.h 0, dbh.h 0: size of the header, 348 or 540. */
		SIZEOF_HDR(INT32.at(0), INT32.at(0), INT32.at(0)),
		/** nifti1.h 4, dbh.h 4: unused in NIfTI, in ANALYZE a name for the type. */
		DATA_TYPE(TEXT.at(4, 10), null, TEXT.at(4, 10)),
		/** nifti1.h 14, dbh.h 14: unused in NIfTI, in ANALYZE a name for the data. */
		DB_NAME(TEXT.at(14, 18), null, TEXT.at(14, 18)),
		/** nifti1.h 32, dbh.h 32: unused in NIfTI, in ANALYZE 16384. */
		EXTENTS(INT32.at(32), null, INT32.at(32)),
		/** nifti1.h 36, dbh.h 36: unused. */
		SESSION_ERROR(INT16.at(36), null, INT16.at(36)),
		/** nifti1.h 38, dbh.h 38: unused in NIfTI, in ANALYZE "r" for volumes of one size. */
		REGULAR(TEXT.at(38, 1), null, TEXT.at(38, 1)),
		/** dbh.h 39: unused. */
		HKEY_UN0(null, null, TEXT.at(39, 1)),
		/** nifti1.h 39, nifti2.h 524: which axes are frequency (bits 0-1), phase (2-3) and slice (4-5) encoding. */
		DIM_INFO(UINT8.at(39), UINT8.at(524), null),
		/** nifti1.h 40, nifti2.h 16, dbh.h 40: number of axes, 1 to 7, then their lengths. Tells the byte order too. */
		DIM(INT16.at(40, 8), INT64.at(16, 8), INT16.at(40, 8)),
		/** dbh.h 56: unit of pixdim. */
		VOX_UNITS(null, null, TEXT.at(56, 4)),
		/** dbh.h 60: unit of the calibrated values. */
		CAL_UNITS(null, null, TEXT.at(60, 8)),
		/** dbh.h 68: unused. */
		UNUSED1(null, null, INT16.at(68)),
		/** nifti1.h 56, nifti2.h 80: first parameter of the intent. */
		INTENT_P1(FLOAT32.at(56), FLOAT64.at(80), null),
		/** nifti1.h 60, nifti2.h 88: second parameter of the intent. */
		INTENT_P2(FLOAT32.at(60), FLOAT64.at(88), null),
		/** nifti1.h 64, nifti2.h 96: third parameter of the intent. */
		INTENT_P3(FLOAT32.at(64), FLOAT64.at(96), null),
		/** nifti1.h 68, nifti2.h 504: what the values mean, a NIFTI_INTENT code. */
		INTENT_CODE(INT16.at(68), INT32.at(504), null),
		/** nifti1.h 70, nifti2.h 12, dbh.h 70: type of a voxel, a NIFTI_TYPE code; see {@link NiftiType}. */
		DATATYPE(INT16.at(70), INT16.at(12), INT16.at(70)),
		/** nifti1.h 72, nifti2.h 14, dbh.h 72: bits of a voxel; follows from the type. */
		BITPIX(INT16.at(72), INT16.at(14), INT16.at(72)),
		/** dbh.h 74: unused. */
		DIM_UN0(null, null, INT16.at(74)),
		/** nifti1.h 74, nifti2.h 224: first slice of the slice timing. */
		SLICE_START(INT16.at(74), INT64.at(224), null),
		/**
		 * nifti1.h 76, nifti2.h 104, dbh.h 76: in NIfTI qfac first, the sign of the qform's third axis, then the grid
		 * spacings.
		 */
		PIXDIM(FLOAT32.at(76, 8), FLOAT64.at(104, 8), FLOAT32.at(76, 8)),
		/** nifti1.h 108, nifti2.h 168, dbh.h 108: where the voxels start in their file, in bytes. */
		VOX_OFFSET(FLOAT32.at(108), INT64.at(168), FLOAT32.at(108)),
		/**
		 * nifti1.h 112, nifti2.h 176, dbh.h 112 (there funused1; SPM99 keeps its scale here): value = scl_slope * stored +
		 * scl_inter; 0 for none.
		 */
		SCL_SLOPE(FLOAT32.at(112), FLOAT64.at(176), FLOAT32.at(112)),
		/** nifti1.h 116, nifti2.h 184, dbh.h 116 (there funused2; SPM2 reads it): see scl_slope. */
		SCL_INTER(FLOAT32.at(116), FLOAT64.at(184), FLOAT32.at(116)),
		/** dbh.h 120: unused. */
		FUNUSED3(null, null, FLOAT32.at(120)),
		/** nifti1.h 120, nifti2.h 232: last slice of the slice timing. */
		SLICE_END(INT16.at(120), INT64.at(232), null),
		/** nifti1.h 122, nifti2.h 496: order in which slices were acquired, a NIFTI_SLICE code. */
		SLICE_CODE(UINT8.at(122), INT32.at(496), null),
		/** nifti1.h 123, nifti2.h 500: units of pixdim; bits 0-2 space, bits 3-5 time; NIFTI_UNITS codes. */
		XYZT_UNITS(UINT8.at(123), INT32.at(500), null),
		/** nifti1.h 124, nifti2.h 192, dbh.h 124: value to show white. */
		CAL_MAX(FLOAT32.at(124), FLOAT64.at(192), FLOAT32.at(124)),
		/** nifti1.h 128, nifti2.h 200, dbh.h 128: value to show black. */
		CAL_MIN(FLOAT32.at(128), FLOAT64.at(200), FLOAT32.at(128)),
		/** nifti1.h 132, nifti2.h 208: time for one slice. */
		SLICE_DURATION(FLOAT32.at(132), FLOAT64.at(208), null),
		/** dbh.h 132: unused. */
		COMPRESSED(null, null, INT32.at(132)),
		/** nifti1.h 136, nifti2.h 216: shift of the time axis. */
		TOFFSET(FLOAT32.at(136), FLOAT64.at(216), null),
		/** dbh.h 136: unused. */
		VERIFIED(null, null, INT32.at(136)),
		/** nifti1.h 140, dbh.h 140: unused in NIfTI, in ANALYZE the largest stored number. */
		GLMAX(INT32.at(140), null, INT32.at(140)),
		/** nifti1.h 144, dbh.h 144: unused in NIfTI, in ANALYZE the least stored number. */
		GLMIN(INT32.at(144), null, INT32.at(144)),
		/** nifti1.h 148, nifti2.h 240, dbh.h 148: any text. */
		DESCRIP(TEXT.at(148, 80), TEXT.at(240, 80), TEXT.at(148, 80)),
		/** nifti1.h 228, nifti2.h 320, dbh.h 228: name of an auxiliary file. */
		AUX_FILE(TEXT.at(228, 24), TEXT.at(320, 24), TEXT.at(228, 24)),
		/** nifti1.h 252, nifti2.h 344: what space the qform leads to, a NIFTI_XFORM code; 0 for no qform. */
		QFORM_CODE(INT16.at(252), INT32.at(344), null),
		/** nifti1.h 254, nifti2.h 348: what space the sform leads to, a NIFTI_XFORM code; 0 for no sform. */
		SFORM_CODE(INT16.at(254), INT32.at(348), null),
		/** nifti1.h 256, nifti2.h 352: b of the qform's unit quaternion a + bi + cj + dk, a >= 0. */
		QUATERN_B(FLOAT32.at(256), FLOAT64.at(352), null),
		/** nifti1.h 260, nifti2.h 360: c of the quaternion. */
		QUATERN_C(FLOAT32.at(260), FLOAT64.at(360), null),
		/** nifti1.h 264, nifti2.h 368: d of the quaternion. */
		QUATERN_D(FLOAT32.at(264), FLOAT64.at(368), null),
		/** nifti1.h 268, nifti2.h 376: x of the first voxel in the qform's space. */
		QOFFSET_X(FLOAT32.at(268), FLOAT64.at(376), null),
		/** nifti1.h 272, nifti2.h 384: y of the first voxel. */
		QOFFSET_Y(FLOAT32.at(272), FLOAT64.at(384), null),
		/** nifti1.h 276, nifti2.h 392: z of the first voxel. */
		QOFFSET_Z(FLOAT32.at(276), FLOAT64.at(392), null),
		/** nifti1.h 280, nifti2.h 400: first row of the sform's affine. */
		SROW_X(FLOAT32.at(280, 4), FLOAT64.at(400, 4), null),
		/** nifti1.h 296, nifti2.h 432: second row of the sform's affine. */
		SROW_Y(FLOAT32.at(296, 4), FLOAT64.at(432, 4), null),
		/** nifti1.h 312, nifti2.h 464: third row of the sform's affine. */
		SROW_Z(FLOAT32.at(312, 4), FLOAT64.at(464, 4), null),
		/** nifti1.h 328, nifti2.h 508: name of the intent. */
		INTENT_NAME(TEXT.at(328, 16), TEXT.at(508, 16), null),
		/** dbh.h 252: orientation of the slices; programs disagree on its use, and it is not used here. */
		ORIENT(null, null, UINT8.at(252)),
		/** dbh.h 253 (there originator, a text): SPM keeps the voxel at the world's origin here, counted from 1. */
		ORIGIN(null, null, INT16.at(253, 5)),
		/** dbh.h 263: any text. */
		GENERATED(null, null, TEXT.at(263, 10)),
		/** dbh.h 273: number of the scan. */
		SCANNUM(null, null, TEXT.at(273, 10)),
		/** dbh.h 283: the patient's identifier. */
		PATIENT_ID(null, null, TEXT.at(283, 10)),
		/** dbh.h 293: date. */
		EXP_DATE(null, null, TEXT.at(293, 10)),
		/** dbh.h 303: time. */
		EXP_TIME(null, null, TEXT.at(303, 10)),
		/** dbh.h 313: unused. */
		HIST_UN0(null, null, TEXT.at(313, 3)),
		/** dbh.h 316: unused. */
		VIEWS(null, null, INT32.at(316)),
		/** dbh.h 320: unused. */
		VOLS_ADDED(null, null, INT32.at(320)),
		/** dbh.h 324: unused. */
		START_FIELD(null, null, INT32.at(324)),
		/** dbh.h 328: unused. */
		FIELD_SKIP(null, null, INT32.at(328)),
		/** dbh.h 332: unused. */
		OMAX(null, null, INT32.at(332)),
		/** dbh.h 336: unused. */
		OMIN(null, null, INT32.at(336)),
		/** dbh.h 340: unused. */
		SMAX(null, null, INT32.at(340)),
		/** dbh.h 344: unused. */
		SMIN(null, null, INT32.at(344)),
		/** nifti1.h 344, nifti2.h 4: "n+1" or "n+2" for header and voxels in one file, "ni1" or "ni2" for a pair of files. */
		MAGIC(TEXT.at(344, 4), TEXT.at(4, 4), null),
		/** nifti2.h 8 (end of magic): carriage return, line feed, end of file, line feed; a transfer as text changes them. */
		EOL_CHECK(null, UINT8.at(8, 4), null),
		/** nifti2.h 525: unused. */
		UNUSED_STR(null, TEXT.at(525, 15), null);

	/** The type of a field's values, and its size in bytes. */
	enum Kind {
			UINT8(1), INT16(2), INT32(4), INT64(8), FLOAT32(4), FLOAT64(8), TEXT(1);

		final int size;

		Kind(int size) {
			this.size = size;
		}

		Place at(int offset) {
			return new Place(offset, this, 1);
		}

		Place at(int offset, int count) {
			return new Place(offset, this, count);
		}
	}

	/**
	 * Where a field stands in a version of the header.
	 *
	 * @param offset bytes from the header's start
	 * @param kind type of its values
	 * @param count how many values, or bytes of text
	 */
	record Place(int offset, Kind kind, int count) {
	}

	private final Place nifti1;
	private final Place nifti2;
	private final Place analyze;

	HeaderField(Place nifti1, Place nifti2, Place analyze) {
		this.nifti1 = nifti1;
		this.nifti2 = nifti2;
		this.analyze = analyze;
	}

	/** Its place in a version, or empty where that has no such field. */
	Optional<Place> place(HeaderVersion version) {
		return Optional.ofNullable(switch (version) {
			case NIFTI1 -> nifti1;
			case NIFTI2 -> nifti2;
			case ANALYZE -> analyze;
		});
	}
}
