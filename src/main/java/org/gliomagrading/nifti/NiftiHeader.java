package org.gliomagrading.nifti;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The header of a NIfTI or ANALYZE file: shape and type of the voxels, what their numbers stand for, and where they lie
 * in the world. Immutable. Keeps every field and extension of the file it came from, whether or not there is an accessor
 * for it.
 */
public final class NiftiHeader {

	private static final int MAX_AXES = 7;
	private static final int SPATIAL_AXES = 3;

	private final HeaderBytes bytes;
	private final List<HeaderExtension> extensions;

	/** What goes before the fields; null if nothing does. */
	private final double[][] spmAffine;

	/**
	 * @param bytes a header that {@link HeaderCheck} has passed
	 */
	NiftiHeader(HeaderBytes bytes, List<HeaderExtension> extensions) {
		this(bytes, extensions, null);
	}

	private NiftiHeader(HeaderBytes bytes, List<HeaderExtension> extensions, double[][] spmAffine) {
		this.bytes = bytes;
		this.extensions = List.copyOf(extensions);
		this.spmAffine = spmAffine;
	}

	/** This header of ANALYZE with the place from SPM's file beside it. */
	NiftiHeader withSpmAffine(double[][] affine) {
		return new NiftiHeader(bytes, extensions, Transforms.copy(affine));
	}

	/**
	 * A header for a new file: NIfTI-1, or NIfTI-2 where an axis is longer than NIfTI-1 can say (32767); little-endian, no
	 * scaling, millimetres, the affine as sform and, where it has no shears, as qform too, both to scanner space.
	 *
	 * @param type type of the voxels
	 * @param shape lengths of the axes, 1 to 7 of them, each at least 1
	 * @param affine 4 x 4, from voxel indices to millimetres in RAS+ world coordinates (x to the right, y to anterior, z
	 *          to superior); kept in single precision by NIfTI-1
	 * @return the header
	 * @throws IllegalArgumentException if NIfTI cannot hold the shape
	 */
	public static NiftiHeader of(NiftiType type, long[] shape, double[][] affine) {
		boolean isLong = Arrays.stream(shape).anyMatch(length -> length > Short.MAX_VALUE);
		return of(isLong ? HeaderVersion.NIFTI2 : HeaderVersion.NIFTI1, type, shape, affine);
	}

	/**
	 * A header for a new file of a certain version; else as {@link #of(NiftiType, long[], double[][])}.
	 *
	 * @param version NIfTI-1 or NIfTI-2; ANALYZE is not written
	 * @param type type of the voxels
	 * @param shape lengths of the axes, 1 to 7 of them, each at least 1, and in NIfTI-1 at most 32767
	 * @param affine 4 x 4, to millimetres in RAS+
	 * @return the header
	 * @throws IllegalArgumentException if the version cannot hold the shape
	 */
	public static NiftiHeader of(HeaderVersion version, NiftiType type, long[] shape, double[][] affine) {
		long most = version == HeaderVersion.NIFTI2 ? Long.MAX_VALUE : Short.MAX_VALUE;
		if (version == HeaderVersion.ANALYZE || shape.length < 1 || shape.length > MAX_AXES || Arrays.stream(shape).anyMatch(
			n -> n < 1 || n > most)) throw new IllegalArgumentException(version + " cannot hold a volume of " + Arrays.toString(
				shape) + " voxels: it takes 1 to 7 axes of 1 to " + most);
		HeaderBytes bytes = HeaderBytes.empty(version, ByteOrder.LITTLE_ENDIAN);
		bytes.put(HeaderField.SIZEOF_HDR, version.length());
		bytes.put(HeaderField.DIM, shape.length);
		for (int i = 0; i < MAX_AXES; i++) {
			bytes.put(HeaderField.DIM, i + 1, i < shape.length ? shape[i] : 1);
			bytes.put(HeaderField.PIXDIM, i + 1, 1);
		}
		bytes.put(HeaderField.DATATYPE, type.code());
		bytes.put(HeaderField.BITPIX, type.bits());
		bytes.put(HeaderField.VOX_OFFSET, version.singleFileOffset());
		bytes.put(HeaderField.SCL_SLOPE, 1);
		bytes.put(HeaderField.XYZT_UNITS, Units.MILLIMETRES);
		bytes.putMagic();
		HeaderAffine.put(bytes, affine);
		return new NiftiHeader(bytes, List.of());
	}

	/**
	 * @param text any text; what exceeds 79 characters is cut off
	 * @return this header with that description
	 */
	public NiftiHeader withDescription(String text) {
		HeaderBytes changed = bytes.copy();
		changed.put(HeaderField.DESCRIP, text.substring(0, Math.min(text.length(), 79)));
		return new NiftiHeader(changed, extensions, spmAffine);
	}

	/**
	 * @param slope value per stored unit, finite, not 0; kept in single precision by NIfTI-1
	 * @param inter value of a stored 0, finite; likewise
	 * @return this header with that scaling
	 */
	public NiftiHeader withScaling(double slope, double inter) {
		HeaderBytes changed = bytes.copy();
		changed.put(HeaderField.SCL_SLOPE, slope);
		changed.put(HeaderField.SCL_INTER, inter);
		double kept = changed.number(HeaderField.SCL_SLOPE);
		if (kept == 0 || !Double.isFinite(kept) || !Double.isFinite(changed.number(HeaderField.SCL_INTER)))
			throw new IllegalArgumentException("no scaling: " + slope + ", " + inter);
		return new NiftiHeader(changed, extensions, spmAffine);
	}

	/**
	 * @param spatial unit of the first three axes, as {@link #units()} names them
	 * @param temporal unit of the fourth axis, as {@link #timeUnits()} names them
	 * @return this header with those units; spacing and affine stay as they are
	 * @throws IllegalArgumentException if NIfTI has no such unit
	 */
	public NiftiHeader withUnits(String spatial, String temporal) {
		HeaderBytes changed = bytes.copy();
		changed.put(HeaderField.XYZT_UNITS, Units.code(spatial, temporal));
		return new NiftiHeader(changed, extensions, spmAffine);
	}

	/**
	 * @param axis 3 for the fourth axis (time), to 6
	 * @param step distance of neighbours along it, finite
	 * @return this header with that spacing; that of the first three axes follows from the affine
	 */
	public NiftiHeader withSpacing(int axis, double step) {
		if (axis < SPATIAL_AXES || axis >= MAX_AXES || !Double.isFinite(step)) throw new IllegalArgumentException(
			"no spacing of axis " + axis + ": " + step);
		HeaderBytes changed = bytes.copy();
		changed.put(HeaderField.PIXDIM, axis + 1, step);
		return new NiftiHeader(changed, extensions, spmAffine);
	}

	/**
	 * @param intent what the values mean
	 * @return this header with that intent; a name longer than 15 characters is cut off
	 */
	public NiftiHeader withIntent(Intent intent) {
		HeaderBytes changed = bytes.copy();
		changed.put(HeaderField.INTENT_CODE, intent.code());
		changed.put(HeaderField.INTENT_NAME, intent.name().substring(0, Math.min(intent.name().length(), 15)));
		changed.put(HeaderField.INTENT_P1, intent.p1());
		changed.put(HeaderField.INTENT_P2, intent.p2());
		changed.put(HeaderField.INTENT_P3, intent.p3());
		return new NiftiHeader(changed, extensions, spmAffine);
	}

	/**
	 * @param added extensions
	 * @return this header with those and no other extensions
	 */
	public NiftiHeader withExtensions(List<HeaderExtension> added) {
		return new NiftiHeader(bytes, added, spmAffine);
	}

	/**
	 * @return which kind of header it is
	 */
	public HeaderVersion version() {
		return bytes.version();
	}

	/**
	 * @return whether the voxels are in the same file, not in the {@code .img} of a pair
	 */
	public boolean isSingleFile() {
		return HeaderCheck.isSingle(bytes);
	}

	/**
	 * @return lengths of the axes, the first one changing fastest in the file; 1 to 7 of them
	 */
	public long[] shape() {
		long[] shape = new long[bytes.whole(HeaderField.DIM)];
		Arrays.setAll(shape, i -> bytes.whole(HeaderField.DIM, i + 1));
		return shape;
	}

	/**
	 * @return the type of the voxels
	 */
	public NiftiType type() {
		return NiftiType.ofCode(bytes.whole(HeaderField.DATATYPE)).orElseThrow();
	}

	/**
	 * @return the byte order of the header and of the voxels
	 */
	public ByteOrder byteOrder() {
		return bytes.bytes().order();
	}

	/**
	 * @return where the voxels start, in bytes from the start of the (uncompressed) file that holds them
	 */
	public long voxOffset() {
		return bytes.whole(HeaderField.VOX_OFFSET, 0);
	}

	/**
	 * @return the scaling; none where {@code scl_slope} is 0 or not finite. In ANALYZE files as SPM2 and nibabel take it
	 *         ({@code docs/definitions.md}); none for colours
	 */
	public Scaling scaling() {
		return type().channels() > 1 ? Scaling.NONE : HeaderScaling.of(bytes);
	}

	/**
	 * @return {@code pixdim} for each axis, what nibabel calls zooms, in {@link #units()} and {@link #timeUnits()}; of the
	 *         first three a 0 is taken as 1 and the sign dropped
	 */
	public double[] spacing() {
		return HeaderAffine.spacing(bytes, shape().length);
	}

	/**
	 * Where the voxels lie, as nibabel's {@code affine}: the sform if its code is not 0, else the qform if its code is not
	 * 0, else from the spacing, with x growing to the left and the origin at the grid's centre. Codes that the standard
	 * does not know count as 0. ANALYZE files are read as SPM and nibabel do: the matrix in SPM's {@code .mat} file beside
	 * the pair; without one x grows to the left, and the origin is the voxel in SPM's field {@code origin}, if it says one
	 * on or near the grid, else the centre; {@code orient} is not used.
	 *
	 * @return 4 x 4, from voxel indices to RAS+ world coordinates in {@link #units()}
	 */
	public double[][] affine() {
		return spmAffine == null ? HeaderAffine.of(bytes) : Transforms.copy(spmAffine);
	}

	/**
	 * @return unit of the spacing of the first three axes: unknown, meter, mm or micron; mm in ANALYZE
	 */
	public String units() {
		return version() == HeaderVersion.ANALYZE ? "mm" : Units.spatial(bytes.whole(HeaderField.XYZT_UNITS));
	}

	/**
	 * @return unit of the spacing of the fourth axis: unknown, sec, msec, usec, hz, ppm or rads; unknown in ANALYZE
	 */
	public String timeUnits() {
		return Units.temporal(bytes.whole(HeaderField.XYZT_UNITS));
	}

	/**
	 * @return what the values mean; code 0 in ANALYZE
	 */
	public Intent intent() {
		return new Intent(bytes.whole(HeaderField.INTENT_CODE), bytes.text(HeaderField.INTENT_NAME), bytes.number(
			HeaderField.INTENT_P1), bytes.number(HeaderField.INTENT_P2), bytes.number(HeaderField.INTENT_P3));
	}

	/**
	 * @return the field {@code descrip}
	 */
	public String description() {
		return bytes.text(HeaderField.DESCRIP);
	}

	/**
	 * @return the extensions in their order in the file; none in ANALYZE
	 */
	public List<HeaderExtension> extensions() {
		return extensions;
	}

	/**
	 * @return every field as it stands in the file, by its name in the standard: a {@code String}, a {@code Long} or
	 *         {@code Double}, or a {@code List} of those; in ANALYZE with SPM's names {@code scl_slope}, {@code scl_inter}
	 *         and {@code origin}
	 */
	public Map<String, Object> fields() {
		return bytes.fields();
	}

	/** The fields that the file holds. */
	HeaderBytes bytes() {
		return bytes;
	}
}
