package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

import org.gliomagrading.io.InputException;

/** Tells whether the first bytes of a file are a header that can be read, and if not, what they are instead. */
final class HeaderCheck {

	private static final int NIFTI2_LENGTH = 540;
	private static final String PAIR_MAGIC = "ni1";
	private static final int MAX_AXES = 7;

	private final Path file;
	private final ByteBuffer bytes;

	private HeaderCheck(Path file, ByteBuffer bytes) {
		this.file = file;
		this.bytes = bytes;
	}

	/**
	 * @param file where the bytes come from, for messages
	 * @param first as many of the file's first bytes as a header has, or all if there are fewer
	 * @return the header
	 * @throws InputException if they are no NIfTI-1 header, or one whose volume cannot be read
	 */
	static NiftiHeader header(Path file, byte[] first) throws InputException {
		HeaderCheck check = new HeaderCheck(file, ByteBuffer.wrap(first));
		check.format(first.length);
		check.byteOrder();
		check.shape();
		check.type();
		check.offset();
		NiftiHeader header = new NiftiHeader(check.bytes);
		if (!Double.isFinite(header.scaling().inter())) throw check.error("has a scaling whose scl_inter is not a number");
		try {
			header.affine();
		}
		catch (IllegalArgumentException e) {
			throw check.error("has a qform whose quaternion (quatern_b, c, d) is longer than 1");
		}
		return header;
	}

	private void format(int length) throws InputException {
		int size = length < Integer.BYTES ? 0 : HeaderField.SIZEOF_HDR.integer(bytes);
		if (isEither(size, NIFTI2_LENGTH)) throw new InputException(file,
			"is a NIfTI-2 file, which is not supported; convert it to NIfTI-1");
		String magic = length < HeaderField.HEADER_LENGTH ? "" : HeaderField.MAGIC.text(bytes);
		if (magic.equals(NiftiHeader.SINGLE_FILE_MAGIC)) return;
		if (magic.equals(PAIR_MAGIC)) throw new InputException(file,
			"is the header of a NIfTI pair (.hdr and .img), which is not supported; convert it to one .nii file");
		if (!isEither(size, HeaderField.HEADER_LENGTH)) throw new InputException(file,
			"is not a NIfTI file: it does not start with a NIfTI header; give a .nii or .nii.gz file");
		if (length < HeaderField.HEADER_LENGTH) throw new InputException(file, "is truncated: it ends after " + length +
			" bytes, within the NIfTI header; copy or download it again");
		throw new InputException(file, "has no NIfTI magic in its header; if it is an ANALYZE 7.5 file, convert it to NIfTI-1");
	}

	private static boolean isEither(int value, int expected) {
		return value == expected || value == Integer.reverseBytes(expected);
	}

	/** dim[0] is 1 to 7 in one byte order only, which is how the standard tells the order. */
	private void byteOrder() throws InputException {
		for (ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			bytes.order(order);
			int axes = HeaderField.DIM.integer(bytes);
			if (axes >= 1 && axes <= MAX_AXES) return;
		}
		throw error("says neither in big- nor in little-endian order that the volume has 1 to 7 axes");
	}

	private void shape() throws InputException {
		int axes = HeaderField.DIM.integer(bytes);
		for (int i = 1; i <= axes; i++) {
			int length = (int) HeaderField.DIM.number(bytes, i);
			if (length < 1) throw error("gives axis " + i + " the length " + length);
		}
	}

	private void type() throws InputException {
		int code = HeaderField.DATATYPE.integer(bytes);
		if (NiftiType.ofCode(code).isEmpty()) throw new InputException(file, "has voxels of type " + NiftiType.nameOfOther(
			code) + ", which is not supported; convert it to an integer or float type of 8 to 64 bits");
	}

	/** Below the header's end, 0 included, programs disagree on where the voxels start. */
	private void offset() throws InputException {
		double offset = HeaderField.VOX_OFFSET.number(bytes, 0);
		if (!(offset >= NiftiHeader.SINGLE_FILE_OFFSET && offset <= Long.MAX_VALUE / 2) || offset != Math.rint(offset))
			throw error("lets the voxels start at byte " + offset + " (vox_offset); in one file they start at " +
				NiftiHeader.SINGLE_FILE_OFFSET + " or later");
	}

	private InputException error(String problem) {
		return new InputException(file, "the NIfTI header " + problem + "; the file is damaged, convert or copy it again");
	}
}
