package org.gliomagrading.model;

import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.slice.Normalization;

/**
 * What stands in {@code model.json}.
 *
 * @param name the model's name in tables
 * @param architecture the architecture's name in the catalogue
 * @param variant whose implementation the backbone follows: {@code torchvision} or {@code keras};
 *          null in models of earlier versions, where it is the architecture's
 * @param inputSize height and width of the input, in pixels
 * @param preprocessing {@code study}: each channel of each slice scaled to 0..1; {@code published}: these then normalised
 *          as in the training of the published weights
 * @param normalization what values of 0..1 become; null with {@code study}
 * @param channels the sequences in the order of the input's channels
 * @param trained whether the head was trained; a model whose head was not gives features but no grades
 * @param weightsSha256 SHA-256 of the weight file, in hexadecimal
 * @param imported where the weights came from that were imported; null if none were
 * @param training how it was trained; null if it was not
 * @param notice what the model may not be used for
 */
public record ModelDescription(String name, String architecture, String variant, int inputSize, String preprocessing,
	Normalization normalization, List<String> channels, boolean trained, String weightsSha256, Imported imported,
	Training training, String notice)
{

	/** The study's preprocessing. */
	public static final String STUDY_PREPROCESSING = "study";

	/** That of the published weights. */
	public static final String PUBLISHED_PREPROCESSING = "published";

	/** The same with the checksum of the weight file. */
	ModelDescription withChecksum(String sha256) {
		return new ModelDescription(name, architecture, variant, inputSize, preprocessing, normalization, channels, trained,
			sha256, imported, training, notice);
	}

	/**
	 * Where imported weights came from.
	 *
	 * @param file name of the file that was imported, without the path to it
	 * @param sha256 SHA-256 of that file, in hexadecimal
	 * @param names whose names its tensors have, such as torchvision
	 * @param address where the file is published; null where it is not the one that the catalogue has
	 * @param licence the licence of the published file; null with the address
	 */
	public record Imported(String file, String sha256, String names, String address, String licence) {
	}

	/**
	 * How a model was trained.
	 *
	 * @param cohort where the patients came from
	 * @param start the model folder or architecture it started from
	 * @param startModel the model it started from; null if it started from random weights
	 * @param seed the seed of weights, order and dropout
	 * @param epochs number of epochs that ran
	 * @param bestEpoch the epoch whose weights were kept, 1-based
	 * @param patience epochs without a better one after which training stops
	 * @param monitor what the best epoch was chosen by
	 * @param trainable what was trained: all, head, or a stage and all after it; null in models of earlier versions: all
	 * @param learningRate step size of Adam
	 * @param batchSize slices per step
	 * @param options what was done beyond the study's recipe; null if nothing was
	 * @param synthetic whether any patient was a synthetic phantom
	 * @param train the patients that were learned from
	 * @param validation the patients that decided when to stop
	 * @param versions versions of this program, DJL, PyTorch, Java and the operating system
	 */
	public record Training(Source cohort, String start, StartModel startModel, long seed, int epochs, int bestEpoch,
		int patience, String monitor, String trainable, double learningRate, int batchSize, Options options,
		boolean synthetic, Patients train, Patients validation, Map<String, String> versions)
	{
	}

	/**
	 * What a training did beyond the study's recipe.
	 *
	 * @param classWeights whether slices weighed by their grade
	 * @param flips whether slices were mirrored at random
	 * @param rotation slices were turned at random by up to so many degrees
	 * @param schedule how the step size changed
	 * @param gradientClipping largest norm of all gradients together; 0 for no limit
	 * @param weightDecay AdamW's
	 */
	public record Options(boolean classWeights, boolean flips, double rotation, String schedule, double gradientClipping,
		double weightDecay)
	{
	}

	/**
	 * Where patients came from.
	 *
	 * @param name name of the cohort's folder or table, without the path to it
	 * @param phantoms how its phantoms were made; null if the folder does not say
	 */
	public record Source(String name, PhantomSettings phantoms) {
	}

	/**
	 * A model that a training started from.
	 *
	 * @param weightsSha256 SHA-256 of its weight file
	 * @param imported where the weights came from that it was imported from; null if it was not
	 * @param training how it was trained itself; null if it was not
	 */
	public record StartModel(String weightsSha256, Imported imported, Training training) {
	}

	/**
	 * Patients of one subset.
	 *
	 * @param hgg number of high-grade patients
	 * @param lgg number of low-grade patients
	 * @param slices number of their slices
	 * @param patients their names
	 */
	public record Patients(int hgg, int lgg, int slices, List<String> patients) {
	}
}
