package org.gliomagrading.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.gliomagrading.io.InputException;

/** A file on disk. */
final class FileSource implements ByteSource {

	/** Java keeps a native buffer of the largest request that a thread has made. */
	private static final int MAX_REQUEST = 1 << 20;

	private final Path file;
	private final FileChannel channel;

	FileSource(Path file) throws IOException {
		if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a .nii, .nii.gz or .hdr file");
		this.file = file;
		channel = FileChannel.open(file);
	}

	@Override
	public String name() {
		return file.getFileName().toString();
	}

	@Override
	public long length() throws IOException {
		return channel.size();
	}

	@Override
	public int read(long position, byte[] to, int offset, int count) throws IOException {
		return channel.read(ByteBuffer.wrap(to, offset, Math.min(count, MAX_REQUEST)), position);
	}

	@Override
	public Optional<ByteSource> sibling(String name) throws IOException {
		Path sibling = file.resolveSibling(name);
		return Files.isRegularFile(sibling) ? Optional.of(new FileSource(sibling)) : Optional.empty();
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}

	@Override
	public String toString() {
		return file.toString();
	}
}
