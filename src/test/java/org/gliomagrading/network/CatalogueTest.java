package org.gliomagrading.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.slice.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;

import ai.djl.nn.Parameter;

/** Against the study's tables, and what torchvision and Keras publish ({@code scripts/reference/published_weights.py}). */
class CatalogueTest {

	private static final Path REFERENCE = Path.of("src/test/resources/network/published-weights.csv");

	/** A row of the reference; cells are empty where the publisher says nothing that a program can read. */
	private record Published(String backbone, String variant, String address, String checksum, String kind, int parameters,
		String scale, String mean, String deviation)
	{

		static List<Published> read() throws IOException {
			return CsvFile.read(REFERENCE, List.of("backbone"), row -> new Published(row.text("backbone"), row.text("variant"), row
				.text("address"), row.text("checksum"), row.text("checksum_kind"), row.integer("parameters"), row.text("scale"), row
					.text("mean"), row.text("deviation")));
		}

		/** The same of a row of ours, as it stands in the table. */
		static Published of(Map<String, String> row, boolean imageNet) {
			return new Published(row.get("backbone"), row.get("variant"), cell(row, "address", imageNet), cell(row, "checksum",
				imageNet), cell(row, "checksum_kind", imageNet), Integer.parseInt(row.get("parameters")), cell(row, "scale",
					imageNet), cell(row, "mean", imageNet), cell(row, "deviation", imageNet));
		}

		private static String cell(Map<String, String> row, String column, boolean given) {
			return given ? row.get(column) : "";
		}

		Published withoutWeights() {
			return new Published(backbone, variant, "", "", "", parameters, "", "", "");
		}
	}

	@Test
	void namesFamiliesAndSizesAreTheStudys() {
		assertEquals(Map.of("lightweight", List.of("ResNet50 224", "MobileNetV2 224", "EfficientNetB0 224",
			"NASNetMobile 224"), "mid-size", List.of("DenseNet121 224", "DenseNet201 224", "InceptionV3 299"),
			"high-performance", List.of("ResNet101 224", "ResNet152 224", "EfficientNetB3 300", "EfficientNetB4 380",
				"ConvNeXt 224"), "RadImageNet", List.of("Rad-DenseNet121 224", "Rad-InceptionV3 299", "Rad-IncResNetV2 299",
					"Rad-ResNet50 224")), Architecture.CATALOGUE.stream().collect(Collectors.groupingBy(Architecture::family,
						Collectors.mapping(each -> each.name() + " " + each.inputSize(), Collectors.toList()))));
	}

	@Test
	void weightsAreThoseThatTorchvisionAndKerasPublish() throws IOException {
		List<Published> published = Published.read();
		for (Map<String, String> row : rows()) {
			boolean imageNet = !row.get("family").equals("RadImageNet");
			Published ours = Published.of(row, imageNet);
			List<Published> theirs = imageNet ? published : published.stream().map(Published::withoutWeights).toList();
			assertTrue(theirs.contains(ours), ours + " is not among " + theirs);
			row.put("parameters", row.get("parameters") + "0");
			assertFalse(theirs.contains(Published.of(row, imageNet)), "the comparison would not see another number");
		}
	}

	/** What a gray pixel becomes in its authors' code, which differs between their releases for PyTorch and Keras. */
	private record RadImageNetInput(String variant, double gray, List<Double> channels) {

		static List<RadImageNetInput> read() throws IOException {
			return CsvFile.read(Path.of("src/test/resources/network/radimagenet-inputs.csv"), List.of("variant"),
				row -> new RadImageNetInput(row.text("variant"), row.number("gray"), List.of(row.number("first"), row.number(
					"second"), row.number("third"))));
		}

		double difference(Normalization normalization) {
			double largest = 0;
			for (int i = 0; i < channels.size(); i++)
				largest = Math.max(largest, Math.abs((normalization.scale() * gray / 255 - normalization.mean().get(i)) /
					normalization.deviation().get(i) - channels.get(i)));
			return largest;
		}
	}

	@Test
	void radImageNetsImagesAreScaledAsByItsAuthors() throws IOException {
		List<RadImageNetInput> inputs = RadImageNetInput.read();
		int compared = 0;
		for (Architecture each : Architecture.CATALOGUE) {
			if (!each.family().equals("RadImageNet")) continue;
			for (RadImageNetInput input : inputs) {
				double difference = input.difference(each.weights().normalization());
				if (!input.variant().equals(each.variant().word())) assertTrue(difference > 0.05, "the other release's: " + input);
				else assertEquals(0, difference, 1e-6, each.name() + ": " + input);
				compared++;
			}
		}
		assertEquals(4 * 10, compared);
	}

	/** What a program can fetch is checked; RadImageNet gives its files by hand and prints no checksums. */
	@Test
	void filesThatCanBeFetchedHaveChecksums() throws IOException {
		for (Architecture each : Architecture.CATALOGUE) {
			assertEquals(!each.family().equals("RadImageNet"), each.weights().isDirect(), each.name());
			assertEquals(each.weights().isDirect(), each.weights().checksum().isPresent(), each.name());
		}
		Checksum prefix = Checksum.of("sha256-prefix", Checksum.sha256(REFERENCE).substring(0, 8));
		assertTrue(prefix.matches(REFERENCE));
		assertFalse(prefix.matches(Path.of("pom.xml")));
		assertThrows(InputException.class, () -> Checksum.of("md5", prefix.digits()));
	}

	@Test
	void everyBackboneIsThereWithItsVariantAndParameters() throws IOException {
		try (Context context = new Context(BackboneService.class)) {
			for (Architecture each : Architecture.CATALOGUE) {
				Backbone backbone = context.service(BackboneService.class).backbone(each.backbone());
				backbone.checkVariant(each.variant());
				backbone.checkInput(each.inputSize());
				long learned = backbone.build(each.variant()).nodes().stream().flatMap(node -> node.operation().weights().stream())
					.filter(weight -> weight.type() != Parameter.Type.RUNNING_MEAN && weight.type() != Parameter.Type.RUNNING_VAR)
					.mapToLong(weight -> weight.shape().size()).sum();
				assertEquals(each.parameters(), learned, each.name());
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "family,tiny", "variant,caffe", "input_size,0", "input_size,224x224", "parameters,-1", "address,''",
		"address,http://a/resnet50.pth", "file,''", "checksum_kind,sha1", "checksum,0676", "licence,''", "mean,0.5 0.5",
		"deviation,0.5 0.5 0", "deviation,0.5 0.5 a", "scale,''", "scale,0" })
	void wrongCellsAreRefused(String column, String cell) throws IOException {
		Map<String, String> row = rows().get(0);
		assertEquals(List.of(Architecture.CATALOGUE.get(0)), Catalogue.read("a.csv", new StringReader(text(row))));
		row.put(column, cell);
		assertThrows(InputException.class, () -> Catalogue.read("a.csv", new StringReader(text(row))), column);
	}

	@Test
	void aNameStandsThereOnce() throws IOException {
		Map<String, String> row = rows().get(0);
		String twice = text(row) + text(row).lines().toList().get(1) + "\n";
		InputException e = assertThrows(InputException.class, () -> Catalogue.read("a.csv", new StringReader(twice)));
		assertEquals("a.csv: in line 3, 'ResNet50' stands there a second time", e.getMessage());
	}

	@Test
	void unknownNamesAreToldTheKnownOnes() {
		InputException e = assertThrows(InputException.class, () -> Architecture.of("ResNet51"));
		assertTrue(e.getMessage().contains("'ResNet51'; known are: ResNet50, MobileNetV2,"), e.getMessage());
	}

	/** But for its last column, the stages, which is computed. */
	@Test
	void theTableIsTheFile() throws IOException {
		Table table;
		try (Context context = new Context(BackboneService.class)) {
			table = Architecture.table(context.service(BackboneService.class));
		}
		int stages = table.columns().size() - 1;
		assertEquals("stages", table.columns().get(stages));
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		CsvFile.write(text, new Table(table.columns().subList(0, stages), table.rows().stream().map(row -> row.subList(0,
			stages)).toList()));
		try (InputStream file = Catalogue.class.getResourceAsStream("architectures.csv")) {
			assertEquals(new String(file.readAllBytes(), StandardCharsets.UTF_8), text.toString(StandardCharsets.UTF_8));
		}
	}

	/** The program's table, each row as text by column. */
	private static List<Map<String, String>> rows() throws IOException {
		try (InputStream file = Catalogue.class.getResourceAsStream("architectures.csv")) {
			return CsvFile.read("catalogue", new StringReader(new String(file.readAllBytes(), StandardCharsets.UTF_8)),
				Catalogue.COLUMNS, row -> {
					Map<String, String> cells = new LinkedHashMap<>();
					Catalogue.COLUMNS.forEach(column -> cells.put(column, row.text(column)));
					return cells;
				});
		}
	}

	private static String text(Map<String, String> row) {
		return String.join(",", row.keySet()) + "\n" + String.join(",", row.values()) + "\n";
	}
}
