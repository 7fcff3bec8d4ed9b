package org.gliomagrading.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.WholeFile;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** Writes tensors as {@code F32} in the safetensors format, and reads whole files of it. */
public final class Safetensors {

	private Safetensors() {
		// only static methods
	}

	/**
	 * Reads a whole file.
	 *
	 * @param file a safetensors file
	 * @return its tensors by name, in the order of the file
	 * @throws InputException if the file is missing or damaged
	 * @throws IOException if it cannot be closed
	 */
	public static Map<String, Tensor> read(Path file) throws IOException {
		try (WeightFile weights = open(file)) {
			return weights.readAll();
		}
	}

	/**
	 * @param file a safetensors file
	 * @return the file, with its tensors listed; to be closed
	 * @throws InputException if the file is missing or damaged
	 */
	public static WeightFile open(Path file) throws InputException {
		return new SafetensorsFormat().open(file);
	}

	/**
	 * @param file the file; replaced where it exists, whole or not at all
	 * @param tensors the tensors by name
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
		write(file, TensorSource.of(tensors));
	}

	/**
	 * @param file the file; replaced where it exists, whole or not at all
	 * @param tensors the tensors, of which one at a time is in memory
	 * @throws IOException if a tensor cannot be read or the file cannot be written
	 */
	public static void write(Path file, TensorSource tensors) throws IOException {
		JsonObject header = new JsonObject();
		long offset = 0;
		for (Map.Entry<String, long[]> tensor : tensors.shapes().entrySet()) {
			JsonObject entry = new JsonObject();
			entry.addProperty("dtype", "F32");
			entry.add("shape", array(tensor.getValue()));
			long end = offset + Arrays.stream(tensor.getValue()).reduce(Float.BYTES, Math::multiplyExact);
			entry.add("data_offsets", array(offset, end));
			header.add(tensor.getKey(), entry);
			offset = end;
		}
		byte[] json = padded(header.toString());
		WholeFile.write(file, out -> {
			out.write(little(ByteBuffer.allocate(8)).putLong(json.length).array());
			out.write(json);
			for (String name : tensors.shapes().keySet()) {
				float[] values = tensors.read(name).values();
				ByteBuffer data = little(ByteBuffer.allocate(values.length * Float.BYTES));
				data.asFloatBuffer().put(values);
				out.write(data.array());
			}
		});
	}

	/** The header is padded with spaces, so that the data are aligned to 8 bytes. */
	private static byte[] padded(String json) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		byte[] padded = Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
		Arrays.fill(padded, bytes.length, padded.length, (byte) ' ');
		return padded;
	}

	private static ByteBuffer little(ByteBuffer buffer) {
		return buffer.order(ByteOrder.LITTLE_ENDIAN);
	}

	private static JsonArray array(long... numbers) {
		JsonArray array = new JsonArray();
		for (long number : numbers)
			array.add(number);
		return array;
	}
}
