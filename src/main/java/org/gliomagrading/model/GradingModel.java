package org.gliomagrading.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.network.Variant;
import org.gliomagrading.slice.SliceTensor;
import org.gliomagrading.weights.NetworkWeights;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;
import org.gliomagrading.weights.TensorSource;
import org.gliomagrading.weights.WeightFile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import ai.djl.Device;

/**
 * A model as a folder: {@code model.json} and {@code weights.safetensors}.
 *
 * @param folder where it lies
 * @param description what {@code model.json} says
 */
public record GradingModel(Path folder, ModelDescription description) {

	/** The sequences in the order of every network's input channels. */
	public static final List<String> CHANNELS = Arrays.stream(Sequence.values()).map(Sequence::word).toList();

	private static final String DESCRIPTION = "model.json";
	private static final String WEIGHTS = "weights.safetensors";

	/** Largest {@code model.json} that is read: some 100,000 patients. */
	private static final long MAX_DESCRIPTION = 1 << 22;

	private static final int LARGEST_INPUT = 1024;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/**
	 * Opens a model folder and checks its weight file against the checksum.
	 *
	 * @param folder the folder
	 * @return the model
	 * @throws InputException if the folder holds no model, or its weights were changed
	 * @throws IOException if it cannot be read
	 */
	public static GradingModel read(Path folder) throws IOException {
		GradingModel model = new GradingModel(folder, describe(folder));
		model.checkWeights();
		return model;
	}

	/**
	 * Reads what a model folder says of its model, whether or not its weights are there.
	 *
	 * @param folder the folder
	 * @return the description
	 * @throws InputException if the folder describes no model
	 * @throws IOException if it cannot be read
	 */
	public static ModelDescription describe(Path folder) throws IOException {
		Path file = folder.resolve(DESCRIPTION);
		if (!Files.isRegularFile(file)) throw new InputException(folder, "is no model folder: it has no " + DESCRIPTION +
			"; give a folder that TrainModel or ImportWeights wrote, such as models/demo");
		if (Files.size(file) > MAX_DESCRIPTION) throw new InputException(file, "is too large for a model's description");
		try {
			return checked(GSON.fromJson(Files.readString(file), ModelDescription.class), file);
		}
		catch (JsonParseException | CharacterCodingException e) {
			throw new InputException(file, "is no model description (" + Reason.of(e) +
				"); give a folder that TrainModel or ImportWeights wrote", e);
		}
		catch (RuntimeException e) { // what Gson makes of an exception of a record's own check
			throw new InputException(file, "is no model description (its normalization makes no sense); give a folder that " +
				"TrainModel or ImportWeights wrote", e);
		}
		catch (StackOverflowError e) {
			throw new InputException(file, "is no model description (objects lie too deep in each other); give a folder that " +
				"TrainModel or ImportWeights wrote", e);
		}
	}

	/**
	 * @param folder a folder
	 * @return whether there is a model
	 */
	public static boolean exists(Path folder) {
		return Files.exists(folder.resolve(DESCRIPTION));
	}

	/**
	 * Writes a model folder: the weights first, the description that makes it a model last.
	 *
	 * @param folder the folder; made where it is missing
	 * @param description the description, its checksum left to this method
	 * @param weights the weights
	 * @return the model
	 * @throws IOException if it cannot be written
	 */
	public static GradingModel write(Path folder, ModelDescription description, Map<String, Tensor> weights)
		throws IOException
	{
		return write(folder, description, TensorSource.of(weights));
	}

	/**
	 * Writes a model folder: the weights first, the description that makes it a model last.
	 *
	 * @param folder the folder; made where it is missing
	 * @param description the description, its checksum left to this method
	 * @param weights the weights, of which one at a time is in memory
	 * @return the model
	 * @throws IOException if a weight cannot be read or the folder cannot be written
	 */
	public static GradingModel write(Path folder, ModelDescription description, TensorSource weights) throws IOException {
		Path file = folder.resolve(WEIGHTS);
		Safetensors.write(file, weights);
		ModelDescription complete = description.withChecksum(sha256(file));
		WholeFile.write(folder.resolve(DESCRIPTION), out -> out.write((GSON.toJson(complete) + "\n").getBytes(
			StandardCharsets.UTF_8)));
		return new GradingModel(folder, complete);
	}

	/**
	 * Loads the network.
	 *
	 * @param backbones where backbones are found
	 * @param device where the network shall live
	 * @return the network with the model's weights, frozen
	 * @throws InputException if the weights do not fit the architecture
	 * @throws IOException if they cannot be read
	 */
	public GradingNetwork network(BackboneService backbones, Device device) throws IOException {
		Architecture architecture = Architecture.of(description.architecture());
		Path file = folder.resolve(WEIGHTS);
		Backbone backbone = backbones.backbone(architecture.backbone());
		backbone.checkInput(description.inputSize());
		GradingNetwork network = new GradingNetwork(backbone, variant(), device);
		try (WeightFile weights = Safetensors.open(file)) {
			NetworkWeights.set(network, TensorSource.of(weights), file);
			return network;
		}
		catch (IOException e) {
			network.close();
			throw e;
		}
	}

	/**
	 * @return whose implementation the backbone follows
	 * @throws InputException if the description names an unknown one
	 */
	public Variant variant() throws InputException {
		return description.variant() == null ? Architecture.of(description.architecture()).variant() : Variant.of(description
			.variant());
	}

	/**
	 * @throws InputException if the head was never trained, so that its grades would be chance
	 */
	public void requireTrained() throws InputException {
		if (!description.trained()) throw new InputException(folder,
			"this model's head was never trained; it gives features but no grades: train it with TrainModel first");
	}

	/** @return the seed it was trained with; empty if it was not */
	public OptionalLong seed() {
		return description.training() == null ? OptionalLong.empty() : OptionalLong.of(description.training().seed());
	}

	/**
	 * @return what makes this model's input of slices
	 */
	public SliceTensor sliceTensor() {
		return new SliceTensor(description.inputSize(), Optional.ofNullable(description.normalization()));
	}

	private void checkWeights() throws IOException {
		Path file = folder.resolve(WEIGHTS);
		if (!sha256(file).equals(description.weightsSha256())) throw new InputException(file,
			"does not match the SHA-256 in " + DESCRIPTION + ": the weights were changed or damaged; fetch or train the model again");
	}

	private static ModelDescription checked(ModelDescription description, Path file) throws InputException {
		if (description == null || description.name() == null || description.architecture() == null || description
			.weightsSha256() == null) throw new InputException(file,
				"lacks a field; a model needs name, architecture and weightsSha256");
		try {
			Architecture.of(description.architecture());
			if (description.variant() != null) Variant.of(description.variant());
		}
		catch (InputException e) {
			throw new InputException(file, e.getMessage(), e);
		}
		if (description.inputSize() < 1 || description.inputSize() > LARGEST_INPUT) throw new InputException(file,
			"inputSize is " + description.inputSize() + ", not 1 to " + LARGEST_INPUT);
		checkPreprocessing(description, file);
		if (!CHANNELS.equals(description.channels())) throw new InputException(file, "channels are " + description
			.channels() + ", not " + CHANNELS);
		return description;
	}

	/** Normalization is what tells the two apart; both must say the same. */
	private static void checkPreprocessing(ModelDescription description, Path file) throws InputException {
		boolean study = ModelDescription.STUDY_PREPROCESSING.equals(description.preprocessing());
		if (!study && !ModelDescription.PUBLISHED_PREPROCESSING.equals(description.preprocessing())) throw new InputException(
			file, "preprocessing '" + description.preprocessing() + "' is not known to this version");
		boolean normalized = description.normalization() != null;
		if (study == normalized || normalized && description.normalization().mean().size() != CHANNELS.size())
			throw new InputException(file, "normalization must be given for " + CHANNELS.size() +
				" channels where preprocessing is 'published', and only there");
	}

	private static String sha256(Path file) throws IOException {
		try {
			return Checksum.sha256(file);
		}
		catch (NoSuchFileException e) {
			throw new InputException(file, "no such file; the model folder is not whole", e);
		}
	}
}
