package org.gliomagrading.nifti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Makes of any header the bytes with which a single NIfTI file starts. */
final class HeaderWriting {

	private static final HeaderField[] SHARED = { HeaderField.CAL_MAX, HeaderField.CAL_MIN };

	private HeaderWriting() {
		// only static methods
	}

	/** The header as it will stand in a single file: its extensions before the voxels, ANALYZE as NIfTI-1. */
	static NiftiHeader single(NiftiHeader header) {
		NiftiHeader nifti = header.version() == HeaderVersion.ANALYZE ? ofAnalyze(header) : header;
		HeaderBytes bytes = nifti.bytes().copy();
		long offset = bytes.version().singleFileOffset();
		for (HeaderExtension extension : nifti.extensions())
			offset += extension.size();
		bytes.put(HeaderField.VOX_OFFSET, offset);
		if (bytes.whole(HeaderField.VOX_OFFSET, 0) != offset) throw new IllegalArgumentException(offset +
			" bytes of header extensions are more than a NIfTI-1 file can say");
		if (!HeaderCheck.isSingle(bytes)) bytes.putMagic();
		return new NiftiHeader(bytes, nifti.extensions());
	}

	/** All bytes before the voxels of a header from {@link #single}. */
	static byte[] start(NiftiHeader single) {
		byte[] fields = single.bytes().bytes().array();
		ByteBuffer start = ByteBuffer.allocate((int) single.voxOffset()).order(single.byteOrder());
		start.put(Arrays.copyOf(fields, fields.length + HeaderVersion.EXTENDER));
		List<HeaderExtension> extensions = single.extensions();
		if (!extensions.isEmpty()) start.put(fields.length, (byte) 1);
		for (HeaderExtension extension : extensions)
			start.putInt(extension.size()).putInt(extension.code()).put(extension.content());
		return start.array();
	}

	private static NiftiHeader ofAnalyze(NiftiHeader analyze) {
		NiftiHeader made = NiftiHeader.of(HeaderVersion.NIFTI1, analyze.type(), analyze.shape(), analyze.affine())
			.withDescription(analyze.description());
		if (!analyze.scaling().isNone()) made = made.withScaling(analyze.scaling().slope(), analyze.scaling().inter());
		HeaderBytes bytes = made.bytes().copy();
		for (HeaderField field : SHARED)
			bytes.put(field, analyze.bytes().number(field));
		bytes.put(HeaderField.AUX_FILE, analyze.bytes().text(HeaderField.AUX_FILE));
		for (int i = 4; i <= analyze.shape().length; i++)
			bytes.put(HeaderField.PIXDIM, i, analyze.bytes().number(HeaderField.PIXDIM, i));
		return new NiftiHeader(bytes, List.of());
	}
}
