package org.gliomagrading.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.Backbone;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.network.Variant;
import org.gliomagrading.weights.WeightLayout.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;

/** Against the names that torchvision, timm, Keras and RadImageNet's way of building models give. */
class NameMapsTest {

	@TempDir
	private Path folder;
	private Context context;

	@BeforeEach
	void start() {
		context = new Context(BackboneService.class, NameMapService.class);
	}

	@AfterEach
	void end() {
		context.dispose();
	}

	static List<WeightLayout> layouts() {
		return WeightLayout.all();
	}

	@ParameterizedTest
	@MethodSource("layouts")
	void eachTensorGoesWhereItBelongs(WeightLayout layout) throws IOException {
		Variant variant = layout.publisher().contains("Keras") ? Variant.KERAS : Variant.TORCHVISION;
		try (WeightFile file = file(layout.entries())) {
			FittedWeights fitted = fit(layout, Optional.empty(), file);
			assertEquals(variant, fitted.variant());
			Table table = fitted.table();
			for (int i = 0; i < layout.entries().size(); i++) {
				Entry entry = layout.entries().get(i);
				assertEquals(entry.ours(), table.rows().get(i).get(2), entry.name());
			}
			assertEquals(layout.entries().stream().filter(entry -> entry.ours().isEmpty()).map(Entry::name).toList(), fitted
				.leftOut());
		}
	}

	/** Every row of the catalogue has a layout of its publisher's file. */
	@Test
	void everyRowHasALayout() {
		assertEquals(Architecture.CATALOGUE.stream().map(Architecture::name).sorted().toList(), WeightLayout.all().stream().map(
			WeightLayout::architecture).distinct().sorted().toList());
	}

	@Test
	void anotherNetworksFileIsRefused() throws IOException {
		assertRefused("ResNet50", "torchvision", "ResNet101", "has no place in the network, by names of torchvision");
		assertRefused("ResNet101", "torchvision", "ResNet50",
			"lacks the network's tensor 'layer3.6.conv1.weight' [256, 1024, 1, 1], by names of torchvision");
		assertRefused("EfficientNetB0", "timm", "EfficientNetB3",
			"tensor 'conv_stem.weight' has shape [40, 3, 3, 3], the network's 'features.0.0.weight' needs [32, 3, 3, 3], by names of timm");
		assertRefused("NASNetMobile", "Keras", "MobileNetV2",
			"its tensors (features.0.0.weight, features.0.1.weight, features.0.1.bias...) are called as in no known file");
	}

	private void assertRefused(String architecture, String publisher, String other, String problem) throws IOException {
		WeightLayout layout = WeightLayout.of(architecture, publisher);
		String owner = other.equals("MobileNetV2") ? "torchvision" : publisher;
		try (WeightFile file = file(WeightLayout.of(other, owner).entries())) {
			InputException e = assertThrows(InputException.class, () -> fit(layout, Optional.empty(), file));
			assertTrue(e.getMessage().startsWith(file.path() + ": ") && e.getMessage().contains(problem), e.getMessage());
		}
	}

	@Test
	void aTensorThatIsNotKnownIsRefused() throws IOException {
		WeightLayout layout = WeightLayout.of("MobileNetV2", "timm");
		List<Entry> more = new ArrayList<>(layout.entries());
		more.add(new Entry("classifier.2.weight", new long[] { 2 }, ""));
		try (WeightFile file = file(more)) {
			assertTrue(fit(layout, Optional.empty(), file).leftOut().contains("classifier.2.weight"));
		}
		more.add(new Entry("attention.weight", new long[] { 2, 3 }, ""));
		try (WeightFile file = file(more)) {
			InputException e = assertThrows(InputException.class, () -> fit(layout, Optional.empty(), file));
			assertTrue(e.getMessage().contains("tensor 'attention.weight' [2, 3] has no place"), e.getMessage());
		}
	}

	/** Biases under torchvision's names are of Keras' ResNet; where the names fit both, the user may say which it is. */
	@Test
	void theVariantFollowsFromTheTensors() throws IOException {
		WeightLayout keras = WeightLayout.of("Rad-ResNet50", "RadImageNet-Keras");
		List<Entry> converted = keras.entries().stream().map(entry -> new Entry(entry.ours(), torchShape(entry), entry.ours()))
			.toList();
		try (WeightFile file = file(converted)) {
			FittedWeights fitted = fit(keras, Optional.empty(), file);
			assertEquals("torchvision keras", fitted.map().label() + " " + fitted.variant().word());
		}
		WeightLayout dense = WeightLayout.of("DenseNet121", "torchvision");
		try (WeightFile file = file(dense.entries())) {
			assertEquals(Variant.KERAS, fit(dense, Optional.of(Variant.KERAS), file).variant());
		}
		WeightLayout mobile = WeightLayout.of("MobileNetV2", "torchvision");
		try (WeightFile file = file(mobile.entries())) {
			assertEquals("This network has no variant keras; it has torchvision", assertThrows(InputException.class,
				() -> fit(mobile, Optional.of(Variant.KERAS), file)).getMessage());
		}
	}

	private static long[] torchShape(Entry entry) {
		long[] shape = entry.shape();
		return shape.length == 4 ? new long[] { shape[3], shape[2], shape[0], shape[1] } : shape;
	}

	private FittedWeights fit(WeightLayout layout, Optional<Variant> variant, WeightFile file) throws InputException {
		Backbone backbone = context.service(BackboneService.class).backbone(Architecture.of(layout.architecture()).backbone());
		return context.service(NameMapService.class).fit(backbone, variant, file);
	}

	/** A file of bytes, all 0, which takes no space where the file system knows holes. */
	private WeightFile file(List<Entry> entries) throws IOException {
		Path path = folder.resolve("weights.safetensors");
		long offset = 0;
		List<String> tensors = new ArrayList<>();
		for (Entry entry : entries) {
			long end = offset + Arrays.stream(entry.shape()).reduce(1, (a, b) -> a * b);
			tensors.add(String.format("\"%s\":{\"dtype\":\"U8\",\"shape\":%s,\"data_offsets\":[%d,%d]}", entry.name(), Arrays
				.toString(entry.shape()), offset, end));
			offset = end;
		}
		byte[] header = tensors.stream().collect(Collectors.joining(",", "{", "}")).getBytes(StandardCharsets.UTF_8);
		try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
			file.setLength(0);
			file.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
			file.write(header);
			file.setLength(Long.BYTES + header.length + offset);
		}
		return Safetensors.open(path);
	}
}
