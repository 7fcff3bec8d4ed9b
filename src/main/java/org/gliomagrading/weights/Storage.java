package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers of one type in a file.
 *
 * @param type their type
 * @param order the order of the bytes in each
 * @param region where they are
 */
record Storage(ElementType type, ByteOrder order, Region region) {

	/** Bytes read at a time; Java keeps a native buffer of the largest request. A multiple of every type's size. */
	private static final int MAX_REQUEST = 1 << 18;

	long count() {
		return region.length() / type.bytes();
	}

	/**
	 * @param first where to start, in numbers
	 * @param count how many to read; the storage must have them
	 */
	float[] read(long first, int count) throws IOException {
		float[] values = new float[count];
		ByteBuffer buffer = ByteBuffer.allocate((int) Math.min((long) count * type.bytes(), MAX_REQUEST)).order(order);
		for (int done = 0; done < count; done += buffer.limit() / type.bytes()) {
			buffer.clear().limit((int) Math.min((long) (count - done) * type.bytes(), MAX_REQUEST));
			region.read((first + done) * type.bytes(), buffer);
			type.read(buffer.flip(), values, done);
		}
		return values;
	}
}
