package org.gliomagrading.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.WholeFile;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * The safetensors format: 8 bytes with the length of the header (little-endian), the header (JSON: name -> dtype, shape,
 * data_offsets), the data. Only {@code F32} is read and written. Every size is checked against the file's length
 * before memory is taken.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format's description</a>
 */
public final class Safetensors {

	/** The format's own bound on the header. */
	private static final long MAX_HEADER = 100_000_000;

	private static final String METADATA = "__metadata__";

	private record Entry(String name, long[] shape, long begin, long end) {
	}

	private Safetensors() {
		// only static methods
	}

	/**
	 * @param file a safetensors file
	 * @return its tensors by name, in the order of the file
	 * @throws InputException if the file is missing, damaged or holds another type than F32
	 * @throws IOException if it cannot be read
	 */
	public static Map<String, Tensor> read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			long header = little(read(channel, file, 0, 8)).getLong();
			if (header < 2 || header > MAX_HEADER || header > channel.size() - 8) throw damaged(file,
				"its header cannot be " + header + " bytes long");
			String json = StandardCharsets.UTF_8.decode(read(channel, file, 8, (int) header)).toString();
			Map<String, Tensor> tensors = new LinkedHashMap<>();
			long start = 8 + header;
			for (Entry entry : entries(file, json, channel.size() - start)) {
				float[] values = new float[(int) ((entry.end - entry.begin) / Float.BYTES)];
				little(read(channel, file, start + entry.begin, values.length * Float.BYTES)).asFloatBuffer().get(values);
				tensors.put(entry.name, new Tensor(entry.shape, values));
			}
			return tensors;
		}
		catch (NoSuchFileException e) {
			throw new InputException(file, "no such file", e);
		}
	}

	/**
	 * @param file the file; replaced where it exists, whole or not at all
	 * @param tensors the tensors by name
	 * @throws IOException if the file cannot be written
	 */
	public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
		JsonObject header = new JsonObject();
		long offset = 0;
		for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
			JsonObject entry = new JsonObject();
			entry.addProperty("dtype", "F32");
			entry.add("shape", array(tensor.getValue().shape()));
			long end = offset + (long) tensor.getValue().values().length * Float.BYTES;
			entry.add("data_offsets", array(offset, end));
			header.add(tensor.getKey(), entry);
			offset = end;
		}
		byte[] json = padded(header.toString());
		WholeFile.write(file, out -> {
			out.write(little(ByteBuffer.allocate(8)).putLong(json.length).array());
			out.write(json);
			for (Tensor tensor : tensors.values()) {
				ByteBuffer data = little(ByteBuffer.allocate(tensor.values().length * Float.BYTES));
				data.asFloatBuffer().put(tensor.values());
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

	private static List<Entry> entries(Path file, String json, long dataLength) throws InputException {
		List<Entry> entries = new ArrayList<>();
		try {
			for (Map.Entry<String, JsonElement> tensor : JsonParser.parseString(json).getAsJsonObject().entrySet()) {
				if (!tensor.getKey().equals(METADATA)) entries.add(entry(file, tensor.getKey(), tensor.getValue()
					.getAsJsonObject()));
			}
		}
		catch (JsonParseException | IllegalStateException | UnsupportedOperationException | ArithmeticException | NumberFormatException
				| StackOverflowError e)
		{
			throw damaged(file, "its header is not what the format asks for");
		}
		entries.sort(Comparator.comparingLong(Entry::begin));
		long expected = 0;
		for (Entry entry : entries) {
			if (entry.begin != expected) throw damaged(file, "tensor '" + entry.name + "' overlaps another or leaves a gap");
			expected = entry.end;
		}
		if (expected != dataLength) throw damaged(file, "it holds " + dataLength + " bytes of data, its header says " +
			expected);
		return entries;
	}

	private static Entry entry(Path file, String name, JsonObject json) throws InputException {
		if (!json.has("dtype") || !json.has("shape") || !json.has("data_offsets")) throw damaged(file, "tensor '" + name +
			"' lacks a field");
		String type = json.get("dtype").getAsString();
		if (!type.equals("F32")) throw new InputException(file, "tensor '" + name + "' has type " + type +
			"; only F32 is read");
		long[] shape = numbers(json.getAsJsonArray("shape"));
		long[] offsets = numbers(json.getAsJsonArray("data_offsets"));
		long bytes = Float.BYTES;
		try {
			for (long size : shape) {
				if (size < 0) throw damaged(file, "tensor '" + name + "' has a negative size");
				bytes = Math.multiplyExact(bytes, size);
			}
		}
		catch (ArithmeticException e) {
			throw damaged(file, "tensor '" + name + "' is larger than any file");
		}
		if (offsets.length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != bytes || bytes > Integer.MAX_VALUE - 8)
			throw damaged(file, "tensor '" + name + "' of shape " + Arrays.toString(shape) + " does not fit its place");
		return new Entry(name, shape, offsets[0], offsets[1]);
	}

	private static ByteBuffer read(FileChannel channel, Path file, long position, int length) throws IOException {
		if (position + length > channel.size()) throw damaged(file, "it ends early");
		ByteBuffer buffer = ByteBuffer.allocate(length);
		while (buffer.hasRemaining()) {
			if (channel.read(buffer, position + buffer.position()) < 0) throw new EOFException(file + " shrank while it was read");
		}
		return buffer.flip();
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

	private static long[] numbers(JsonArray array) {
		long[] numbers = new long[array.size()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = array.get(i).getAsBigDecimal().longValueExact();
		return numbers;
	}

	private static InputException damaged(Path file, String how) {
		return new InputException(file, "is no whole safetensors file: " + how + "; fetch or train it again");
	}
}
