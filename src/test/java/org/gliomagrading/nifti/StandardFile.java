package org.gliomagrading.nifti;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.google.gson.Gson;

/**
 * What nibabel reads from a file; see {@code scripts/reference/nifti_standard.py}.
 *
 * @param levels how it was made; empty for nibabel's own
 * @param intent code, name, three parameters
 * @param stored base64 of the stored numbers, little-endian, the first axis changing fastest; null for a header whose
 *          voxels are missing
 * @param scaling slope and inter
 * @param values base64 of the values as little-endian float32; null for colours
 * @param doubles likewise as float64
 */
record StandardFile(String file, Map<String, String> levels, long[] shape, boolean bigEndian, String version,
	double[][] affine, double[] zooms, String description, String type, List<String> units, List<Object> intent,
	List<Extension> extensions, String stored, double[] scaling, String values, String doubles)
{

	/** @param content base64, without zeros at the end */
	record Extension(int code, String content) {
	}

	static List<StandardFile> in(Path folder) {
		try (Reader reader = Files.newBufferedReader(folder.resolve("expected.json"))) {
			return List.of(new Gson().fromJson(reader, StandardFile[].class));
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Made by the script, not found with nibabel. */
	boolean isGenerated() {
		return !levels.isEmpty();
	}

	byte[] storedBytes() {
		return Base64.getDecoder().decode(stored);
	}

	float[] floats() {
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(values)).order(ByteOrder.LITTLE_ENDIAN);
		float[] floats = new float[bytes.remaining() / Float.BYTES];
		bytes.asFloatBuffer().get(floats);
		return floats;
	}

	double[] doubleValues() {
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(doubles)).order(ByteOrder.LITTLE_ENDIAN);
		double[] numbers = new double[bytes.remaining() / Double.BYTES];
		bytes.asDoubleBuffer().get(numbers);
		return numbers;
	}

	@Override
	public String toString() {
		return file;
	}
}
