package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of PyTorch's formats that were made to do harm. */
@Timeout(120)
class HostilePicklesTest {

	private static final long[] TWO = { 2 };

	/** Within the pickle's limit, and far beyond any stack. */
	private static final int DEEP = 1 << 20;

	@TempDir
	private Path folder;

	/** @param message what the refusal must say */
	private record Case(String name, byte[] pickle, String message) {

		@Override
		public String toString() {
			return name;
		}
	}

	static Stream<Case> pickles() {
		return Stream.of( //
			of("eval", p -> p.global("builtins", "eval").code('(').text("1").codes("tR"), "asks for 'builtins.eval'"), //
			of("eval of Python 2", p -> p.global("__builtin__", "eval"), "asks for '__builtin__.eval'"), //
			of("name on the stack", p -> p.text("posix").text("system").code(0x93), "asks for 'posix.system'"), //
			of("name like one of ours", p -> p.global("torch._utils._rebuild_tensor", ""),
				"asks for 'torch._utils._rebuild_tensor.'"), //
			of("loading of another file", p -> p.global("torch.serialization", "load"),
				"asks for 'torch.serialization.load'"), //
			of("instance of a class", p -> p.codes("(iposix\nsystem\n"), "opcode 0x69"), //
			of("new object", p -> p.global("collections", "OrderedDict").code(')').code(0x81), "opcode 0x81"), //
			of("extension", p -> p.code(0x82).code(1), "opcode 0x82"), //
			of("protocol 0", p -> p.codes("I1\n"), "opcode 0x49"), //
			of("call of a storage's type", p -> p.global("torch", "FloatStorage").codes(")R"), "calls what is no function"), //
			of("call of a number", p -> p.codes("K\1)R"), "calls what is no function"), //
			of("call with a number", p -> p.global("torch", "Size").codes("K\1R"), "calls what is no function"), //
			of("call without arguments", p -> p.global("torch", "Size").codes(")R"), "without arguments"), //
			of("name that is a number", p -> p.codes("K\1K\1").code(0x93), "whose name is no text"), //
			of("name that is a bomb", p -> bomb(p).text("x").code(0x93), "whose name is no text"), //
			of("key that is a bomb", p -> bomb(p.codes("}")).codes("Ns"), "keys that are no texts or numbers"), //
			of("pair with a bomb", p -> bomb(p.global("collections", "OrderedDict").codes("](")).codes("N").code(0x86)
				.codes("e").code(0x85).codes("R"), "keys that are no texts or numbers"), //
			of("storage that is a bomb", p -> bomb(p).code('Q'), "no storage"), //
			of("bomb alone", HostilePicklesTest::bomb, "holds no tensors by name"), //
			of("shape that is a bomb", p -> bomb(p.global("torch._utils", "_rebuild_tensor").code('(').storage("0", 2)
				.number(0)).codes("h\0tR"), "something else where a size belongs"), //
			of("tensor of a tensor", p -> p.global("torch._utils", "_rebuild_tensor").code('(').tensor(2, 0, TWO,
				new long[] { 1 }).number(0).tuple(2).tuple(1).codes("tR"), "something else than a storage"), //
			of("tensor never set", p -> p.storage("0", 2).codes("}").text("w").global("torch", "FloatTensor").codes(")Rs"),
				"without values"), //
			of("state of a number", p -> p.codes("K\1}b"), "attributes of what has none"), //
			of("item of a tuple", p -> p.codes(")").text("x").codes("Ns"), "no dictionary"), //
			of("odd items", p -> p.codes("}(").text("x").codes("u"), "no dictionary"), //
			of("append to a tuple", p -> p.codes(")Na"), "no list"), //
			of("stack that is empty", p -> p.code('a'), "more from its stack"), //
			of("value below the mark", p -> p.codes("N(").code(0x85), "more from its stack"), //
			of("values below the mark", p -> p.codes("NN(").code(0x86).codes("t"), "more from its stack"), //
			of("mark that is missing", p -> p.codes("Nt"), "more from its stack"), //
			of("memo that is empty", p -> p.codes("h\7"), "before making it"), //
			of("text of 2 GB", p -> p.code('X').integer(Integer.MAX_VALUE), "ends within its pickle"), //
			of("text of a negative length", p -> p.code('X').integer(-1), "ends within its pickle"), //
			of("string of 4 GB", p -> p.code('T').integer(-16), "ends within its pickle"), //
			of("a million marks", p -> p.repeat("(", DEEP), "more from its stack"), //
			of("a million tuples in each other", p -> p.codes(")").repeat("\u0085", DEEP), "holds no tensors by name"), //
			of("a million lists in each other", p -> p.repeat("]", DEEP / 2).repeat("a", DEEP / 2 - 1),
				"holds no tensors by name"), //
			of("a million dictionaries", p -> p.repeat("}", DEEP), "holds no tensors by name"), //
			of("dictionaries in each other", p -> p.repeat("}K\1", DEEP / 8).codes("N").repeat("s", DEEP / 8),
				"holds no tensors by name"), //
			of("checkpoint that holds itself", p -> p.codes("}q\0").text("model").codes("h\0s"), "holds no tensors by name"), //
			of("list that holds itself", p -> p.codes("]q\0h\0a"), "holds no tensors by name"), //
			of("nothing", p -> p.codes("N"), "holds no tensors by name"), //
			of("longer than any state dictionary's", p -> p.repeat("N", 3 << 20), "pickle"), //
			tensor("offset beyond the storage", 2, 1, TWO, 1, "reaches beyond its storage"), //
			tensor("negative offset", 2, -1, TWO, 1, "reaches beyond its storage"), //
			tensor("offset of 2^63 - 1", 2, Long.MAX_VALUE, TWO, 1, "reaches beyond its storage"), //
			tensor("stride beyond the storage", 2, 0, TWO, 2, "reaches beyond its storage"), //
			tensor("stride of 2^62", 2, 0, new long[] { 4 }, 1L << 62, "reaches beyond its storage"), //
			tensor("negative stride", 2, 1, TWO, -1, "reaches beyond its storage"), //
			tensor("missing stride", 2, 0, new long[] { 1, 2 }, 1, "reaches beyond its storage"), //
			tensor("negative size", 2, 0, new long[] { -1 }, 1, "a negative size"), //
			tensor("values repeated by stride 0", 2, 0, new long[] { 1 << 30 }, 0, "repeats its values"), //
			of("sizes beyond 64 bits", p -> p.codes("}").text("w").tensor(2, 0, new long[] { 1L << 32, 1L << 32 },
				new long[2]).codes("s"), "larger than any file"), //
			of("product of sizes that wraps to 0", p -> p.codes("}").text("w").tensor(2, 0, new long[] { 1L << 62, 4 },
				new long[2]).codes("s"), "larger than any file"), //
			of("size of 72 bits", p -> p.codes("}").text("w").global("torch._utils", "_rebuild_tensor").code('(').storage("0", 2)
				.number(0).code('(').code(0x8a).code(9).codes("123456789t").tuple(1).codes("tRs"), "larger than any file"), //
			of("65 axes", p -> p.codes("}").text("w").tensor(2, 0, new long[65], new long[65]).codes("s"), "without a shape"), //
			tensor("storage of 2^40 numbers", 1L << 40, 0, TWO, 1, "cannot have"), //
			tensor("storage of 2^62 numbers", 1L << 62, 0, TWO, 1, "cannot have"), //
			tensor("storage of a negative number", -2, 0, new long[] { 0 }, 1, "cannot have"), //
			of("storage of two sizes", p -> p.storage("0", 2).storage("0", 3), "two types or sizes"), //
			of("storage that is not there", p -> p.storage("0", 2).codes("}").text("w").global("torch._utils",
				"_rebuild_tensor").code('(').storage("../0", 2).number(0).tuple(2).tuple(1).codes("tRs"), "it has no"), //
			of("view beyond the storage", p -> p.code('(').text("storage").global("torch", "FloatStorage").text("0").text("cpu")
				.number(2).code('(').text("1").number(1).number(2).codes("ttQ"), "a view beyond its end"), //
			of("tensor beyond its view of the storage", p -> p.codes("}").text("w").global("torch._utils", "_rebuild_tensor")
				.codes("((").text("storage").global("torch", "FloatStorage").text("0").text("cpu").number(2).code('(').text("1")
				.number(0).number(1).codes("ttQ").number(0).tuple(2).tuple(1).codes("tRs"), "reaches beyond its storage"), //
			of("a thousand names for one tensor", p -> {
				p.codes("}").text("w").tensor(1000, 0, new long[] { 1000 }, new long[] { 1 }).codes("q\0s");
				for (int i = 0; i < 1000; i++)
					p.text("w" + i).codes("h\0s");
			}, "share so many values"));
	}

	@ParameterizedTest
	@MethodSource("pickles")
	void isRefused(Case broken) throws IOException {
		float[] values = new float[broken.name.contains("thousand") ? 1000 : 2];
		assertProblem(broken.message, PickleBytes.zip(broken.pickle, values));
		assertProblem(broken.message, PickleBytes.stream(broken.pickle, values.length, values));
	}

	/** The parts that the cases are made of can be read. */
	@Test
	void withoutMistakesTheyAreRead() throws IOException {
		byte[] pickle = PickleBytes.weight(2, 0, TWO, 1);
		assertNull(check(PickleBytes.zip(pickle, 1, 2)));
		assertNull(check(PickleBytes.stream(pickle, 2, 1, 2)));
		try (WeightFile file = new PyTorchStreamFormat().open(folder.resolve("file"))) {
			assertArrayEquals(new float[] { 1, 2 }, file.read("weight").values());
		}
	}

	/** More than is read at a time. */
	@Test
	void largeTensorsAreReadInParts() throws IOException {
		float[] values = new float[200_001];
		for (int i = 0; i < values.length; i++)
			values[i] = i;
		byte[] pickle = PickleBytes.weight(values.length, 1, new long[] { values.length - 1 }, 1);
		assertNull(check(PickleBytes.zip(pickle, values)));
		float[] expected = Arrays.copyOfRange(values, 1, values.length);
		try (WeightFile file = new PyTorchZipFormat().open(folder.resolve("file"))) {
			assertArrayEquals(expected, file.read("weight").values());
		}
		assertNull(check(PickleBytes.stream(pickle, values.length, values)));
		try (WeightFile file = new PyTorchStreamFormat().open(folder.resolve("file"))) {
			assertArrayEquals(expected, file.read("weight").values());
		}
	}

	@Test
	void streamThatClaimsOtherStorages() throws IOException {
		byte[] pickle = PickleBytes.weight(2, 0, TWO, 1);
		assertProblem("cannot have 1099511627776 elements", PickleBytes.stream(pickle, 1L << 40, 1, 2));
		assertProblem("cannot have -1 elements", PickleBytes.stream(pickle, -1, 1, 2));
		assertProblem("to stand at byte", PickleBytes.stream(pickle, 2, 1));
		assertProblem("is a Python pickle, but none of torch.save", pickle);
		assertProblem("opcode", PickleBytes.stream(pickle, 2, 1, 2), bytes -> bytes[25 + 2] = 'P');
		assertProblem("no version", PickleBytes.stream(pickle, 2, 1, 2), bytes -> bytes[18] = 1);
	}

	/** A pickle of zeros, or storages, that would grow a thousand times. */
	@Test
	void zipBombs() throws IOException {
		byte[] pickle = PickleBytes.weight(1 << 22, 0, new long[] { 1 << 22 }, 1);
		byte[] zeros = new byte[1 << 24];
		assertProblem("compresses its entry", PickleBytes.zip(ZipEntry.DEFLATED, Map.of("data.pkl", pickle, "data/0",
			zeros)));
		assertProblem("compresses its entry", PickleBytes.zip(ZipEntry.DEFLATED, Map.of("data.pkl", zeros)));
		assertProblem("none of torch.save", PickleBytes.zip(ZipEntry.STORED, Map.of("other", pickle)));
		assertProblem("ends within its pickle", PickleBytes.zip(new PickleBytes().codes("cposix").end()));
		assertProblem("ends within its pickle", PickleBytes.zip(new PickleBytes().code(0x95).end()));
		assertProblem("is a TorchScript program", PickleBytes.zip(ZipEntry.STORED, Map.of("data.pkl", pickle, "constants.pkl",
			pickle)));
	}

	/** The directory at the end says that the storage, or the pickle, has 2 GB less a byte. */
	@Test
	void entriesThatClaimMoreThanTheFile() throws IOException {
		for (String name : List.of("archive/data/0", "archive/data.pkl")) {
			byte[] zip = PickleBytes.zip(PickleBytes.weight(2, 0, TWO, 1), 1, 2);
			int entry = lastIndexOf(zip, name.getBytes()) - 46;
			ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(entry + 20, Integer.MAX_VALUE).putInt(entry + 24,
				Integer.MAX_VALUE);
			assertNotNull(check(zip));
		}
	}

	/** Every beginning of a file. */
	@Test
	void truncatedFiles() throws IOException {
		byte[] pickle = PickleBytes.weight(2, 0, TWO, 1);
		for (byte[] file : List.of(PickleBytes.zip(pickle, 1, 2), PickleBytes.stream(pickle, 2, 1, 2)))
			for (int length = 4; length < file.length; length++)
				assertNotNull(check(Arrays.copyOf(file, length)));
	}

	/** Whatever is changed in a file, it is read or refused, and nothing else is thrown. */
	@Test
	void changedFiles() throws IOException {
		Random random = new Random(11);
		int refused = 0;
		List<String> names = List.of("checkpoint.pth", "checkpoint-stream.pth", "python2.pth", "protocol4.pth", "views.pth",
			"types.safetensors");
		for (int i = 0; i < 1000; i++) {
			byte[] file = Files.readAllBytes(HostileWeights.FOLDER.resolve(names.get(i % names.size())));
			for (int changes = random.nextInt(5); changes >= 0; changes--)
				file[random.nextInt(file.length)] = (byte) random.nextInt(256);
			if (check(file) != null) refused++;
		}
		assertTrue(refused > 200 && refused < 950, refused + " refused");
	}

	/** Tuples that hold the one before twice; memo 1 is the last. */
	private static PickleBytes bomb(PickleBytes pickle) {
		pickle.codes(")");
		for (int i = 0; i < 100; i++)
			pickle.codes("q\1h\1").code(0x86);
		return pickle.codes("q\0");
	}

	private static Case of(String name, Consumer<PickleBytes> content, String message) {
		PickleBytes pickle = new PickleBytes();
		content.accept(pickle);
		return new Case(name, pickle.end(), message);
	}

	private static Case tensor(String name, long count, long offset, long[] shape, long stride, String message) {
		return new Case(name, PickleBytes.weight(count, offset, shape, stride), message);
	}

	private String check(byte[] bytes) {
		return HostileWeights.check(folder.resolve("file"), bytes);
	}

	private void assertProblem(String expected, byte[] file) {
		String message = check(file);
		assertTrue(message != null && message.contains(expected), message);
	}

	private void assertProblem(String expected, byte[] file, Consumer<byte[]> change) {
		assertNull(check(file));
		change.accept(file);
		assertProblem(expected, file);
	}

	private static int lastIndexOf(byte[] bytes, byte[] part) {
		for (int i = bytes.length - part.length; i >= 0; i--)
			if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) return i;
		throw new AssertionError("not there");
	}
}
