package org.gliomagrading.nifti;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.google.gson.Gson;

/**
 * A file made with nibabel and what nibabel reads from it; see {@code scripts/reference/nifti_files.py}.
 *
 * @param values as float32, the first axis changing fastest
 * @param stored the stored integers in decimal; null for floats
 * @param lpsAffine affine of the volume that nibabel reorients to LPS; null but for the files that differ in axis order
 * @param axialSums sum of the stored numbers of each slice along the stored axial axis; likewise
 */
public record NibabelFile(String file, long[] shape, String type, boolean bigEndian, double slope, double inter,
	String units, String description, double[][] affine, double[] spacing, double[] voxelSizes, String axcodes,
	float[] values, String[] stored, double[][] lpsAffine, long[] axialSums)
{

	/** All files. */
	public static List<NibabelFile> all() {
		return List.of(json("expected.json", NibabelFile[].class));
	}

	/** One oblique volume in the 48 axis orders. */
	public static List<NibabelFile> axisOrders() {
		return all().stream().filter(file -> file.lpsAffine != null).toList();
	}

	/** One file. */
	public static NibabelFile named(String name) {
		return all().stream().filter(file -> file.file.equals(name)).findFirst().orElseThrow();
	}

	/** The file itself. */
	public Path path() {
		return resource("files/" + file);
	}

	@Override
	public String toString() {
		return file;
	}

	/** A file of reference values as a Java value. */
	public static <T> T json(String name, Class<T> type) {
		try (Reader reader = Files.newBufferedReader(resource(name))) {
			return new Gson().fromJson(reader, type);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	static Path resource(String name) {
		try {
			return Path.of(NibabelFile.class.getResource("/org/gliomagrading/nifti/" + name).toURI());
		}
		catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** The largest difference between two affines relative to the largest entry of the first. */
	public static double relativeDifference(double[][] a, double[][] b) {
		double largest = Arrays.stream(a).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow();
		double difference = 0;
		for (int i = 0; i < 4; i++)
			for (int j = 0; j < 4; j++)
				difference = Math.max(difference, Math.abs(a[i][j] - b[i][j]));
		return difference / largest;
	}
}
