package org.gliomagrading.network;

import java.util.List;
import java.util.stream.Collectors;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.slice.Normalization;

/**
 * A row of the catalogue of networks, {@code architectures.csv}.
 *
 * @param name the name as in the study's Tables 1 to 4
 * @param family the study's group of models
 * @param backbone the name of its {@link Backbone}
 * @param variant whose implementation the backbone follows, if its weights do not say otherwise
 * @param inputSize height and width of the input in the study, in pixels
 * @param parameters number of parameters that the backbone learns: no classifier, no auxiliary head, no statistics
 * @param weights the weights that the study starts from
 */
public record Architecture(String name, String family, String backbone, Variant variant, int inputSize, int parameters,
	PublishedWeights weights)
{

	/** The study's networks, in the order of its tables. */
	public static final List<Architecture> CATALOGUE = Catalogue.read();

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

	/** @return the catalogue as it stands in its file */
	public static Table table() {
		return new Table(Catalogue.COLUMNS, CATALOGUE.stream().map(Architecture::row).toList());
	}

	private List<Object> row() {
		Normalization normalization = weights.normalization();
		return List.of(name, family, backbone, variant.word(), inputSize, parameters, weights.address(), weights.file(),
			weights.checksum().map(each -> each.kind().word()).orElse(""), weights.checksum().map(Checksum::digits).orElse(""),
			weights.licence(), normalization.scale(), numbers(normalization.mean()), numbers(normalization.deviation()));
	}

	private static String numbers(List<Double> numbers) {
		return numbers.stream().map(Decimals::format).collect(Collectors.joining(" "));
	}
}
