package org.gliomagrading.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.InferenceNetwork;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceTensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Runs a trained model over a patient's slices, in batches. Not safe for use from several threads. */
public final class SlicePredictor implements AutoCloseable {

	/** Slices per forward pass: enough to fill two cores, small enough for 2 GB. */
	private static final int BATCH = 16;

	private final GradingModel model;
	private final InferenceNetwork network;
	private final SliceTensor tensor;
	private final int size;

	/**
	 * @param model a trained model
	 * @param backbones where backbones are found
	 * @param device where to run
	 * @throws InputException if the model's head was never trained or its weights do not fit
	 * @throws IOException if the weights cannot be read
	 */
	public SlicePredictor(GradingModel model, BackboneService backbones, Device device) throws IOException {
		model.requireTrained();
		this.model = model;
		size = model.description().inputSize();
		tensor = new SliceTensor(size);
		network = new InferenceNetwork(model.network(backbones, device), size);
	}

	/**
	 * @param volumes a patient's volumes
	 * @param range the slices, numbered as they are stored
	 * @param subset the patient's subset in a split; empty without one
	 * @return P(HGG) of each slice, in the order of the range
	 */
	public List<SlicePrediction> predict(PatientVolumes volumes, SliceRange range, String subset) {
		Patient patient = volumes.patient();
		String name = model.description().name();
		String seed = model.seed().isPresent() ? Long.toString(model.seed().getAsLong()) : "";
		List<SlicePrediction> predictions = new ArrayList<>();
		for (int first = range.first(); first <= range.last(); first += BATCH) {
			int[] slices = IntStream.rangeClosed(first, Math.min(first + BATCH - 1, range.last())).toArray();
			float[] logits = logits(volumes, slices);
			for (int i = 0; i < slices.length; i++)
				predictions.add(new SlicePrediction(name, seed, patient.id(), patient.centre(), patient.grade(), subset,
					slices[i], 1 / (1 + Math.exp(-logits[i]))));
		}
		return predictions;
	}

	private float[] logits(PatientVolumes volumes, int[] slices) {
		int channels = volumes.channels().size();
		int length = tensor.length(channels);
		float[] values = new float[slices.length * length];
		for (int i = 0; i < slices.length; i++)
			tensor.write(volumes.channels(), volumes.lpsSlice(slices[i]), values, i * length);
		try (NDManager batch = network.manager().newSubManager()) {
			NDArray images = batch.create(values, new Shape(slices.length, channels, size, size));
			return network.logits(network.features(images)).toFloatArray();
		}
	}

	@Override
	public void close() {
		network.close();
	}
}
