package org.gliomagrading.scifio;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;

import org.gliomagrading.nifti.ByteSource;
import org.gliomagrading.nifti.HeaderVersion;
import org.gliomagrading.nifti.PairNames;

/** Tells by the first bytes whether a file is one of NIfTI or ANALYZE; {@code .img} by those of its {@code .hdr}. */
final class FirstBytes {

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
		try {
			return HeaderVersion.of(source).isPresent();
		}
		catch (EOFException | ZipException e) {
			return false; // what cannot be decompressed is of no kind that is known
		}
	}
}
