package org.gliomagrading.inference;

import java.io.IOException;
import java.util.function.ObjIntConsumer;

import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.InferenceNetwork;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceTensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Runs a model's backbone over a patient's slices, in batches: trained or not, its features are what its weights make of
 * the slices. Not safe for use from several threads.
 */
public final class SliceFeatures implements AutoCloseable {

	/** Slices per forward pass: enough to fill two cores, small enough for 2 GB. */
	private static final int BATCH = 16;

	private final InferenceNetwork network;
	private final SliceTensor tensor;
	private final int size;

	/**
	 * @param model a model
	 * @param backbones where backbones are found
	 * @param device where to run
	 * @throws InputException if the model's weights do not fit
	 * @throws IOException if the weights cannot be read
	 */
	public SliceFeatures(GradingModel model, BackboneService backbones, Device device) throws IOException {
		this(model.network(backbones, device), model.sliceTensor(), model.description().inputSize());
	}

	/**
	 * @param trained a network; owned by this from now on
	 * @param tensor what makes its input of slices
	 * @param size height and width of that, in pixels
	 * @throws IOException if the network cannot be made ready
	 */
	public SliceFeatures(GradingNetwork trained, SliceTensor tensor, int size) throws IOException {
		this.size = size;
		this.tensor = tensor;
		network = new InferenceNetwork(trained, size);
	}

	/**
	 * @param volumes a patient's volumes
	 * @param range the slices, numbered as they are stored
	 * @param step run before each batch; may stop the work by an exception
	 * @return the features of each slice: the backbone's maps, averaged over each map; in the order of the range
	 */
	public float[][] of(PatientVolumes volumes, SliceRange range, Runnable step) {
		float[][] features = new float[range.count()][];
		run(volumes, range, step, (batch, first) -> {
			int count = Math.toIntExact(batch.getShape().get(0));
			int length = Math.toIntExact(batch.getShape().get(1));
			float[] values = batch.toFloatArray();
			for (int i = 0; i < count; i++) {
				features[first - range.first() + i] = new float[length];
				System.arraycopy(values, i * length, features[first - range.first() + i], 0, length);
			}
		});
		return features;
	}

	/** Hands over the features of each batch, (slices, features), with the number of its first slice; freed afterwards. */
	void run(PatientVolumes volumes, SliceRange range, Runnable step, ObjIntConsumer<NDArray> task) {
		int channels = volumes.channels().size();
		int length = tensor.length(channels);
		int count;
		for (int first = range.first(); first <= range.last(); first += count) {
			step.run();
			count = InferenceNetwork.part(range.last() - first + 1, BATCH);
			float[] values = new float[count * length];
			for (int i = 0; i < count; i++)
				tensor.write(volumes.channels(), volumes.lpsSlice(first + i), values, i * length);
			try (NDManager batch = network.manager().newSubManager()) {
				task.accept(network.features(batch.create(values, new Shape(count, channels, size, size))), first);
			}
		}
	}

	/** The network that computes the features. */
	InferenceNetwork network() {
		return network;
	}

	@Override
	public void close() {
		network.close();
	}
}
