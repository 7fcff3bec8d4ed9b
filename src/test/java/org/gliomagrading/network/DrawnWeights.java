package org.gliomagrading.network;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

import ai.djl.ndarray.types.Shape;

/** The values of {@code scripts/reference/drawn_weights.py}. */
public final class DrawnWeights {

	private record Range(String names, double low, double high) {
	}

	private static final List<Range> OTHERS = List.of( //
		new Range(".*(_bn|(bn|norm)\\d?\\.).*running_var", 0.05, 0.2), //
		new Range(".*(_bn|(bn|norm)\\d?\\.).*weight", 0.5, 1.5), //
		new Range(".*\\.block\\.0\\.(weight|bias)", -0.0005, 0.0005), //
		new Range(".*\\.block\\.2\\.weight", 1, 3), //
		new Range(".*\\.block\\.[235]\\.bias|features\\.(0\\.0|[246]\\.[01])\\.bias", -0.05, 0.05), //
		new Range(".*\\.block\\.[23]\\.1\\.weight", 0.2, 0.6));

	private DrawnWeights() {
		// only static methods
	}

	/** Sets every parameter and statistic of a network's backbone. */
	static void fill(GradingNetwork network) {
		network.parameters().forEach((name, parameter) -> {
			if (name.startsWith("backbone.")) network.set(name, draw(name.substring("backbone.".length()), parameter.getShape()));
		});
	}

	static float[] images(int count, int size) {
		return between("images", count * 3 * size * size, 0, 1);
	}

	/** @return the values of a tensor, by our name and in PyTorch's layout */
	public static float[] draw(String name, Shape shape) {
		int count = Math.toIntExact(shape.size());
		for (Range other : OTHERS)
			if (name.matches(other.names)) return between(name, count, other.low, other.high);
		if (name.endsWith("running_mean")) return between(name, count, -0.1, 0.1);
		if (name.endsWith("running_var")) return between(name, count, 0.01, 0.04);
		if (name.endsWith("bias")) return between(name, count, -0.5, 1.5);
		if (shape.dimension() == 1) return between(name, count, 0.1, 0.5);
		double bound = Math.sqrt(1.0 / shape.slice(1).size());
		return between(name, count, -bound, bound);
	}

	/** @return SplitMix64's output function over the name's CRC-32 and the index, in a range */
	public static float[] between(String name, int count, double low, double high) {
		CRC32 crc = new CRC32();
		crc.update(name.getBytes(StandardCharsets.UTF_8));
		float[] values = new float[count];
		for (int i = 0; i < count; i++) {
			long z = ((crc.getValue() << 32) + i) * 0x9E3779B97F4A7C15L;
			z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
			z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
			z ^= z >>> 31;
			values[i] = (float) (low + (high - low) * ((z >>> 40) / (double) (1 << 24)));
		}
		return values;
	}
}
