package org.gliomagrading.network;

import java.util.ArrayList;
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

	/**
	 * @param backbones where backbones are found
	 * @return the catalogue with one more column, {@code stages}: those of each backbone, in their order
	 * @throws InputException if a backbone is not there
	 */
	public static Table table(BackboneService backbones) throws InputException {
		List<String> columns = new ArrayList<>(Catalogue.COLUMNS);
		columns.add("stages");
		List<List<Object>> rows = new ArrayList<>();
		for (Architecture architecture : CATALOGUE) {
			Backbone backbone = backbones.backbone(architecture.backbone);
			List<Object> row = new ArrayList<>(architecture.row());
			row.add(Stage.of(backbone, backbone.build(architecture.variant)).stream().map(Stage::name).collect(Collectors.joining(
				" ")));
			rows.add(row);
		}
		return new Table(columns, rows);
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
