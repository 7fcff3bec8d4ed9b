package org.gliomagrading.weights;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

import org.gliomagrading.io.CsvFile;

/**
 * What the tensors of a publisher's file are called ({@code scripts/reference/weight_layouts.py}).
 *
 * @param architecture the architecture's name
 * @param publisher whose file it is
 * @param entries its tensors in the order of the file
 */
public record WeightLayout(String architecture, String publisher, List<Entry> entries) {

	private static final Path FOLDER = Path.of("src/test/resources/weights");

	/**
	 * A tensor.
	 *
	 * @param name what the file calls it
	 * @param shape its shape in the file
	 * @param ours what our network calls it; empty where it has no such tensor
	 */
	public record Entry(String name, long[] shape, String ours) {
	}

	/** @return all that there are */
	public static List<WeightLayout> all() {
		List<WeightLayout> layouts = new ArrayList<>();
		for (String part : List.of("torch", "keras"))
			read("layouts-" + part + ".csv.gz").forEach((name, entries) -> layouts.add(new WeightLayout(name.get(0), name.get(1),
				List.copyOf(entries))));
		return layouts;
	}

	/** @return that of a publisher */
	public static WeightLayout of(String architecture, String publisher) {
		return all().stream().filter(each -> each.architecture.equals(architecture) && each.publisher.equals(publisher))
			.findFirst().orElseThrow();
	}

	private static Map<List<String>, List<Entry>> read(String file) {
		Map<List<String>, List<Entry>> layouts = new LinkedHashMap<>();
		try (Reader text = new InputStreamReader(new GZIPInputStream(Files.newInputStream(FOLDER.resolve(file))),
			StandardCharsets.UTF_8))
		{
			CsvFile.read(file, text, List.of("architecture", "publisher", "tensor", "shape", "ours"), row -> {
				layouts.computeIfAbsent(List.of(row.text("architecture"), row.text("publisher")), name -> new ArrayList<>()).add(
					new Entry(row.text("tensor"), shape(row.text("shape")), row.text("ours")));
				return row;
			});
			return layouts;
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static long[] shape(String text) {
		return text.isEmpty() ? new long[0] : Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray();
	}

	@Override
	public String toString() {
		return architecture + " " + publisher;
	}
}
