package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

import net.imglib2.img.array.ArrayImgs;

/** Descriptions against nibabel's header and NumPy's statistics. */
class VolumeDescriptionTest {

	private static final double TOLERANCE = 1e-12;

	/** Where the voxels start in our own NIfTI-1 files. */
	private static final int START = 352;

	@TempDir
	private Path temporary;

	static List<JsonObject> descriptions() {
		return ShownFile.descriptions();
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void equalsNibabel(JsonObject expected) throws IOException {
		assertEquals(List.of(), differences(expected, described(expected)));
	}

	@Test
	void controlsAreNoticed() throws IOException {
		int unscaled = 0;
		int mirrored = 0;
		for (JsonObject expected : descriptions()) {
			JsonObject seen = described(expected);
			double slope = seen.getAsJsonObject("scaling").get("slope").getAsDouble();
			if (!seen.get("max").isJsonNull()) seen.addProperty("max", seen.get("max").getAsDouble() / slope);
			if (differences(expected, seen).equals(List.of("max"))) unscaled++;
			seen = described(expected);
			seen.addProperty("orientation", seen.get("orientation").getAsString().replace('L', 'l').replace('R', 'L').replace(
				'l', 'R'));
			assertEquals(List.of("orientation"), differences(expected, seen));
			mirrored++;
		}
		assertTrue(unscaled > 10, "only " + unscaled);
		assertEquals(53, mirrored);
	}

	@Test
	void valuesThatAreNotFiniteAreCountedAndLeftOut() throws IOException {
		JsonObject odd = described(ShownFile.own("not-finite.nii"));
		assertEquals(3, odd.get("notFinite").getAsInt());
		assertEquals(-7, odd.get("min").getAsDouble());
		JsonObject none = described(ShownFile.own("only-nan.nii.gz"));
		assertTrue(none.get("min").isJsonNull() && none.get("max").isJsonNull() && none.get("mean").isJsonNull());
		assertEquals(13 * 11 * 7, none.get("notFinite").getAsInt());
	}

	@Test
	void everyValueStandsOnALineOfStrictJson() throws IOException {
		for (JsonObject expected : descriptions()) {
			String json = VolumeDescription.of(path(expected), Progress.NONE).toJson();
			try (JsonReader strict = new JsonReader(new StringReader(json))) {
				strict.skipValue(); // not lenient: NaN would be refused
				assertEquals(JsonToken.END_DOCUMENT, strict.peek());
			}
			assertEquals(2 + 21, json.lines().count(), json);
		}
		assertThrows(IOException.class, () -> {
			try (JsonReader strict = new JsonReader(new StringReader("{\"min\": NaN}"))) {
				strict.skipValue();
				strict.peek();
			}
		});
	}

	@Test
	void linesAreWhatImageJReads() throws IOException {
		try (NiftiReader reader = NiftiReader.open(ShownFile.own("comment.nii"))) {
			String lines = VolumeDescription.of("comment.nii", reader.header()).toLines();
			assertTrue(lines.contains("\ndescription: a \"quoted\" line <&>\n"), lines);
			assertTrue(lines.contains("\nshape: [2,3,4]\n"), lines);
			assertTrue(lines.contains("\"text\":\"made by hand\""), lines);
			assertFalse(lines.contains("\nmin: "), lines);
		}
	}

	@Test
	void aVolumeLargerThanTheMemoryIsStreamed() throws IOException {
		Path file = temporary.resolve("large.nii");
		short[] shape = { 512, 512, 2200 };
		long voxels = 512L * 512 * 2200;
		writeSparse(file, shape, voxels);
		assertTrue(voxels > Runtime.getRuntime().maxMemory(), "550 MB, and tests have 512");
		List<Long> steps = new ArrayList<>();
		String json = VolumeDescription.of(file, (done, total, what) -> steps.add(done)).toJson();
		JsonObject seen = JsonParser.parseString(json).getAsJsonObject();
		assertEquals(255, seen.get("max").getAsInt());
		assertEquals(255.0 / voxels, seen.get("mean").getAsDouble());
		assertEquals(2200, steps.get(steps.size() - 1));
		assertTrue(steps.size() < 300, "reports: " + steps.size());
	}

	@Test
	void whatCannotBeReadIsRefused() throws IOException {
		Path text = Files.writeString(temporary.resolve("text.nii"), "no volume");
		assertThrows(InputException.class, () -> VolumeDescription.of(text, Progress.NONE));
		assertThrows(InputException.class, () -> VolumeDescription.of(temporary.resolve("none.nii"), Progress.NONE));
	}

	/** Zeros but for the last voxel; the file system stores hardly any of it. */
	private static void writeSparse(Path file, short[] shape, long voxels) throws IOException {
		NiftiWriter.write(file, NiftiHeader.of(NiftiType.UINT8, new long[] { 1, 1, 1 }, new double[][] { { -1, 0, 0, 0 }, { 0,
			-1, 0, 0 }, { 0, 0, 1, 0 }, { 0, 0, 0, 1 } }), ArrayImgs.unsignedBytes(1, 1, 1));
		ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < shape.length; i++)
			header.putShort(42 + 2 * i, shape[i]);
		try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
			out.write(header.array());
			out.seek(START + voxels - 1);
			out.write(255);
		}
	}

	private static JsonObject described(JsonObject expected) throws IOException {
		return described(path(expected));
	}

	private static JsonObject described(Path file) throws IOException {
		return JsonParser.parseString(VolumeDescription.of(file, Progress.NONE).toJson()).getAsJsonObject();
	}

	private static Path path(JsonObject expected) {
		return ShownFile.path(expected.get("folder").getAsString(), expected.get("file").getAsString());
	}

	/** The names of the values that differ; numbers by more than 1e-12 of the larger of 1 and the range of values. */
	private static List<String> differences(JsonObject expected, JsonObject seen) {
		Set<String> names = new TreeSet<>(expected.keySet());
		names.addAll(seen.keySet());
		names.remove("folder");
		double scale = 1;
		for (String end : List.of("min", "max"))
			if (!expected.get(end).isJsonNull()) scale = Math.max(scale, Math.abs(expected.get(end).getAsDouble()));
		double tolerance = scale * TOLERANCE;
		return names.stream().filter(name -> !same(expected.get(name), seen.get(name), name.equals("mean") ? tolerance
			: TOLERANCE)).toList();
	}

	private static boolean same(JsonElement a, JsonElement b, double tolerance) {
		if (a == null || b == null) return false;
		if (a instanceof JsonArray x && b instanceof JsonArray y) {
			boolean same = x.size() == y.size();
			for (int i = 0; same && i < x.size(); i++)
				same = same(x.get(i), y.get(i), tolerance);
			return same;
		}
		if (a instanceof JsonObject x && b instanceof JsonObject y) return x.keySet().equals(y.keySet()) && x.keySet().stream()
			.allMatch(name -> same(x.get(name), y.get(name), tolerance));
		if (!a.isJsonPrimitive() || !b.isJsonPrimitive()) return a.equals(b);
		if (!a.getAsJsonPrimitive().isNumber()) return a.equals(b);
		double x = a.getAsDouble();
		double y = b.getAsDouble();
		return Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x));
	}
}
