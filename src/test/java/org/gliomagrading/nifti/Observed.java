package org.gliomagrading.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * What our reader reads from a file, and how it differs from what nibabel reads.
 *
 * @param stored bytes of the whole volume as the image holds them, little-endian
 * @param planes likewise, read plane by plane; both null for a header whose voxels are missing
 */
record Observed(NiftiHeader header, byte[] stored, byte[] planes, float[] floats, double[] doubles, double[][] affine,
	double[] zooms, List<String> units)
{

	static Observed of(Path file, boolean headerOnly) throws IOException {
		if (headerOnly) return of(NiftiReader.readHeader(file), null, null, null, null);
		try (NiftiReader reader = NiftiReader.open(file)) {
			NiftiImage image = NiftiReader.read(file);
			int length = java.lang.reflect.Array.getLength(reader.newPlane());
			ByteBuffer planes = ByteBuffer.allocate((int) reader.planeCount() * length * reader.header().type().numberBytes());
			float[] floats = new float[(int) reader.planeCount() * length];
			double[] doubles = new double[floats.length];
			for (int i = 0; i < reader.planeCount(); i++) {
				Object plane = reader.newPlane();
				float[] single = new float[length];
				double[] real = new double[length];
				reader.readPlane(i, plane);
				reader.readFloats(i, single);
				reader.readDoubles(i, real);
				put(plane, planes.order(ByteOrder.LITTLE_ENDIAN));
				System.arraycopy(single, 0, floats, i * length, length);
				System.arraycopy(real, 0, doubles, i * length, length);
			}
			return of(reader.header(), bytes(image), planes.array(), floats, doubles);
		}
	}

	private static Observed of(NiftiHeader header, byte[] stored, byte[] planes, float[] floats, double[] doubles) {
		return new Observed(header, stored, planes, floats, doubles, header.affine(), header.spacing(), List.of(header.units(),
			header.timeUnits()));
	}

	/** The aspects in which it differs. */
	List<String> differences(StandardFile expected) {
		List<String> differences = new ArrayList<>();
		Intent intent = header.intent();
		note(differences, "shape", Arrays.equals(expected.shape(), header.shape()));
		note(differences, "type", expected.type().equals(header.type().toString()) && expected.version().equals(header
			.version().name()) && expected.bigEndian() == header.byteOrder().equals(ByteOrder.BIG_ENDIAN));
		note(differences, "affine", NibabelFile.relativeDifference(expected.affine(), affine) <= 1e-12);
		note(differences, "zooms", Arrays.equals(expected.zooms(), zooms));
		note(differences, "units", expected.units().equals(units));
		note(differences, "intent", expected.intent().equals(List.<Object> of((double) intent.code(), intent.name(), intent
			.p1(), intent.p2(), intent.p3())));
		note(differences, "description", expected.description().equals(header.description()));
		note(differences, "extensions", expected.extensions().equals(header.extensions().stream().map(
			extension -> new StandardFile.Extension(extension.code(), Base64.getEncoder().encodeToString(trimmed(extension
				.content())))).toList()));
		if (expected.stored() == null) return differences;
		note(differences, "raw", Arrays.equals(expected.storedBytes(), stored));
		note(differences, "raw by planes", Arrays.equals(expected.storedBytes(), planes));
		if (expected.values() == null) return differences;
		note(differences, "scaling", Arrays.equals(expected.scaling(), new double[] { header.scaling().slope(), header
			.scaling().inter() }));
		note(differences, "values", sameFloats(expected.floats()));
		note(differences, "values as doubles", sameDoubles(expected.doubleValues()));
		return differences;
	}

	private static void note(List<String> differences, String aspect, boolean same) {
		if (!same) differences.add(aspect);
	}

	/** As numbers: 0 and -0 are the same. */
	private boolean sameFloats(float[] expected) {
		boolean same = expected.length == floats.length;
		for (int i = 0; same && i < floats.length; i++)
			same = expected[i] == floats[i] || Float.isNaN(expected[i]) && Float.isNaN(floats[i]);
		return same;
	}

	private boolean sameDoubles(double[] expected) {
		boolean same = expected.length == doubles.length;
		for (int i = 0; same && i < doubles.length; i++)
			same = expected[i] == doubles[i] || Double.isNaN(expected[i]) && Double.isNaN(doubles[i]);
		return same;
	}

	private static byte[] trimmed(byte[] content) {
		int length = content.length;
		while (length > 0 && content[length - 1] == 0)
			length--;
		return Arrays.copyOf(content, length);
	}

	private static byte[] bytes(NiftiImage image) {
		RandomAccessibleInterval<? extends RealType<?>> voxels = image.stored();
		NiftiType type = image.header().type();
		if (type.channels() > 1) voxels = Views.moveAxis(voxels, voxels.numDimensions() - 1, 0);
		int size = type.bits() / 8 / type.channels();
		ByteBuffer bytes = ByteBuffer.allocate((int) voxels.size() * size).order(ByteOrder.LITTLE_ENDIAN);
		for (RealType<?> voxel : Views.flatIterable(voxels))
			if (voxel instanceof FloatType real) bytes.putFloat(real.get());
			else if (voxel instanceof DoubleType real) bytes.putDouble(real.get());
			else bytes.put(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, ((IntegerType<?>) voxel)
				.getIntegerLong()).array(), 0, size);
		return bytes.array();
	}

	private static void put(Object plane, ByteBuffer to) {
		if (plane instanceof byte[] numbers) to.put(numbers);
		else if (plane instanceof short[] numbers) for (short number : numbers)
			to.putShort(number);
		else if (plane instanceof int[] numbers) for (int number : numbers)
			to.putInt(number);
		else if (plane instanceof long[] numbers) for (long number : numbers)
			to.putLong(number);
		else if (plane instanceof float[] numbers) for (float number : numbers)
			to.putFloat(number);
		else for (double number : (double[]) plane)
			to.putDouble(number);
	}
}
