package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

/**
 * Files of each format, written by its library, against what the library reads from them ({@code
 * pytorch_weight_files.py}, {@code keras_weight_files.py} and {@code safetensors_file.py} in {@code
 * scripts/reference}).
 */
class WeightFilesTest {

	private static final Path FOLDER = HostileWeights.FOLDER;

	private static final Context CONTEXT = new Context(WeightFileService.class);
	private static final WeightFileService FILES = CONTEXT.service(WeightFileService.class);

	@TempDir
	private Path folder;

	/** A tensor as the library has it. */
	private record Expected(String file, String name, String type, long[] shape, float[] values) {

		static Expected of(String line) {
			String[] cells = line.split(",", -1);
			long[] shape = Stream.of(cells[3].split("x")).filter(size -> !size.isEmpty()).mapToLong(Long::parseLong).toArray();
			List<String> numbers = Stream.of(cells[4].split(" ")).filter(number -> !number.isEmpty()).toList();
			float[] values = new float[numbers.size()];
			for (int i = 0; i < values.length; i++)
				values[i] = Float.parseFloat(numbers.get(i));
			return new Expected(cells[0], cells[1], cells[2], shape, values);
		}
	}

	/** A format of another author, which SciJava learns of while the test runs. */
	public static class EmptyFormat implements WeightFormat {

		@Override
		public boolean supports(ByteBuffer start) {
			return start.limit() == 0;
		}

		@Override
		public WeightFile open(Path file) throws InputException {
			return WeightFile.open(file, channel -> List.of());
		}
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	static Stream<String> files() throws IOException {
		return expected().map(Expected::file).distinct();
	}

	@ParameterizedTest
	@MethodSource("files")
	void readsWhatItsLibraryReads(String name) throws IOException {
		List<Expected> expected = expected().filter(tensor -> tensor.file.equals(name)).toList();
		try (WeightFile file = FILES.open(FOLDER.resolve(name))) {
			assertEquals(expected.stream().map(Expected::name).toList(), List.copyOf(file.tensors().keySet()));
			for (Expected tensor : expected) {
				StoredTensor listed = file.tensors().get(tensor.name);
				assertEquals(tensor.type, listed.type().name());
				assertArrayEquals(tensor.shape, listed.shape());
				Tensor read = file.read(tensor.name);
				assertArrayEquals(tensor.shape, read.shape());
				assertArrayEquals(tensor.values, read.values(), tensor.name);
			}
			assertEquals(file.tensors().keySet(), file.readAll().keySet());
		}
	}

	@Test
	void thereAreFilesOfAllKinds() throws IOException {
		assertEquals(17, files().count());
		assertEquals(ElementType.values().length, expected().map(Expected::type).distinct().count());
	}

	/** The comparison above sees a reader that takes numbers as they follow each other in the storage: n/8 is number n. */
	@Test
	void numbersInTheOrderOfTheStorageDiffer() throws IOException {
		Map<String, Tensor> views = read("views.pth");
		for (Map.Entry<String, Integer> first : Map.of("transposed", 0, "part", 7, "halves", 0).entrySet()) {
			float[] values = views.get(first.getKey()).values();
			float[] stored = new float[values.length];
			for (int i = 0; i < stored.length; i++)
				stored[i] = (first.getValue() + i) / 8f;
			assertEquals(stored[0], values[0]);
			assertFalse(Arrays.equals(stored, values), first.getKey());
		}
		assertFalse(Arrays.equals(read("network.pth").get("3.weight").values(), read("protocol4.pth").get("3.weight")
			.values()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			command.pth          | 'posix.system'
			command-stream.pth   | 'posix.system'
			whole.pth            | 'torch.nn.modules.container.Sequential'
			whole-stream.pth     | 'torch.nn.modules.container.Sequential'
			fuzzed-name.pth      | an entry has no readable name
			keras3.weights.h5    | is a .weights.h5 file
			keras3.keras         | is a Keras 3 archive
			cycle.h5             | a group contains itself
			link.h5              | has a link, "kernel:0"
			external.h5          | newer kind
			latest.h5            | newer kind
			compressed.h5        | in pieces or compressed
			complex.h5           | another type
			pytorch.csv          | is no file of weights that can be read; known are: Keras (.h5), PyTorch
			absent.pth           | no such file
			.                    | is a folder
			""")
	void refuses(String name, String problem) {
		Path file = FOLDER.resolve(name);
		String message = assertThrows(InputException.class, () -> FILES.open(file)).getMessage();
		assertTrue(message.startsWith(file + ": ") && message.contains(problem.replace('"', '\'')), message);
		assertFalse(Files.exists(Path.of("run-by-a-weight-file")));
	}

	/** The name says nothing. */
	@Test
	void tellsFormatsByTheirContent() throws IOException {
		for (String name : List.of("types.pth", "types-stream.pth", "types.safetensors", "keras2-model.h5")) {
			Path renamed = Files.copy(FOLDER.resolve(name), folder.resolve("weights.bin." + name.length()));
			try (WeightFile file = FILES.open(renamed)) {
				assertEquals(read(name).keySet(), file.tensors().keySet());
			}
		}
	}

	/** 64 MB of zeros, which take no place on most disks. */
	@Test
	void listingTakesNoMemoryForValues() throws IOException {
		Path large = folder.resolve("large.safetensors");
		String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[16777216],\"data_offsets\":[0,67108864]}}";
		try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
			file.writeLong(Long.reverseBytes(header.length()));
			file.writeBytes(header);
			file.setLength(8 + header.length() + (1 << 26));
		}
		HostileWeights.Reader list = path -> FILES.open(path).close();
		assertTrue(HostileWeights.outcome(list, large).allocated() < 1 << 22);
		assertTrue(HostileWeights.outcome(path -> read(large.toString()), large).allocated() > 1 << 26);
	}

	@Test
	void takesFormatsThatAreAddedLater() throws IOException {
		Path file = Files.createFile(folder.resolve("empty"));
		assertThrows(InputException.class, () -> FILES.open(file));
		PluginInfo<WeightFormat> added = new PluginInfo<>(EmptyFormat.class, WeightFormat.class);
		CONTEXT.service(PluginService.class).addPlugin(added);
		try (WeightFile opened = FILES.open(file)) {
			assertEquals(file, opened.path());
			assertTrue(opened.tensors().isEmpty());
		}
		finally {
			CONTEXT.service(PluginService.class).removePlugin(added);
		}
	}

	private static Map<String, Tensor> read(String name) throws IOException {
		try (WeightFile file = FILES.open(FOLDER.resolve(name))) {
			return file.readAll();
		}
	}

	private static Stream<Expected> expected() throws IOException {
		List<Expected> all = new ArrayList<>();
		for (String table : List.of("pytorch.csv", "keras.csv", "safetensors.csv"))
			Files.readAllLines(FOLDER.resolve(table)).stream().skip(1).map(Expected::of).forEach(all::add);
		return all.stream();
	}
}
