package org.gliomagrading.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingHead;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.prediction.Efficiency;
import org.gliomagrading.prediction.SlicePrediction;
import org.gliomagrading.slice.SliceRange;

import ai.djl.Device;

/** Runs a trained model over a patient's slices. Not safe for use from several threads. */
public final class SlicePredictor implements AutoCloseable {

	private final SliceFeatures features;
	private final String name;
	private final String seed;
	private final double parameters;

	/**
	 * @param model a trained model
	 * @param backbones where backbones are found
	 * @param device where to run
	 * @throws InputException if the model's head was never trained or its weights do not fit
	 * @throws IOException if the weights cannot be read
	 */
	public SlicePredictor(GradingModel model, BackboneService backbones, Device device) throws IOException {
		model.requireTrained();
		name = model.description().name();
		seed = model.seed().isPresent() ? Long.toString(model.seed().getAsLong()) : "";
		features = new SliceFeatures(model, backbones, device);
		parameters = Architecture.of(model.description().architecture()).parameters() + GradingHead.parameters(features.network()
			.channels());
	}

	/**
	 * @param volumes a patient's volumes
	 * @param range the slices, numbered as they are stored
	 * @param subset the patient's subset in a split; empty without one
	 * @param step run before each batch; may stop the work by an exception
	 * @return P(HGG) of each slice, in the order of the range
	 */
	public List<SlicePrediction> predict(PatientVolumes volumes, SliceRange range, String subset, Runnable step) {
		Patient patient = volumes.patient();
		List<SlicePrediction> predictions = new ArrayList<>();
		features.run(volumes, range, step, (batch, first) -> {
			float[] logits = features.network().logits(batch).toFloatArray();
			for (int i = 0; i < logits.length; i++)
				predictions.add(new SlicePrediction(name, seed, patient.id(), patient.centre(), patient.grade(), subset, first + i,
					1 / (1 + Math.exp(-logits[i]))));
		});
		return predictions;
	}

	/** What the model's predictions cost. */
	Efficiency efficiency(CostMeter cost) {
		Device device = features.network().manager().getDevice();
		return new Efficiency(name, seed, PyTorch.name(device), parameters, cost.secondsPerPatient(), CostMeter.peakMemoryMb());
	}

	@Override
	public void close() {
		features.close();
	}
}
