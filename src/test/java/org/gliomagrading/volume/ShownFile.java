package org.gliomagrading.volume;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

/**
 * A file, and its voxels after nibabel has reoriented it; see {@code scripts/reference/shown_volumes.py}.
 *
 * @param folder where it is, from this project's package on
 * @param pictures by the name of the orientation
 * @param percentiles 0.1st and 99.9th of what is neither 0 nor NaN or infinite; null for colours and where there is none
 * @param ends the least and the largest finite value; likewise
 */
public record ShownFile(String folder, String file, boolean colours, Map<String, Pictures> pictures, double[] percentiles,
	double[] ends)
{

	/**
	 * @param frames_channels_slices_rows_columns their numbers
	 * @param voxels base64 of float32 or, of colours, of 0xRRGGBB as int32, little-endian; columns change fastest
	 */
	record Pictures(int[] frames_channels_slices_rows_columns, String voxels) {

		float[] floats() {
			float[] values = new float[bytes().remaining() / Float.BYTES];
			bytes().asFloatBuffer().get(values);
			return values;
		}

		int[] colours() {
			int[] values = new int[bytes().remaining() / Integer.BYTES];
			bytes().asIntBuffer().get(values);
			return values;
		}

		private ByteBuffer bytes() {
			return ByteBuffer.wrap(Base64.getDecoder().decode(voxels)).order(ByteOrder.LITTLE_ENDIAN);
		}
	}

	static List<ShownFile> all() {
		return List.of(json("pictures.json", ShownFile[].class));
	}

	/** What nibabel and NumPy say of each file. */
	static List<JsonObject> descriptions() {
		return List.of(json("descriptions.json", JsonObject[].class));
	}

	/** One of the script's own files. */
	public static Path own(String name) {
		return path("volume", name);
	}

	Path path() {
		return path(folder, file);
	}

	@Override
	public String toString() {
		return file;
	}

	static Path path(String folder, String name) {
		try {
			return Path.of(ShownFile.class.getResource("/org/gliomagrading/" + folder + "/" + name).toURI());
		}
		catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	private static <T> T json(String name, Class<T> type) {
		try (Reader reader = Files.newBufferedReader(own(name))) {
			return new Gson().fromJson(reader, type);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
