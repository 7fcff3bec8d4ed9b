package org.gliomagrading.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** An entry of a zip file that is stored as it is, so that it takes no more memory than the file. */
record ZipRegion(ZipFile zip, ZipEntry entry) implements Region {

	/**
	 * @param fileLength the length of the whole file
	 * @throws RefusedException if the entry is compressed, or longer than the file
	 */
	static ZipRegion of(ZipFile zip, ZipEntry entry, long fileLength) throws RefusedException {
		if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) throw new RefusedException(
			"compresses its entry '" + entry.getName() + "', which torch.save never does; give the file that it wrote");
		if (entry.getSize() > fileLength) throw RefusedException.damaged("its entry '" + entry.getName() +
			"' is longer than the file");
		return new ZipRegion(zip, entry);
	}

	@Override
	public long length() {
		return entry.getSize();
	}

	@Override
	public void read(long position, ByteBuffer to) throws IOException {
		try (InputStream in = zip.getInputStream(entry)) {
			in.skipNBytes(position);
			int read = in.readNBytes(to.array(), to.arrayOffset() + to.position(), to.remaining());
			if (read < to.remaining()) throw new EOFException("its entry '" + entry.getName() + "' ends early");
			to.position(to.limit());
		}
	}
}
