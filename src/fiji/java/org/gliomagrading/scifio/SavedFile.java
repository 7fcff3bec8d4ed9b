package org.gliomagrading.scifio;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiPlaneWriter;

import io.scif.ImageMetadata;

/** A NIfTI file that planes are written to in the order of an image. */
final class SavedFile implements Closeable {

	private final SavedImage image;
	private final ByteOrder order;
	private final NiftiPlaneWriter writer;

	/** Planes whose turn has not come: NIfTI puts channels last. */
	private final Map<Long, byte[]> waiting = new HashMap<>();

	private long next;

	/**
	 * @param out where the file goes
	 * @param metadata the image; its byte order is that of the planes
	 * @param original the header of the file that the image came from, if any
	 * @param compress whether to compress with gzip
	 * @throws IllegalArgumentException if NIfTI cannot hold the image
	 */
	SavedFile(OutputStream out, ImageMetadata metadata, Optional<NiftiHeader> original, boolean compress)
		throws IOException
	{
		image = new SavedImage(metadata);
		order = metadata.isLittleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
		writer = new NiftiPlaneWriter(out, image.header(original), compress);
	}

	/**
	 * @param plane index of a plane of the image
	 * @param bytes all of it; kept where its turn has not come
	 */
	void write(long plane, byte[] bytes) throws IOException {
		long index = image.filePlane(plane);
		waiting.put(index, index == next ? bytes : bytes.clone());
		for (byte[] ready = waiting.remove(next); ready != null; ready = waiting.remove(++next))
			writer.write(ready, order);
	}

	/** @throws IOException if planes are missing */
	@Override
	public void close() throws IOException {
		writer.close();
	}
}
