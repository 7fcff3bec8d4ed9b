package org.gliomagrading.nifti;

import java.util.Arrays;

/**
 * Where a header places the voxels: reads and writes the fields behind {@link Transforms}.
 */
final class HeaderAffine {

	private static final int MAX_XFORM_CODE = 5;
	private static final int SCANNER_SPACE = 1;

	private static final HeaderField[] ROWS = { HeaderField.SROW_X, HeaderField.SROW_Y, HeaderField.SROW_Z };
	private static final HeaderField[] OFFSETS = { HeaderField.QOFFSET_X, HeaderField.QOFFSET_Y, HeaderField.QOFFSET_Z };

	/** Below it, 1 - b^2 - c^2 - d^2 counts as 0, as in nibabel: by the precision of the fields. */
	private static final double TOLERANCE_1 = 3 * (double) Math.ulp(1f);
	private static final double TOLERANCE_2 = 3 * Math.ulp(1.0);

	private HeaderAffine() {
		// only static methods
	}

	/**
	 * @return the affine by the precedence that {@link NiftiHeader#affine()} documents
	 * @throws IllegalArgumentException if it is by a quaternion that is longer than 1
	 */
	static double[][] of(HeaderBytes header) {
		if (header.version() == HeaderVersion.ANALYZE) return ofOrigin(header);
		if (hasForm(header, HeaderField.SFORM_CODE)) return sform(header);
		if (hasForm(header, HeaderField.QFORM_CODE)) return qform(header);
		int axes = header.whole(HeaderField.DIM);
		return Transforms.ofSpacing(lengths(header, axes), spacing(header, axes));
	}

	/** {@code pixdim[1]} and on; of the first three a 0 is taken as 1 and the sign dropped, as in nibabel. */
	static double[] spacing(HeaderBytes header, int axes) {
		double[] spacing = new double[axes];
		for (int i = 0; i < axes; i++) {
			double size = header.number(HeaderField.PIXDIM, i + 1);
			if (i < 3) size = size == 0 ? 1 : Math.abs(size);
			spacing[i] = size;
		}
		return spacing;
	}

	/** Sets spacing, sform and, where the affine has no shears, qform. */
	static void put(HeaderBytes header, double[][] affine) {
		double[] zooms = Transforms.zooms(affine);
		for (int i = 0; i < 3; i++)
			header.put(HeaderField.PIXDIM, i + 1, zooms[i]);
		header.put(HeaderField.SFORM_CODE, SCANNER_SPACE);
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 4; j++)
				header.put(ROWS[i], j, affine[i][j]);
		header.put(HeaderField.PIXDIM, 1);
		Transforms.Quaternion rotation = Transforms.toQuaternion(affine);
		if (rotation == null) return;
		header.put(HeaderField.QFORM_CODE, SCANNER_SPACE);
		header.put(HeaderField.PIXDIM, rotation.qfac());
		header.put(HeaderField.QUATERN_B, rotation.b());
		header.put(HeaderField.QUATERN_C, rotation.c());
		header.put(HeaderField.QUATERN_D, rotation.d());
		for (int i = 0; i < 3; i++)
			header.put(OFFSETS[i], affine[i][3]);
	}

	private static boolean hasForm(HeaderBytes header, HeaderField code) {
		int value = header.whole(code);
		return value > 0 && value <= MAX_XFORM_CODE;
	}

	private static double[][] sform(HeaderBytes header) {
		double[][] affine = { new double[4], new double[4], new double[4], { 0, 0, 0, 1 } };
		for (int i = 0; i < 3; i++) {
			HeaderField row = ROWS[i];
			Arrays.setAll(affine[i], j -> header.number(row, j));
		}
		return affine;
	}

	private static double[][] qform(HeaderBytes header) {
		double sign = header.number(HeaderField.PIXDIM);
		Transforms.Quaternion rotation = new Transforms.Quaternion(header.number(HeaderField.QUATERN_B), header.number(
			HeaderField.QUATERN_C), header.number(HeaderField.QUATERN_D), sign == -1 ? -1 : 1);
		double[] offset = Arrays.stream(OFFSETS).mapToDouble(header::number).toArray();
		double tolerance = header.version() == HeaderVersion.NIFTI2 ? TOLERANCE_2 : TOLERANCE_1;
		return Transforms.ofQuaternion(rotation, spacing(header, 3), offset, tolerance);
	}

	/**
	 * As SPM99 and nibabel: x grows to the left; the world's origin is the voxel in field {@code origin}, counted from 1,
	 * where it says one that is not too far off the grid, else the grid's centre. In single precision, as the fields are.
	 */
	private static double[][] ofOrigin(HeaderBytes header) {
		double[] spacing = spacing(header, 3);
		long[] lengths = lengths(header, 3);
		boolean given = false;
		boolean near = true;
		for (int i = 0; i < 3; i++) {
			long origin = header.whole(HeaderField.ORIGIN, i);
			given |= origin != 0;
			near &= origin > -lengths[i] && origin < 2 * lengths[i];
		}
		if (!given || !near) return Transforms.ofSpacing(lengths, spacing);
		double[][] affine = Transforms.ofSpacing(lengths, spacing);
		for (int i = 0; i < 3; i++)
			affine[i][3] = (float) (-(header.whole(HeaderField.ORIGIN, i) - 1) * affine[i][i]);
		return affine;
	}

	private static long[] lengths(HeaderBytes header, int axes) {
		long[] lengths = new long[axes];
		Arrays.setAll(lengths, i -> header.whole(HeaderField.DIM, i + 1));
		return lengths;
	}
}
