package org.gliomagrading.scifio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import org.gliomagrading.nifti.ByteSource;
import org.gliomagrading.nifti.HeaderVersion;
import org.gliomagrading.nifti.PairNames;

/** Tells by the first bytes whether a file is one of NIfTI or ANALYZE; {@code .img} by those of its {@code .hdr}. */
final class FirstBytes {

	/** More than the longest header, compressed or not. */
	private static final int ENOUGH = 4096;

	private FirstBytes() {
		// only static methods
	}

	static boolean belongToNifti(ByteSource source) throws IOException {
		if (PairNames.isVoxels(source.name())) for (String name : PairNames.partners(source.name())) {
			Optional<ByteSource> partner = source.sibling(name);
			if (partner.isEmpty()) continue;
			try (ByteSource header = partner.get()) {
				return isHeader(header);
			}
		}
		return isHeader(source);
	}

	private static boolean isHeader(ByteSource source) throws IOException {
		byte[] start = new byte[ENOUGH];
		int length = 0;
		for (int read = 0; read >= 0 && length < ENOUGH; length += Math.max(read, 0))
			read = source.read(length, start, length, ENOUGH - length);
		start = Arrays.copyOf(start, length);
		return HeaderVersion.of(start).isPresent() || HeaderVersion.of(inflated(start)).isPresent();
	}

	private static byte[] inflated(byte[] start) {
		byte[] all = new byte[ENOUGH];
		int length = 0;
		try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(start))) {
			for (int read = 0; read >= 0 && length < ENOUGH; length += Math.max(read, 0))
				read = in.read(all, length, ENOUGH - length);
		}
		catch (IOException e) {
			// not compressed, or the start of something longer
		}
		return Arrays.copyOf(all, length);
	}
}
