package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;

import org.gliomagrading.inference.SlicePredictor;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.PyTorch;

import ai.djl.Device;

/** A command that runs a network on the patients of a cohort. */
abstract class ModelCommand extends CohortCommand {

	/** The device of that name; tells which one it is. */
	Device device(String name) throws IOException {
		Device device = PyTorch.device(name);
		tell(PyTorch.describe(device));
		return device;
	}

	/** Loads a trained model, its weights checked; to be closed. */
	SlicePredictor predictor(File model, String device) throws IOException {
		return new SlicePredictor(GradingModel.read(model.toPath()), backbones(), device(device));
	}

	BackboneService backbones() {
		return context().service(BackboneService.class);
	}
}
