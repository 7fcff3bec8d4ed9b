package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;

/**
 * A header and what holds its voxels: the same file, or the other one of a pair.
 *
 * @param header the header
 * @param voxels what holds the voxels; where only the header was asked for, what holds that
 */
record NiftiFile(NiftiHeader header, Content voxels) implements Closeable {

	/**
	 * Opens a file; of a pair, either one. The source is closed with the file, or by the caller if this fails.
	 */
	static NiftiFile open(ByteSource source) throws IOException {
		ByteSource start = start(source);
		try {
			Content content = Content.of(start);
			NiftiHeader header = header(content);
			if (header.isSingleFile()) return new NiftiFile(header, content);
			if (start != source) {
				content.close();
				return new NiftiFile(header, Content.of(source));
			}
			NiftiFile file = new NiftiFile(header, Content.of(voxels(start, header)));
			content.close();
			return file;
		}
		catch (IOException e) {
			if (start != source) start.close();
			throw e;
		}
	}

	/** Opens what holds the header of a file. */
	static NiftiFile openHeader(ByteSource source) throws IOException {
		Content content = Content.of(start(source));
		return new NiftiFile(header(content), content);
	}

	@Override
	public void close() throws IOException {
		voxels.close();
	}

	private static NiftiHeader header(Content content) throws IOException {
		HeaderBytes bytes = HeaderCheck.header(content.source(), content.read(0, HeaderVersion.LONGEST));
		return new NiftiHeader(bytes, ExtensionReader.read(content, bytes));
	}

	/** The source itself, or the header that belongs to it. Some programs name a single file {@code .img}. */
	private static ByteSource start(ByteSource source) throws IOException {
		if (!PairNames.isVoxels(source.name())) return source;
		Optional<ByteSource> header = partner(source);
		if (header.isPresent()) return header.get();
		byte[] first = Content.of(source).read(0, HeaderVersion.LONGEST);
		if (HeaderVersion.of(first).filter(version -> version != HeaderVersion.ANALYZE).isPresent()) return source;
		throw new InputException(source + ": holds voxels without a header, and " + PairNames.partners(source.name()).get(0) +
			" is missing; put both files into one folder");
	}

	private static ByteSource voxels(ByteSource start, NiftiHeader header) throws IOException {
		String kind = header.version() == HeaderVersion.ANALYZE ? "an ANALYZE 7.5 pair" : "a NIfTI pair";
		if (!PairNames.isHeader(start.name())) throw new InputException(start + ": is the header of " + kind +
			" (.hdr and .img) under another name; rename it to .hdr and put its .img beside it");
		return partner(start).orElseThrow(() -> new InputException(start + ": is the header of " + kind + ", and " + PairNames
			.partners(start.name()).get(0) + " is missing; put both files into one folder"));
	}

	private static Optional<ByteSource> partner(ByteSource source) throws IOException {
		List<String> names = PairNames.partners(source.name());
		for (String name : names) {
			Optional<ByteSource> found = source.sibling(name);
			if (found.isPresent()) return found;
		}
		return Optional.empty();
	}
}
