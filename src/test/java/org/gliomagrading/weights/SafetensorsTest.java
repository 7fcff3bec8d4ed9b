package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads a file of the safetensors library ({@code scripts/reference/safetensors_file.py}), and broken ones. */
class SafetensorsTest {

	private static final Path REFERENCE = Path.of("src/test/resources/weights/reference.safetensors");

	@TempDir
	private Path folder;

	@Test
	void readsTheLibrarysFile() throws Exception {
		Map<String, Tensor> tensors = Safetensors.read(REFERENCE);
		assertEquals(Set.of("matrix", "scalar", "nothing", "kernel"), tensors.keySet());
		assertArrayEquals(new long[] { 2, 3 }, tensors.get("matrix").shape());
		assertArrayEquals(new float[] { 0, 0.25f, 0.5f, 0.75f, 1, 1.25f }, tensors.get("matrix").values());
		assertArrayEquals(new float[] { -1.5f }, tensors.get("scalar").values());
		assertArrayEquals(new long[] { 0, 4 }, tensors.get("nothing").shape());
		assertEquals(1, tensors.get("kernel").values()[15]);
	}

	@Test
	void readsWhatItWrote() throws Exception {
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		tensors.put("b", new Tensor(new long[] { 3 }, new float[] { 1, Float.MIN_VALUE, -0f }));
		tensors.put("a", new Tensor(new long[] {}, new float[] { 2 }));
		Path file = folder.resolve("own.safetensors");
		Safetensors.write(file, tensors);
		Map<String, Tensor> read = Safetensors.read(file);
		assertEquals(tensors.keySet(), read.keySet());
		assertArrayEquals(tensors.get("b").values(), read.get("b").values());
		assertEquals(0, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
	}

	/** Each header stands before eight bytes of data. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}} | it holds 8 bytes
			{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | it holds 8 bytes
			{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}} | does not fit its place
			{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | overlaps
			{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | leaves a gap
			{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,8]}} | larger than any file
			{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,-8]}} | negative size
			{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}} | does not fit its place
			{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}} | not what the format asks for
			{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,8]}} | not what the format asks for
			{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,9]}} | does not fit its place
			{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}} | has type F8_E4M3
			{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}} | two tensors
			{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} {} | not what the format asks for
			{"a":{"dtype":"F32","shape":[0,9223372036854775807,9],"data_offsets":[0,0]}} | it holds 8 bytes
			{"a":{"dtype":"F32","shape":[2]}} | lacks a field
			{"a":7} | not what the format asks for
			[] | not what the format asks for
			{"a": | not what the format asks for
			""")
	void refusesBrokenHeaders(String header, String expected) throws Exception {
		assertRefused(file(header.length(), header, 8), expected);
	}

	@Test
	void readsTensorsWithoutValuesWhateverTheirOtherSizes() throws Exception {
		String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4,0],\"data_offsets\":[0,0]}}";
		assertEquals(0, Safetensors.read(file(header.length(), header, 0)).get("a").values().length);
	}

	@Test
	void refusesImpossibleLengths() throws Exception {
		assertRefused(file(1L << 40, "{}", 0), "header cannot be");
		assertRefused(file(1L << 60, "{}", 0), "header cannot be 1152921504606846976 bytes");
		assertRefused(file(-1, "{}", 0), "header cannot be");
		assertRefused(file(100, "{}", 0), "header cannot be");
		assertRefused(Files.write(folder.resolve("short"), new byte[3]), "ends early");
		assertRefused(folder.resolve("absent"), "no such file");
	}

	private void assertRefused(Path file, String expected) {
		String message = assertThrows(InputException.class, () -> Safetensors.read(file)).getMessage();
		assertTrue(message.startsWith(file.toString()) && message.contains(expected), message);
	}

	private Path file(long length, String header, int dataBytes) throws Exception {
		byte[] json = header.getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
		return Files.write(folder.resolve("broken.safetensors"), bytes.putLong(length).put(json).array());
	}
}
