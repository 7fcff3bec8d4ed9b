package org.gliomagrading.nifti;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

import org.gliomagrading.io.InputException;

/**
 * A header and what holds its voxels: the same file, or the other one of a pair.
 *
 * @param header the header
 * @param voxels what holds the voxels; where only the header was asked for, what holds that
 */
record NiftiFile(NiftiHeader header, Content voxels) implements Closeable {

	/**
	 * Opens a file; of a pair, either one.
	 *
	 * @param source the file; closed with the result, or now if this fails
	 * @param headerOnly whether the voxels need not be there
	 * @throws InputException if it cannot be opened
	 */
	static NiftiFile open(ByteSource source, boolean headerOnly) throws InputException {
		List<Closeable> opened = new ArrayList<>(List.of(source));
		try {
			NiftiFile file = open(source, headerOnly, opened);
			opened.removeAll(List.of(file.voxels, file.voxels.source()));
			return file;
		}
		finally {
			opened.forEach(NiftiFile::close);
		}
	}

	private static NiftiFile open(ByteSource source, boolean headerOnly, List<Closeable> opened) throws InputException {
		ByteSource start = source;
		try {
			start = start(source, opened);
			Content content = Content.of(start);
			opened.add(content);
			NiftiHeader header = header(content);
			if (headerOnly || header.isSingleFile()) return new NiftiFile(header, content);
			ByteSource voxels = start == source ? voxels(start, header, opened) : source;
			start = voxels;
			return new NiftiFile(header, Content.of(voxels));
		}
		catch (IOException e) {
			throw problem(start, e);
		}
	}

	/** What an exception says of a file. */
	static InputException problem(ByteSource source, IOException e) {
		if (e instanceof EOFException) return new InputException(source +
			": is truncated: it ends before its last voxel; copy or download it again", e);
		if (e instanceof ZipException) return new InputException(source +
			": is damaged: its gzip data cannot be decompressed (" + e.getMessage() + "); copy or download it again", e);
		return InputException.unreadable(source, e);
	}

	@Override
	public void close() {
		close(voxels);
	}

	private static void close(Closeable closed) {
		try {
			closed.close();
		}
		catch (IOException e) {
			// nothing was written, so nothing is lost
		}
	}

	private static NiftiHeader header(Content content) throws IOException {
		HeaderBytes bytes = HeaderCheck.header(content.source(), content.read(0, HeaderVersion.LONGEST));
		NiftiHeader header = new NiftiHeader(bytes, ExtensionReader.read(content, bytes));
		return header.version() == HeaderVersion.ANALYZE ? placedBySpm(header, content.source()) : header;
	}

	/** An ANALYZE header with the place that SPM keeps in a file of its own, where there is one. */
	private static NiftiHeader placedBySpm(NiftiHeader header, ByteSource source) throws IOException {
		if (!PairNames.isHeader(source.name())) return header;
		for (String name : PairNames.matrices(source.name())) {
			Optional<ByteSource> found = source.sibling(name);
			if (found.isEmpty()) continue;
			try (Content content = Content.of(found.get())) {
				return SpmMatrix.affine(content).map(header::withSpmAffine).orElse(header);
			}
			catch (IOException e) {
				throw problem(found.get(), e);
			}
		}
		return header;
	}

	/** The source itself, or the header that belongs to it. Some programs name a single file {@code .img}. */
	private static ByteSource start(ByteSource source, List<Closeable> opened) throws IOException {
		if (!PairNames.isVoxels(source.name())) return source;
		Optional<ByteSource> header = partner(source, opened);
		if (header.isPresent()) return header.get();
		if (HeaderVersion.of(source).filter(version -> version != HeaderVersion.ANALYZE).isPresent()) return source;
		throw new InputException(source + ": holds voxels without a header, and " + PairNames.partners(source.name()).get(0) +
			" is missing; put both files into one folder");
	}

	private static ByteSource voxels(ByteSource start, NiftiHeader header, List<Closeable> opened)
		throws IOException
	{
		String kind = header.version() == HeaderVersion.ANALYZE ? "an ANALYZE 7.5 pair" : "a NIfTI pair";
		if (!PairNames.isHeader(start.name())) throw new InputException(start + ": is the header of " + kind +
			" (.hdr and .img) under another name; rename it to .hdr and put its .img beside it");
		return partner(start, opened).orElseThrow(() -> new InputException(start + ": is the header of " + kind + ", and " +
			PairNames.partners(start.name()).get(0) + " is missing; put both files into one folder"));
	}

	private static Optional<ByteSource> partner(ByteSource source, List<Closeable> opened) throws IOException {
		List<String> names = PairNames.partners(source.name());
		for (String name : names) {
			Optional<ByteSource> found = source.sibling(name);
			found.ifPresent(opened::add);
			if (found.isPresent()) return found;
		}
		return Optional.empty();
	}
}
