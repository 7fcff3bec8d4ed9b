package org.gliomagrading.weights;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.gliomagrading.io.InputException;
import org.scijava.plugin.Plugin;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * The safetensors format: 8 bytes with the length of the header (little-endian), the header (JSON: name -> dtype,
 * shape, data_offsets), the data.
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format's description</a>
 */
@Plugin(type = WeightFormat.class, label = "safetensors (.safetensors)")
public class SafetensorsFormat implements WeightFormat {

	/** The header's part that holds no tensor. */
	static final String METADATA = "__metadata__";

	/** Bytes before the header. */
	private static final int LENGTH = 8;

	/** Largest header that is read: some 40,000 tensors. */
	private static final int MAX_HEADER = 1 << 22;

	private record Entry(String name, ElementType type, long[] shape, long begin, long end) {
	}

	@Override
	public boolean supports(ByteBuffer start) {
		return start.limit() > LENGTH && start.get(LENGTH) == '{';
	}

	@Override
	public WeightFile open(Path file) throws InputException {
		return WeightFile.open(file, SafetensorsFormat::tensors);
	}

	private static List<StoredTensor> tensors(FileChannel channel) throws IOException {
		if (channel.size() < LENGTH) throw RefusedException.damaged("it ends early");
		long header = FileRegion.of(channel, 0, LENGTH).content().order(ByteOrder.LITTLE_ENDIAN).getLong();
		if (header < 2 || header > MAX_HEADER || header > channel.size() - LENGTH) throw RefusedException.damaged(
			"its header cannot be " + Long.toUnsignedString(header) + " bytes long");
		String json = StandardCharsets.UTF_8.decode(FileRegion.of(channel, LENGTH, header).content()).toString();
		long start = LENGTH + header;
		List<StoredTensor> tensors = new ArrayList<>();
		for (Entry entry : entries(json, channel.size() - start)) {
			FileRegion region = FileRegion.of(channel, start + entry.begin, entry.end - entry.begin);
			tensors.add(new StoredTensor(entry.name, TensorLayout.rowMajor(entry.shape), new Storage(entry.type,
				ByteOrder.LITTLE_ENDIAN, region)));
		}
		return tensors;
	}

	/** In the order of their data, which fill the file without gap or overlap. */
	private static List<Entry> entries(String json, long dataLength) throws IOException {
		List<Entry> entries = parse(json);
		entries.sort(Comparator.comparingLong(Entry::begin));
		long expected = 0;
		for (Entry entry : entries) {
			if (entry.begin != expected) throw RefusedException.damaged("tensor '" + entry.name +
				"' overlaps another or leaves a gap");
			expected = entry.end;
		}
		if (expected != dataLength) throw RefusedException.damaged("it holds " + dataLength +
			" bytes of data, its header says " + expected);
		return entries;
	}

	private static List<Entry> parse(String header) throws IOException {
		List<Entry> entries = new ArrayList<>();
		try (JsonReader json = new JsonReader(new StringReader(header))) {
			json.beginObject();
			while (json.hasNext()) {
				String name = json.nextName();
				if (name.equals(METADATA)) json.skipValue();
				else entries.add(entry(name, json));
			}
			json.endObject();
			if (json.peek() != JsonToken.END_DOCUMENT) throw new IllegalStateException("text behind the object");
			return entries;
		}
		catch (RefusedException e) {
			throw e;
		}
		catch (IOException | IllegalStateException | NumberFormatException e) {
			throw RefusedException.damaged("its header is not what the format asks for");
		}
	}

	private static Entry entry(String name, JsonReader json) throws IOException {
		String dtype = null;
		long[] shape = null;
		long[] offsets = null;
		json.beginObject();
		while (json.hasNext()) {
			String field = json.nextName();
			if (field.equals("dtype")) dtype = json.nextString();
			else if (field.equals("shape")) shape = numbers(name, json);
			else if (field.equals("data_offsets")) offsets = numbers(name, json);
			else json.skipValue();
		}
		json.endObject();
		if (dtype == null || shape == null || offsets == null) throw RefusedException.damaged("tensor '" + name +
			"' lacks a field");
		ElementType type = type(name, dtype);
		long count = TensorLayout.count(shape);
		long bytes = offsets.length == 2 && offsets[0] >= 0 ? offsets[1] - offsets[0] : -1;
		if (bytes < 0 || bytes % type.bytes() != 0 || bytes / type.bytes() != count)
			throw RefusedException.damaged("tensor '" + name + "' of shape " + Arrays.toString(shape) + " does not fit its place");
		return new Entry(name, type, shape, offsets[0], offsets[1]);
	}

	private static ElementType type(String name, String dtype) throws RefusedException {
		return Arrays.stream(ElementType.values()).filter(type -> type.name().equals(dtype)).findFirst().orElseThrow(
			() -> new RefusedException("tensor '" + name + "' has type " + dtype + "; known are: " + Arrays.toString(ElementType
				.values())));
	}

	private static long[] numbers(String name, JsonReader json) throws IOException {
		long[] numbers = new long[TensorLayout.MAX_AXES];
		int count = 0;
		json.beginArray();
		while (json.hasNext()) {
			if (count == numbers.length) throw RefusedException.damaged("tensor '" + name + "' has more than " +
				TensorLayout.MAX_AXES + " axes");
			numbers[count++] = json.nextLong();
		}
		json.endArray();
		return Arrays.copyOf(numbers, count);
	}
}
