import java.nio.file.Path;

import org.gliomagrading.model.GradingModel;
import org.gliomagrading.model.ModelDescription;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.weights.NetworkWeights;
import org.scijava.Context;

import ai.djl.Device;

/** Writes a model folder with random weights. Arguments: architecture, folder. */
public class Patient {

	public static void main(String[] args) throws Exception {
		Architecture architecture = Architecture.of(args[0]);
		try (Context context = new Context(BackboneService.class);
				GradingNetwork network = new GradingNetwork(context.service(BackboneService.class).backbone(architecture
					.backbone()), architecture.variant(), Device.cpu(), 1))
		{
			GradingModel.write(Path.of(args[1]), new ModelDescription(args[0], args[0], architecture.variant().word(),
				architecture.inputSize(), ModelDescription.STUDY_PREPROCESSING, null, GradingModel.CHANNELS, false, "", null, null,
				"Random weights, for timing."), NetworkWeights.of(network));
		}
	}
}
