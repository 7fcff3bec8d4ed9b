package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/**
 * Kernels of Keras' layers against those with which a convolution of PyTorch's axes gives the same output
 * ({@code scripts/reference/keras_weight_files.py}).
 */
class KerasKernelsTest {

	@Test
	void turnKernelsAsTheLayersNeed() throws IOException {
		assertTurned("convolution", KerasKernels::convolution);
		assertTurned("depthwise", KerasKernels::depthwise);
		assertTurned("dense", KerasKernels::dense);
	}

	/** A depthwise kernel taken for that of a convolution has the same numbers in another order. */
	@Test
	void oneTurnDoesNotServeForTheOther() throws IOException {
		float[] turned = KerasKernels.convolution(kernel("depthwise", "keras")).values();
		assertFalse(Arrays.equals(kernel("depthwise", "pytorch").values(), turned));
		Tensor dense = kernel("dense", "keras");
		assertThrows(IllegalArgumentException.class, () -> KerasKernels.convolution(dense));
	}

	private static void assertTurned(String layer, UnaryOperator<Tensor> turn) throws IOException {
		Tensor turned = turn.apply(kernel(layer, "keras"));
		Tensor expected = kernel(layer, "pytorch");
		assertArrayEquals(expected.shape(), turned.shape());
		assertArrayEquals(expected.values(), turned.values());
	}

	private static Tensor kernel(String layer, String axes) throws IOException {
		List<String> lines = Files.readAllLines(HostileWeights.FOLDER.resolve("kernels.csv"));
		String[] cells = lines.stream().filter(line -> line.startsWith(layer + "," + axes + ",")).findFirst().orElseThrow()
			.split(",");
		String[] numbers = cells[3].split(" ");
		float[] values = new float[numbers.length];
		for (int i = 0; i < values.length; i++)
			values[i] = Float.parseFloat(numbers[i]);
		return new Tensor(Stream.of(cells[2].split("x")).mapToLong(Long::parseLong).toArray(), values);
	}
}
