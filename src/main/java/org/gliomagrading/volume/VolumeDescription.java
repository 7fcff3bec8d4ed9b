package org.gliomagrading.volume;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.nifti.HeaderExtension;
import org.gliomagrading.nifti.HeaderVersion;
import org.gliomagrading.nifti.Intent;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiReader;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.stream.JsonWriter;

/**
 * What a NIfTI or ANALYZE file is, for people and for scripts: names and values in a fixed order. A value that does not
 * exist, or is not finite (JSON has neither NaN nor infinities), is null. Immutable.
 */
public final class VolumeDescription {

	private static final Map<HeaderVersion, String> VERSIONS = Map.of(HeaderVersion.NIFTI1, "NIfTI-1",
		HeaderVersion.NIFTI2, "NIfTI-2", HeaderVersion.ANALYZE, "ANALYZE 7.5");

	/** An extension that is a comment in plain text; {@code nifti1.h}, NIFTI_ECODE_COMMENT. */
	private static final int COMMENT = 6;
	private static final int TIME = 3;

	private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

	private final Map<String, Object> values;

	private VolumeDescription(Map<String, Object> values) {
		this.values = Collections.unmodifiableMap(values);
	}

	/**
	 * Describes a header.
	 *
	 * @param name the file's name
	 * @param header its header
	 * @return file, version, byteOrder, shape, type, spacing (of each axis, what nibabel calls zooms), units, timeUnits,
	 *         timeStep, affine (rows of a 4 x 4 matrix, from voxel indices to RAS+), orientation (where the first three
	 *         axes lead, such as LPS), qformCode, sformCode, scaling (slope, inter), intent, description, extensions (code,
	 *         bytes, and the text of a comment)
	 */
	public static VolumeDescription of(String name, NiftiHeader header) {
		Map<String, Object> values = new LinkedHashMap<>();
		double[] spacing = header.spacing();
		values.put("file", name);
		values.put("version", VERSIONS.get(header.version()));
		values.put("byteOrder", header.byteOrder().toString().toLowerCase(Locale.ROOT).replace('_', '-'));
		values.put("shape", header.shape());
		values.put("type", header.type().toString());
		values.put("spacing", numbers(spacing));
		values.put("units", header.units());
		values.put("timeUnits", header.timeUnits());
		values.put("timeStep", spacing.length > TIME ? number(spacing[TIME]) : null);
		values.put("affine", Arrays.stream(header.affine()).map(VolumeDescription::numbers).toList());
		values.put("orientation", orientation(header.affine()));
		values.put("qformCode", header.fields().get("qform_code"));
		values.put("sformCode", header.fields().get("sform_code"));
		values.put("scaling", named("slope", number(header.scaling().slope()), "inter", number(header.scaling().inter())));
		Intent intent = header.intent();
		values.put("intent", named("code", intent.code(), "name", intent.name(), "parameters", numbers(intent.p1(), intent
			.p2(), intent.p3())));
		values.put("description", header.description());
		values.put("extensions", header.extensions().stream().map(VolumeDescription::extension).toList());
		return new VolumeDescription(values);
	}

	/**
	 * Describes a file with its voxels, which are read plane by plane.
	 *
	 * @param file the file; of a pair, either one
	 * @param progress told how far the voxels have been read
	 * @return as {@link #of(String, NiftiHeader)}, and the {@link VoxelStatistics}: min, max, mean (of the finite values,
	 *         after scaling), notFinite (how many are not)
	 * @throws InputException if the file cannot be read
	 */
	public static VolumeDescription of(Path file, Progress progress) throws InputException {
		try (NiftiReader reader = NiftiReader.open(file)) {
			VoxelStatistics statistics = VoxelStatistics.of(reader, progress);
			Map<String, Object> values = new LinkedHashMap<>(of(file.getFileName().toString(), reader.header()).values);
			values.put("min", number(statistics.min()));
			values.put("max", number(statistics.max()));
			values.put("mean", number(statistics.mean()));
			values.put("notFinite", statistics.notFinite());
			return new VolumeDescription(values);
		}
	}

	/**
	 * @return a JSON object, each value on a line of its own
	 */
	public String toJson() {
		StringWriter text = new StringWriter();
		try (JsonWriter writer = new JsonWriter(text)) {
			writer.setIndent("  ");
			writer.beginObject();
			for (Map.Entry<String, Object> entry : values.entrySet())
				writer.name(entry.getKey()).jsonValue(GSON.toJson(entry.getValue()));
			writer.endObject();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e); // a StringWriter throws none
		}
		return text.toString();
	}

	/**
	 * @return a line "name: value" for each value, the form in which ImageJ keeps what is known of an image
	 */
	public String toLines() {
		StringBuilder lines = new StringBuilder();
		values.forEach((name, value) -> lines.append(name).append(": ").append(value instanceof String text ? text.replaceAll(
			"\\p{Cntrl}", " ") : GSON.toJson(value)).append('\n'));
		return lines.toString();
	}

	private static String orientation(double[][] affine) {
		try {
			return Orientation.of(affine).toString();
		}
		catch (IllegalArgumentException e) {
			return null;
		}
	}

	private static Map<String, Object> extension(HeaderExtension extension) {
		byte[] content = extension.content();
		Map<String, Object> values = named("code", extension.code(), "bytes", content.length);
		if (extension.code() == COMMENT) values.put("text", new String(content, StandardCharsets.ISO_8859_1).replaceAll("\0+$",
			""));
		return values;
	}

	private static Map<String, Object> named(Object... pairs) {
		Map<String, Object> values = new LinkedHashMap<>();
		for (int i = 0; i < pairs.length; i += 2)
			values.put((String) pairs[i], pairs[i + 1]);
		return values;
	}

	/** In a list that may hold null. */
	private static List<BigDecimal> numbers(double... numbers) {
		return Arrays.stream(numbers).mapToObj(VolumeDescription::number).toList();
	}

	/** In its shortest form: 1 and not 1.0. */
	private static BigDecimal number(double number) {
		return Double.isFinite(number) ? new BigDecimal(Decimals.format(number)) : null;
	}
}
