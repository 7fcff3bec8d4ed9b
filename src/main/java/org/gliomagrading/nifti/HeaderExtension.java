package org.gliomagrading.nifti;

import java.util.Arrays;

/**
 * A header extension: anything that a program keeps between header and voxels. Immutable.
 *
 * @param code what it holds, a NIFTI_ECODE: 4 for AFNI's XML, 6 for a comment, 32 for CIFTI's XML...
 * @param content its bytes, with the zeros that pad them
 */
public record HeaderExtension(int code, byte[] content) {

	/** An extension is a multiple of this many bytes; {@code nifti1.h}, "esize". */
	static final int MULTIPLE = 16;

	/** Bytes of size and code before the content. */
	static final int PREFIX = 8;

	/**
	 * @param code see above
	 * @param content see above; zeros are appended until it fills a multiple of 16 bytes together with size and code
	 */
	public HeaderExtension(int code, byte[] content) {
		this.code = code;
		int size = (content.length + PREFIX + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
		this.content = Arrays.copyOf(content, size - PREFIX);
	}

	@Override
	public byte[] content() {
		return content.clone();
	}

	/** Bytes in the file, size and code included. */
	int size() {
		return content.length + PREFIX;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof HeaderExtension extension && code == extension.code && Arrays.equals(content,
			extension.content);
	}

	@Override
	public int hashCode() {
		return 31 * code + Arrays.hashCode(content);
	}
}
