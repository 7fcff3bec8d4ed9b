import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.Random;

import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.InferenceNetwork;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.network.Variant;
import org.scijava.Context;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Times networks from the slices' floats to their logits. Reads lines of tab-separated words from standard input and
 * answers each by a line: {@code load BACKBONE VARIANT SIZE BATCH} by the number of parameters, {@code run} by the
 * milliseconds of one batch.
 */
public class Inference {

	public static void main(String[] args) throws Exception {
		System.out.println(PyTorch.describe(Device.cpu()) + ", Java " + System.getProperty("java.version"));
		try (Context context = new Context(BackboneService.class);
				BufferedReader in = new BufferedReader(new InputStreamReader(System.in)))
		{
			InferenceNetwork network = null;
			float[] slices = null;
			Shape shape = null;
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String[] words = line.split("\t");
				if (words[0].equals("load")) {
					if (network != null) network.close();
					int size = Integer.parseInt(words[3]);
					shape = new Shape(Long.parseLong(words[4]), 3, size, size);
					slices = random((int) shape.size());
					Backbone backbone = context.service(BackboneService.class).backbone(words[1]);
					GradingNetwork random = new GradingNetwork(backbone, Variant.of(words[2]), Device.cpu(), 1);
					long parameters = random.parameters().values().stream().filter(GradingNetwork::isLearned).mapToLong(
						parameter -> parameter.getShape().size()).sum();
					network = new InferenceNetwork(random, size);
					System.out.println(parameters);
				}
				else System.out.println(milliseconds(network, slices, shape));
			}
		}
	}

	private static double milliseconds(InferenceNetwork network, float[] slices, Shape shape) {
		long start = System.nanoTime();
		try (NDManager manager = network.manager().newSubManager()) {
			NDArray logits = network.logits(network.features(manager.create(slices, shape)));
			if (logits.toFloatArray().length != shape.get(0)) throw new IllegalStateException("not one number per slice");
		}
		return (System.nanoTime() - start) / 1e6;
	}

	private static float[] random(int count) {
		Random random = new Random(1);
		float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = random.nextFloat();
		return values;
	}
}
