package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The header of a NIfTI-1 file: shape and type of the voxels, what their numbers stand for, and where they lie in the
 * world. Immutable. Keeps every field of the file it came from, whether or not there is an accessor for it.
 */
public final class NiftiHeader {

	/** Where voxels start in a single file without extensions: the header and four bytes that say so. */
	static final int SINGLE_FILE_OFFSET = HeaderField.HEADER_LENGTH + 4;

	/** Magic of a header that has its voxels in the same file. */
	static final String SINGLE_FILE_MAGIC = "n+1";

	private static final int MAX_AXES = 7;
	private static final int MAX_XFORM_CODE = 5;
	private static final int SCANNER_SPACE = 1;
	private static final int MILLIMETRES = 2;

	/** Names of the spatial units by code, as nibabel gives them. */
	private static final String[] UNITS = { "unknown", "meter", "mm", "micron" };

	private final ByteBuffer bytes;

	/**
	 * @param bytes all of a header that the reader has passed, the buffer's order being the file's
	 */
	NiftiHeader(ByteBuffer bytes) {
		this.bytes = bytes;
	}

	/**
	 * A header for a new file: little-endian, no scaling, millimetres, the affine as sform and, where it has no shears,
	 * as qform too, both to scanner space.
	 *
	 * @param type type of the voxels
	 * @param shape lengths of the axes, 1 to 7 of them, each 1 to 32767
	 * @param affine 4 x 4, from voxel indices to millimetres in RAS+ world coordinates (x to the right, y to anterior, z
	 *          to superior); kept in single precision
	 * @return the header
	 * @throws IllegalArgumentException if NIfTI-1 cannot hold the shape
	 */
	public static NiftiHeader of(NiftiType type, long[] shape, double[][] affine) {
		if (shape.length < 1 || shape.length > MAX_AXES || Arrays.stream(shape).anyMatch(n -> n < 1 || n > Short.MAX_VALUE))
			throw new IllegalArgumentException("NIfTI-1 cannot hold a volume of " + Arrays.toString(shape) +
				" voxels: it takes 1 to 7 axes of 1 to 32767");
		ByteBuffer bytes = ByteBuffer.allocate(HeaderField.HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
		HeaderField.SIZEOF_HDR.put(bytes, 0, HeaderField.HEADER_LENGTH);
		HeaderField.DIM.put(bytes, 0, shape.length);
		for (int i = 0; i < MAX_AXES; i++) {
			HeaderField.DIM.put(bytes, i + 1, i < shape.length ? shape[i] : 1);
			HeaderField.PIXDIM.put(bytes, i + 1, 1);
		}
		HeaderField.DATATYPE.put(bytes, 0, type.code());
		HeaderField.BITPIX.put(bytes, 0, type.bits());
		HeaderField.VOX_OFFSET.put(bytes, 0, SINGLE_FILE_OFFSET);
		HeaderField.SCL_SLOPE.put(bytes, 0, 1);
		HeaderField.XYZT_UNITS.put(bytes, 0, MILLIMETRES);
		HeaderField.MAGIC.put(bytes, SINGLE_FILE_MAGIC);
		putAffine(bytes, affine);
		return new NiftiHeader(bytes);
	}

	/**
	 * @param text any text; what exceeds 79 characters is cut off
	 * @return this header with that description
	 */
	public NiftiHeader withDescription(String text) {
		ByteBuffer changed = copy();
		HeaderField.DESCRIP.put(changed, text.substring(0, Math.min(text.length(), HeaderField.DESCRIP.count - 1)));
		return new NiftiHeader(changed);
	}

	/**
	 * @param slope value per stored unit, finite, not 0; kept in single precision
	 * @param inter value of a stored 0, finite; kept in single precision
	 * @return this header with that scaling
	 */
	public NiftiHeader withScaling(double slope, double inter) {
		if ((float) slope == 0 || !Float.isFinite((float) slope) || !Float.isFinite((float) inter))
			throw new IllegalArgumentException("no scaling: " + slope + ", " + inter);
		ByteBuffer changed = copy();
		HeaderField.SCL_SLOPE.put(changed, 0, slope);
		HeaderField.SCL_INTER.put(changed, 0, inter);
		return new NiftiHeader(changed);
	}

	/**
	 * @return lengths of the axes, the first one changing fastest in the file; 1 to 7 of them
	 */
	public long[] shape() {
		long[] shape = new long[(int) HeaderField.DIM.number(bytes, 0)];
		Arrays.setAll(shape, i -> (long) HeaderField.DIM.number(bytes, i + 1));
		return shape;
	}

	/**
	 * @return the type of the stored numbers
	 */
	public NiftiType type() {
		return NiftiType.ofCode(HeaderField.DATATYPE.integer(bytes)).orElseThrow();
	}

	/**
	 * @return the byte order of the header and of the voxels
	 */
	public ByteOrder byteOrder() {
		return bytes.order();
	}

	/**
	 * @return where the voxels start, in bytes from the start of the (uncompressed) file
	 */
	public long voxOffset() {
		return (long) HeaderField.VOX_OFFSET.number(bytes, 0);
	}

	/**
	 * @return the scaling; none where {@code scl_slope} is 0 or not finite
	 */
	public Scaling scaling() {
		double slope = HeaderField.SCL_SLOPE.number(bytes, 0);
		if (slope == 0 || !Double.isFinite(slope)) return Scaling.NONE;
		return new Scaling(slope, HeaderField.SCL_INTER.number(bytes, 0));
	}

	/**
	 * @return {@code pixdim} for each axis, what nibabel calls zooms, in {@link #units()}; of the first three a 0 is
	 *         taken as 1 and the sign dropped
	 */
	public double[] spacing() {
		return spacing(shape().length);
	}

	/**
	 * Where the voxels lie, as nibabel's {@code affine}: the sform if its code is not 0, else the qform if its code is not
	 * 0, else from the spacing, with x growing to the left and the origin at the grid's centre. Codes that the standard
	 * does not know count as 0.
	 *
	 * @return 4 x 4, from voxel indices to RAS+ world coordinates in {@link #units()}
	 */
	public double[][] affine() {
		if (hasForm(HeaderField.SFORM_CODE)) return sform();
		if (hasForm(HeaderField.QFORM_CODE)) return qform();
		return Transforms.ofSpacing(shape(), spacing());
	}

	/**
	 * @return unit of the spacing: unknown, meter, mm or micron
	 */
	public String units() {
		int code = HeaderField.XYZT_UNITS.integer(bytes) & 7;
		return code < UNITS.length ? UNITS[code] : UNITS[0];
	}

	/**
	 * @return the field {@code descrip}
	 */
	public String description() {
		return HeaderField.DESCRIP.text(bytes);
	}

	/** The header as it stands in a file. */
	byte[] toBytes() {
		return bytes.array().clone();
	}

	private boolean hasForm(HeaderField code) {
		int value = code.integer(bytes);
		return value > 0 && value <= MAX_XFORM_CODE;
	}

	private double[][] sform() {
		HeaderField[] rows = { HeaderField.SROW_X, HeaderField.SROW_Y, HeaderField.SROW_Z };
		double[][] affine = { new double[4], new double[4], new double[4], { 0, 0, 0, 1 } };
		for (int i = 0; i < 3; i++) {
			HeaderField row = rows[i];
			Arrays.setAll(affine[i], j -> row.number(bytes, j));
		}
		return affine;
	}

	private double[][] qform() {
		double sign = HeaderField.PIXDIM.number(bytes, 0);
		Transforms.Quaternion rotation = new Transforms.Quaternion(HeaderField.QUATERN_B.number(bytes, 0),
			HeaderField.QUATERN_C.number(bytes, 0), HeaderField.QUATERN_D.number(bytes, 0), sign == -1 ? -1 : 1);
		double[] offset = { HeaderField.QOFFSET_X.number(bytes, 0), HeaderField.QOFFSET_Y.number(bytes, 0),
			HeaderField.QOFFSET_Z.number(bytes, 0) };
		return Transforms.ofQuaternion(rotation, spacing(3), offset);
	}

	private double[] spacing(int axes) {
		double[] spacing = new double[axes];
		for (int i = 0; i < axes; i++) {
			double size = HeaderField.PIXDIM.number(bytes, i + 1);
			if (i < 3) size = size == 0 ? 1 : Math.abs(size);
			spacing[i] = size;
		}
		return spacing;
	}

	private static void putAffine(ByteBuffer bytes, double[][] affine) {
		double[] zooms = Transforms.zooms(affine);
		for (int i = 0; i < 3; i++)
			HeaderField.PIXDIM.put(bytes, i + 1, zooms[i]);
		HeaderField.SFORM_CODE.put(bytes, 0, SCANNER_SPACE);
		for (int j = 0; j < 4; j++) {
			HeaderField.SROW_X.put(bytes, j, affine[0][j]);
			HeaderField.SROW_Y.put(bytes, j, affine[1][j]);
			HeaderField.SROW_Z.put(bytes, j, affine[2][j]);
		}
		HeaderField.PIXDIM.put(bytes, 0, 1);
		Transforms.Quaternion rotation = Transforms.toQuaternion(affine);
		if (rotation == null) return;
		HeaderField.QFORM_CODE.put(bytes, 0, SCANNER_SPACE);
		HeaderField.PIXDIM.put(bytes, 0, rotation.qfac());
		HeaderField.QUATERN_B.put(bytes, 0, rotation.b());
		HeaderField.QUATERN_C.put(bytes, 0, rotation.c());
		HeaderField.QUATERN_D.put(bytes, 0, rotation.d());
		HeaderField.QOFFSET_X.put(bytes, 0, affine[0][3]);
		HeaderField.QOFFSET_Y.put(bytes, 0, affine[1][3]);
		HeaderField.QOFFSET_Z.put(bytes, 0, affine[2][3]);
	}

	private ByteBuffer copy() {
		return ByteBuffer.wrap(toBytes()).order(bytes.order());
	}
}
