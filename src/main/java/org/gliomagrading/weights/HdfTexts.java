package org.gliomagrading.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jhdf.GlobalHeap;
import io.jhdf.Utils;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.object.message.AttributeMessage;

/**
 * Attributes that list names. Old releases of h5py, and so of Keras, give all texts one length, with zeros behind the
 * shorter ones; newer ones put each into a heap.
 */
final class HdfTexts {

	/** Longest name, in bytes. */
	static final int MAX_LENGTH = 1024;

	private HdfTexts() {
		// only static methods
	}

	/**
	 * @param attribute an attribute
	 * @param storage its file
	 * @return its texts; none if it is empty, whatever its type, which NumPy does not know then
	 * @throws RefusedException if it holds something else, or a text twice
	 */
	static List<String> of(AttributeMessage attribute, HdfStorage storage) throws RefusedException {
		ByteBuffer data = attribute.getDataBuffer();
		if (data == null) return new ArrayList<>();
		DataType type = attribute.getDataType();
		boolean inHeap = type instanceof VariableLength variable && variable.isVariableLengthString();
		if (!inHeap && !(type instanceof StringData) || type.getSize() < 1) throw new RefusedException("has an attribute '" +
			attribute.getName() + "' that is no list of texts; save the model again with Keras");
		Set<String> texts = new LinkedHashSet<>();
		Map<Long, GlobalHeap> heaps = new HashMap<>();
		while (data.remaining() >= type.getSize()) {
			ByteBuffer element = data.slice(data.position(), type.getSize()).order(ByteOrder.LITTLE_ENDIAN);
			data.position(data.position() + type.getSize());
			// many elements could name one long text, so twice the same is refused before it takes memory
			if (!texts.add(text(inHeap ? inHeap(element, storage, heaps) : element, 0))) throw RefusedException.damaged(
				"attribute '" + attribute.getName() + "' has a name twice");
		}
		return new ArrayList<>(texts);
	}

	/** Text up to a zero or the buffer's end. */
	static String text(ByteBuffer bytes, int start) throws RefusedException {
		int end = start;
		while (end < bytes.limit() && bytes.get(end) != 0)
			if (end++ - start >= MAX_LENGTH) throw RefusedException.damaged("a name is longer than " + MAX_LENGTH + " bytes");
		return StandardCharsets.UTF_8.decode(bytes.slice(start, end - start)).toString();
	}

	/** An element that is the text's length, its heap's address and its number there. */
	private static ByteBuffer inHeap(ByteBuffer element, HdfStorage storage, Map<Long, GlobalHeap> heaps) {
		element.position(Integer.BYTES);
		long address = Utils.readBytesAsUnsignedLong(element, storage.getSizeOfOffsets());
		return heaps.computeIfAbsent(address, at -> new GlobalHeap(storage.nextPart(), at)).getObjectData(element.getInt());
	}
}
