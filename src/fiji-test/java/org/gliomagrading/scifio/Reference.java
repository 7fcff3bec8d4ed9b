package org.gliomagrading.scifio;

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

import com.google.gson.Gson;

/**
 * What nibabel reads from a file; see {@code scripts/reference/nifti_standard.py}.
 *
 * @param stored base64 of the stored numbers, little-endian, the first axis changing fastest
 * @param scaling slope and inter
 * @param values base64 of the values as little-endian float32; null for colours
 * @param doubles likewise as float64
 */
record Reference(String file, long[] shape, double[][] affine, double[] zooms, String description, String type,
	List<String> units, String stored, double[] scaling, String values, String doubles)
{

	static List<Reference> all() {
		try (Reader reader = Files.newBufferedReader(folder().resolve("standard/expected.json"))) {
			return List.of(new Gson().fromJson(reader, Reference[].class));
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static Reference named(String part) {
		return all().stream().filter(file -> file.file.contains(part)).findFirst().orElseThrow();
	}

	/** The folder of the NIfTI reader's test files. */
	static Path folder() {
		try {
			return Path.of(Reference.class.getResource("/org/gliomagrading/nifti/expected.json").toURI()).getParent();
		}
		catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	Path path() {
		return folder().resolve("standard").resolve(file);
	}

	boolean isColour() {
		return type.startsWith("rgb");
	}

	boolean isScaled() {
		return scaling[0] != 1 || scaling[1] != 0;
	}

	boolean isSixtyFourBits() {
		return type.endsWith("64");
	}

	ByteBuffer storedBytes() {
		return ByteBuffer.wrap(Base64.getDecoder().decode(stored)).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * The values as ImageJ is to have them: single precision, double for numbers of 64 bits; colours byte by byte.
	 * Zeros have no sign: nibabel adds no inter of 0, which would take it away.
	 */
	double[] expected() {
		if (isColour()) {
			ByteBuffer bytes = storedBytes();
			double[] numbers = new double[bytes.remaining()];
			for (int i = 0; i < numbers.length; i++)
				numbers[i] = bytes.get(i) & 0xff;
			return numbers;
		}
		ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(doubles)).order(ByteOrder.LITTLE_ENDIAN);
		double[] numbers = new double[bytes.remaining() / Double.BYTES];
		bytes.asDoubleBuffer().get(numbers);
		boolean single = (isScaled() || type.equals("float32")) && !isSixtyFourBits();
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = (single ? (float) numbers[i] : numbers[i]) + 0.0;
		return numbers;
	}

	@Override
	public String toString() {
		return file;
	}
}
