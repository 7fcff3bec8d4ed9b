package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.Variant;
import org.gliomagrading.slice.SliceTensor;

import ai.djl.Device;

/**
 * What training starts from.
 *
 * @param origin the model folder or the architecture's name, as the user gave it
 * @param model the model, or empty for random weights
 * @param architecture the architecture
 * @param variant whose implementation the network follows
 * @param inputSize height and width of the input, in pixels
 * @param network the network, owned by the caller
 */
public record StartingNetwork(String origin, Optional<ModelDescription> model, Architecture architecture, Variant variant,
	int inputSize, GradingNetwork network)
{

	/** @return what makes the network's input of slices */
	SliceTensor sliceTensor() {
		return new SliceTensor(inputSize, model.map(ModelDescription::normalization));
	}

	/**
	 * @param origin a model folder, or an architecture's name for random weights
	 * @param inputSize height and width of the input, or 0 for the model's or the architecture's own
	 * @param seed seed of random weights: all, or the head's where the model's was never trained
	 * @param backbones where backbones are found
	 * @param device where the network shall live
	 * @return the network to start from
	 * @throws InputException if the origin is neither, or the model cannot be used
	 * @throws IOException if the model cannot be read
	 */
	public static StartingNetwork of(String origin, int inputSize, long seed, BackboneService backbones, Device device)
		throws IOException
	{
		Path folder = Path.of(origin);
		if (Files.isDirectory(folder)) {
			GradingModel model = GradingModel.read(folder);
			ModelDescription description = model.description();
			Architecture architecture = Architecture.of(description.architecture());
			int size = inputSize > 0 ? inputSize : description.inputSize();
			backbones.backbone(architecture.backbone()).checkInput(size);
			GradingNetwork network = model.network(backbones, device);
			if (!description.trained()) network.drawHead(seed);
			return new StartingNetwork(origin, Optional.of(description), architecture, model.variant(), size, network);
		}
		Architecture architecture = Architecture.of(origin);
		Backbone backbone = backbones.backbone(architecture.backbone());
		int size = inputSize > 0 ? inputSize : architecture.inputSize();
		backbone.checkInput(size);
		return new StartingNetwork(origin, Optional.empty(), architecture, architecture.variant(), size, new GradingNetwork(
			backbone, architecture.variant(), device, seed));
	}
}
