package org.gliomagrading.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.io.InputException;

/**
 * Reads header extensions: behind the header, up to the voxels or, in the header of a pair, the end;
 * {@code nifti1.h}, "HEADER EXTENSIONS".
 */
final class ExtensionReader {

	/** Most bytes of all extensions of a file: many times those of a large CIFTI file. */
	private static final int MAX_BYTES = 1 << 26;

	/** Most extensions of a file: small ones take many times their bytes as objects. */
	private static final int MAX_COUNT = 1 << 16;

	private final Content content;
	private final HeaderBytes header;
	private final List<HeaderExtension> extensions = new ArrayList<>();

	private ExtensionReader(Content content, HeaderBytes header) {
		this.content = content;
		this.header = header;
	}

	/**
	 * @param content what starts with the header
	 * @param header the header, checked
	 * @return the extensions; in ANALYZE there are none
	 * @throws InputException if there is one whose size is 0, negative, no multiple of 16 or beyond the end
	 */
	static List<HeaderExtension> read(Content content, HeaderBytes header) throws IOException {
		if (header.version() == HeaderVersion.ANALYZE) return List.of();
		byte[] extender = content.read(header.version().length(), HeaderVersion.EXTENDER);
		if (extender.length < HeaderVersion.EXTENDER || extender[0] == 0) return List.of();
		ExtensionReader reader = new ExtensionReader(content, header);
		reader.readAll();
		return reader.extensions;
	}

	private void readAll() throws IOException {
		long at = header.version().singleFileOffset();
		long start = at;
		long end = HeaderCheck.isSingle(header) ? header.whole(HeaderField.VOX_OFFSET, 0) : Long.MAX_VALUE;
		while (end - at >= HeaderExtension.MULTIPLE) {
			byte[] prefix = content.read(at, HeaderExtension.PREFIX);
			if (prefix.length < HeaderExtension.PREFIX) {
				if (end == Long.MAX_VALUE) return;
				throw problem("begins behind the file's end");
			}
			ByteBuffer numbers = ByteBuffer.wrap(prefix).order(header.bytes().order());
			int size = numbers.getInt();
			if (size < HeaderExtension.MULTIPLE || size % HeaderExtension.MULTIPLE != 0) throw problem("has " + size +
				" bytes; extensions have a positive multiple of 16");
			if (size > end - at) throw problem("reaches into the voxels");
			if (at + size - start > MAX_BYTES) throw problem("exceeds the " + (MAX_BYTES >> 20) +
				" MB that all together may have");
			if (extensions.size() == MAX_COUNT) throw problem("exceeds the " + MAX_COUNT + " that a file may have");
			byte[] kept = content.read(at + HeaderExtension.PREFIX, size - HeaderExtension.PREFIX);
			if (kept.length < size - HeaderExtension.PREFIX) throw problem("is truncated");
			extensions.add(new HeaderExtension(numbers.getInt(), kept));
			at += size;
		}
	}

	private InputException problem(String problem) {
		return new InputException(content.source() + ": header extension " + (extensions.size() + 1) + " " + problem +
			"; the file is damaged, convert or copy it again");
	}
}
