package org.gliomagrading.nifti;

import java.nio.ByteOrder;

import org.gliomagrading.io.InputException;

/** Tells whether the first bytes of a file are a header that can be read, and if not, what they are instead. */
final class HeaderCheck {

	private static final int MAX_AXES = 7;

	private final ByteSource source;
	private HeaderBytes header;

	private HeaderCheck(ByteSource source, HeaderBytes header) {
		this.source = source;
		this.header = header;
	}

	/**
	 * @param source where the bytes come from, for messages
	 * @param first as many of the file's first bytes as the longest header has, or all if there are fewer
	 * @return the header
	 * @throws InputException if they are no header, or one whose volume cannot be read
	 */
	static HeaderBytes header(ByteSource source, byte[] first) throws InputException {
		HeaderCheck check = new HeaderCheck(source, HeaderBytes.of(first));
		check.version(first);
		check.byteOrder();
		check.magic();
		check.shape();
		check.type();
		check.offset();
		check.meaning();
		return check.header;
	}

	private void version(byte[] first) throws InputException {
		HeaderVersion version = HeaderVersion.of(first).orElse(null);
		if (version != null) {
			header = header.as(version, ByteOrder.LITTLE_ENDIAN);
			return;
		}
		boolean nifti2 = header.startsWith(HeaderVersion.NIFTI2.length());
		if (!nifti2 && !header.startsWith(HeaderVersion.NIFTI1.length())) throw problem(
			"is not a NIfTI file: it does not start with a NIfTI header; give a .nii, .nii.gz or .hdr file");
		if (nifti2 && first.length == HeaderVersion.NIFTI2.length()) throw problem(
			"has no NIfTI-2 magic in its header; the file is damaged, convert or copy it again");
		throw problem("is truncated: it ends after " + first.length +
			" bytes, within the NIfTI header; copy or download it again");
	}

	/** dim[0] is 1 to 7 in one byte order only, which is how the standard tells the order. */
	private void byteOrder() throws InputException {
		for (ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			header.bytes().order(order);
			long axes = header.whole(HeaderField.DIM, 0);
			if (axes >= 1 && axes <= MAX_AXES) return;
		}
		throw error("says neither in big- nor in little-endian order that the volume has 1 to 7 axes");
	}

	private void magic() throws InputException {
		if (!header.hasWholeMagic()) throw error(
			"has other line ends in its magic than 0D 0A 1A 0A, as after a transfer as text");
	}

	private void shape() throws InputException {
		long axes = header.whole(HeaderField.DIM, 0);
		for (int i = 1; i <= axes; i++) {
			long length = header.whole(HeaderField.DIM, i);
			if (length < 1) throw error("gives axis " + i + " the length " + length);
		}
	}

	private void type() throws InputException {
		int code = header.whole(HeaderField.DATATYPE);
		boolean analyze = header.version() == HeaderVersion.ANALYZE;
		if (NiftiType.ofCode(code).filter(type -> !analyze || type.isInAnalyze()).isPresent()) return;
		throw problem("has voxels of type " + NiftiType.nameOfOther(code) + ", which is not supported" + (analyze
			? " in ANALYZE 7.5" : "") + "; convert it to an integer or float type of 8 to 64 bits");
	}

	/** In one file, programs disagree on where the voxels start if it is below the header's end, 0 included. */
	private void offset() throws InputException {
		double offset = header.number(HeaderField.VOX_OFFSET);
		int least = isSingle(header) ? header.version().singleFileOffset() : 0;
		if (!(offset >= least && offset <= Long.MAX_VALUE / 2) || offset != Math.rint(offset)) throw error(
			"lets the voxels start at byte " + offset + " (vox_offset); " + (isSingle(header) ? "in one file" : "in a pair") +
				" they start at " + least + " or later");
	}

	private void meaning() throws InputException {
		if (!Double.isFinite(HeaderScaling.of(header).inter())) throw error(
			"has a scaling whose scl_inter is not a number");
		try {
			HeaderAffine.of(header);
		}
		catch (IllegalArgumentException e) {
			throw error("has a qform whose quaternion (quatern_b, c, d) is longer than 1");
		}
	}

	/** Whether the voxels are in the same file. */
	static boolean isSingle(HeaderBytes header) {
		return header.version() != HeaderVersion.ANALYZE && header.text(HeaderField.MAGIC).equals(header.version()
			.singleMagic());
	}

	private InputException error(String problem) {
		return problem("the " + (header.version() == HeaderVersion.ANALYZE ? "ANALYZE" : "NIfTI") + " header " + problem +
			"; the file is damaged, convert or copy it again");
	}

	private InputException problem(String problem) {
		return new InputException(source + ": " + problem);
	}
}
