package org.gliomagrading.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.GradingHead;
import org.gliomagrading.network.PublishedWeights;
import org.gliomagrading.weights.FittedWeights;
import org.gliomagrading.weights.Tensor;
import org.gliomagrading.weights.TensorSource;

/** Writes published weights as the folder of a model that is not trained: it gives features but no grades. */
public final class ImportedModel {

	private static final String NOTICE = "Research software, not a medical device. The head of this model was never trained.";

	/** Before a backbone's names in a network. */
	private static final String BACKBONE = "backbone.";

	/** Of the head, which is drawn again when training starts. */
	private static final long HEAD_SEED = 0;

	/** A backbone's weights with a new head. */
	private record WithHead(FittedWeights backbone, Map<String, long[]> shapes, Map<String, float[]> head)
		implements TensorSource
	{

		static WithHead of(FittedWeights backbone, int features) {
			Map<String, long[]> shapes = new LinkedHashMap<>();
			backbone.shapes().forEach((name, shape) -> shapes.put(BACKBONE + name, shape));
			GradingHead.shapes(features).forEach((name, shape) -> shapes.put(name, shape.getShape()));
			return new WithHead(backbone, shapes, GradingHead.draw(features, HEAD_SEED));
		}

		@Override
		public Tensor read(String name) throws IOException {
			float[] values = head.get(name);
			return values == null ? backbone.read(name.substring(BACKBONE.length())) : new Tensor(shapes.get(name), values);
		}
	}

	private ImportedModel() {
		// only static methods
	}

	/**
	 * @param folder the model folder; made where it is missing
	 * @param architecture the architecture
	 * @param weights the backbone's weights
	 * @param published whether slices are to be normalised as in the training of the architecture's weights
	 * @return the model
	 * @throws InputException if they are to be, but the weights are of another variant than the architecture's, so that the
	 *           catalogue does not know how theirs were; or if the file has a published one's name, but not its checksum
	 * @throws IOException if the weights cannot be read or the folder cannot be written
	 */
	public static GradingModel write(Path folder, Architecture architecture, FittedWeights weights, boolean published)
		throws IOException
	{
		if (published && weights.variant() != architecture.variant()) throw new InputException(
			"preprocessing=published is known for " + architecture.name() + " in the variant " + architecture.variant().word() +
				" only, and these weights are for " + weights.variant().word() + "; use preprocessing=study");
		ModelDescription.Imported imported = imported(weights, architecture.weights());
		return GradingModel.write(folder, new ModelDescription(architecture.name(), architecture.name(), weights.variant()
			.word(), architecture.inputSize(), published ? ModelDescription.PUBLISHED_PREPROCESSING
				: ModelDescription.STUDY_PREPROCESSING, published ? architecture.weights().normalization() : null,
			GradingModel.CHANNELS, false, "", imported, null, NOTICE), WithHead.of(weights, weights.features()));
	}

	/** Where a file is from is known where it is its publisher's by the checksum, or by its name where none is printed. */
	private static ModelDescription.Imported imported(FittedWeights weights, PublishedWeights published) throws IOException {
		Path file = weights.path();
		String name = file.getFileName().toString();
		boolean named = name.equals(published.file());
		boolean known = published.checksum().isEmpty() ? named : published.checksum().get().matches(file);
		if (named && !known) throw new InputException(file, "has not the checksum that the publisher of " + name +
			" prints; fetch it again from " + published.address() + ", or rename it if it is a file of your own");
		return new ModelDescription.Imported(name, Checksum.sha256(file), weights.map().label(), known ? published.address()
			: null, known ? published.licence() : null);
	}
}
