package org.gliomagrading.network;

import java.util.List;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;

/**
 * A row of the catalogue of networks.
 *
 * @param name the name as in the study's Tables 1 to 4
 * @param family the study's group of models
 * @param backbone the name of its {@link Backbone}
 * @param variant whose implementation the backbone follows, if its weights do not say otherwise
 * @param inputSize height and width of the input in the study, in pixels
 */
public record Architecture(String name, String family, String backbone, Variant variant, int inputSize) {

	/** The networks that can be trained. */
	public static final List<Architecture> CATALOGUE = List.of( //
		new Architecture("MobileNetV2", "lightweight", "MobileNetV2", Variant.TORCHVISION, 224), //
		new Architecture("InceptionV3", "mid-size", "InceptionV3", Variant.TORCHVISION, 299));

	/**
	 * @param name an architecture's name
	 * @return its row
	 * @throws InputException if there is none of that name; the message lists the known ones
	 */
	public static Architecture of(String name) throws InputException {
		for (Architecture architecture : CATALOGUE)
			if (architecture.name.equals(name)) return architecture;
		throw new InputException("No architecture '" + name + "'; known are: " + CATALOGUE.stream().map(
			Architecture::name).collect(Collectors.joining(", ")));
	}
}
