package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;
import org.scijava.plugin.Parameter;

import ai.djl.Device;

/** A command that runs a network on the patients of a cohort. */
abstract class ModelCommand extends CohortCommand {

	@Parameter(required = false, description = "where to run: cpu, gpu, gpu:1..., or auto, the GPU where there is one")
	private String device = "auto";

	@Parameter(required = false, min = "0", description = "threads on the CPU; 0: as many as PyTorch takes by itself")
	private int threads = 0;

	/**
	 * Does the command's work, with as many threads as the user wants.
	 *
	 * @param progress told of each step; may stop the work
	 * @return the result
	 * @throws IOException if the work cannot be done
	 */
	abstract Table compute(Progress progress) throws IOException;

	@Override
	protected final Table execute(Progress progress) throws IOException {
		return PyTorch.withThreads(threads, () -> compute(progress));
	}

	/** The device that the user wants; tells which one it is. */
	Device device() throws IOException {
		Device wanted = PyTorch.device(device);
		tellDevice(wanted);
		return wanted;
	}

	/** Loads a trained model, its weights checked; to be closed. */
	SlicePredictor predictor(File model) throws IOException {
		return predictor(GradingModel.read(model.toPath()));
	}

	/** Loads a trained model; to be closed. Only then is the device told: where the model is refused, nothing has run. */
	SlicePredictor predictor(GradingModel model) throws IOException {
		Device wanted = PyTorch.device(device);
		SlicePredictor predictor = new SlicePredictor(model, backbones(), wanted);
		tellDevice(wanted);
		return predictor;
	}

	BackboneService backbones() {
		return context().service(BackboneService.class);
	}
}
