package org.gliomagrading.nifti;

import java.io.IOException;
import java.util.Optional;

/**
 * The kinds of header that are read. NIfTI-1 is {@code nifti1.h}, NIfTI-2 {@code nifti2.h}
 * (https://nifti.nimh.nih.gov/pub/dist/src/niftilib), ANALYZE 7.5 the Mayo Clinic's {@code dbh.h} with the fields that
 * SPM99 and SPM2 keep in it.
 */
public enum HeaderVersion {
		/** ANALYZE 7.5, a pair of files. */
		ANALYZE(348, "", ""),
		/** NIfTI-1, one file or a pair. */
		NIFTI1(348, "n+1", "ni1"),
		/** NIfTI-2, one file or a pair. */
		NIFTI2(540, "n+2", "ni2");

	/** Bytes behind a NIfTI header that say whether extensions follow; {@code nifti1.h}, "extender". */
	static final int EXTENDER = 4;

	/** As many first bytes as tell the version: all of the longest header. */
	static final int LONGEST = 540;

	private final int length;
	private final String singleMagic;
	private final String pairMagic;

	HeaderVersion(int length, String singleMagic, String pairMagic) {
		this.length = length;
		this.singleMagic = singleMagic;
		this.pairMagic = pairMagic;
	}

	/** Bytes of the header, without what follows it. */
	int length() {
		return length;
	}

	/** Where voxels start at the earliest, if they are in the same file. */
	int singleFileOffset() {
		return length + EXTENDER;
	}

	/** Field {@code magic} of a header that has its voxels in the same file. */
	String singleMagic() {
		return singleMagic;
	}

	/** Field {@code magic} of a header that has its voxels in a file of their own. */
	String pairMagic() {
		return pairMagic;
	}

	/**
	 * Tells by the content what a file starts with; no other check of the header is made.
	 *
	 * @param first the file's first 348 bytes or more, decompressed
	 * @return the version, or empty if it is no such header or there are too few bytes
	 */
	public static Optional<HeaderVersion> of(byte[] first) {
		HeaderBytes bytes = HeaderBytes.of(first);
		if (bytes.hasMagic(NIFTI1)) return Optional.of(NIFTI1);
		if (bytes.hasMagic(NIFTI2)) return Optional.of(NIFTI2);
		return bytes.isAnalyze() ? Optional.of(ANALYZE) : Optional.empty();
	}

	/**
	 * As {@link #of(byte[])}, for a file, compressed or not.
	 *
	 * @param source the file; stays open
	 * @return the version, or empty if it does not start with such a header
	 * @throws IOException if it cannot be read, or its start cannot be decompressed
	 */
	public static Optional<HeaderVersion> of(ByteSource source) throws IOException {
		return of(Content.of(source).read(0, LONGEST));
	}
}
