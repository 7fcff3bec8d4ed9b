package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.network.DrawnWeights;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;
import org.gliomagrading.weights.TensorSource;
import org.gliomagrading.weights.WeightLayout;
import org.gliomagrading.weights.WeightLayout.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.djl.ndarray.types.Shape;
import net.imglib2.img.array.ArrayImgs;

/**
 * Files laid out as their publishers lay them out, with drawn values, through import-weights and extract-features, against
 * the features that torchvision or Keras makes of the same ({@code scripts/reference/weight_layouts.py}). With
 * {@code -Dweights.files=FOLDER} the files are those that the script wrote there.
 */
class ImportWeightsTest {

	/** A wrong tensor shows by a hundredth at least; what the networks compute is compared more strictly elsewhere. */
	private static final double TOLERANCE = 1e-4;
	private static final double VISIBLE = 1e-2;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@TempDir
	private Path folder;
	private Path model;
	private Path cohort;

	@BeforeEach
	void makeFolders() {
		model = folder.resolve("model");
		cohort = folder.resolve("cohort");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ResNet50", "MobileNetV2", "EfficientNetB0", "DenseNet121", "DenseNet201", "InceptionV3",
		"ResNet101", "ResNet152", "EfficientNetB3", "EfficientNetB4", "ConvNeXt" })
	void torchvisions(String architecture) throws IOException {
		assertFeatures(architecture, "torchvision");
	}

	@ParameterizedTest
	@CsvSource({ "MobileNetV2,timm", "EfficientNetB0,timm", "ConvNeXt,timm", "ResNet50,Keras", "DenseNet121,Keras",
		"InceptionV3,Keras", "NASNetMobile,Keras", "Rad-DenseNet121,RadImageNet", "Rad-InceptionV3,RadImageNet",
		"Rad-ResNet50,RadImageNet", "Rad-DenseNet121,RadImageNet-Keras", "Rad-InceptionV3,RadImageNet-Keras",
		"Rad-IncResNetV2,RadImageNet-Keras", "Rad-ResNet50,RadImageNet-Keras" })
	void others(String architecture, String publisher) throws IOException {
		assertFeatures(architecture, publisher);
	}

	/** Two tensors of one shape in each other's place. */
	@Test
	void exchangedTensorsShow() throws IOException {
		WeightLayout layout = WeightLayout.of("MobileNetV2", "torchvision");
		List<Entry> entries = new ArrayList<>(layout.entries());
		List<Entry> alike = entries.stream().filter(entry -> Arrays.equals(entry.shape(), new long[] { 64, 384, 1,
			1 })).toList();
		Collections.swap(entries, entries.indexOf(alike.get(0)), entries.indexOf(alike.get(1)));
		List<Entry> wrong = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++)
			wrong.add(new Entry(layout.entries().get(i).name(), entries.get(i).shape(), entries.get(i).ours()));
		importFile(layout, write(new WeightLayout(layout.architecture(), layout.publisher(), wrong)));
		assertTrue(difference(layout) > VISIBLE);
	}

	/** What is known of the file stands in the model, which gives no grades. */
	@Test
	void theModelSaysWhereItsWeightsAreFrom() throws IOException {
		WeightLayout layout = WeightLayout.of("MobileNetV2", "timm");
		Path file = write(layout);
		succeed("import-weights", "architecture=MobileNetV2", "file=" + file, "preprocessing=published", "output=" + model);
		String json = Files.readString(model.resolve("model.json"));
		for (String part : List.of("\"variant\": \"torchvision\"", "\"preprocessing\": \"published\"", "\"trained\": false",
			"\"file\": \"weights.safetensors\"", "\"sha256\": \"" + Checksum.sha256(file), "\"names\": \"timm (MobileNetV2)\"",
			"0.485"))
			assertTrue(json.contains(part), part + " in " + json);
		assertFalse(json.contains("licence") || json.contains("address"), "it is not the catalogue's file: " + json);
		List<String> tensors = Files.readAllLines(model.resolve("tensors.csv"));
		assertEquals(1 + layout.entries().size(), tensors.size());
		assertTrue(tensors.containsAll(List.of("tensor,shape,used_as", "conv_stem.weight,32x3x3x3,features.0.0.weight",
			"classifier.weight,1000x1280,")), tensors.toString());
		writePatient(32);
		assertTrue(fail("predict-slices", "input=" + cohort, "slices=" + folder.resolve("slices.csv"), "model=" + model,
			"output=" + folder).contains("never trained"));
	}

	/** What a user fetched in another way is held against the publisher's checksum, too. */
	@Test
	void aPublishedNameNeedsThePublishersChecksum() throws IOException {
		Path file = Files.move(write(WeightLayout.of("MobileNetV2", "torchvision")), folder.resolve("mobilenet_v2-b0353104.pth"));
		assertTrue(fail("import-weights", "architecture=MobileNetV2", "file=" + file, "output=" + model).contains(
			"mobilenet_v2-b0353104.pth: has not the checksum that the publisher"));
		assertFalse(Files.exists(model.resolve("model.json")));
	}

	/** No feature could be computed of them, and the table's cells would be empty. */
	@Test
	void numbersThatAreNoneAreRefused() throws IOException {
		WeightLayout layout = WeightLayout.of("MobileNetV2", "torchvision");
		Path file = write(layout);
		for (float value : new float[] { Float.NaN, Float.POSITIVE_INFINITY }) {
			try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
				bytes.seek(0);
				bytes.seek(8 + Long.reverseBytes(bytes.readLong()));
				bytes.writeInt(Integer.reverseBytes(Float.floatToIntBits(value)));
			}
			assertTrue(fail("import-weights", "architecture=MobileNetV2", "file=" + file, "output=" + model).contains("tensor '" +
				layout.entries().get(0).name() + "' holds " + value));
			assertFalse(Files.exists(model.resolve("model.json")));
		}
	}

	@Test
	void whatDoesNotFitIsToldInOneLine() throws IOException {
		Path file = write(WeightLayout.of("Rad-ResNet50", "RadImageNet-Keras"));
		assertTrue(fail("import-weights", "architecture=Rad-ResNet50", "file=" + file, "preprocessing=published", "output=" +
			model).contains("preprocessing=published is known for Rad-ResNet50 in the variant torchvision only"));
		assertTrue(fail("import-weights", "architecture=ResNet101", "file=" + file, "output=" + model).contains(
			"lacks the network's tensor"));
		assertTrue(fail("import-weights", "architecture=ResNet50", "output=" + model).contains(
			"give either file= or download=true; the weights of ResNet50 are resnet50-0676ba61.pth from https://"));
		assertTrue(fail("import-weights", "architecture=ResNet50", "file=" + file, "download=true", "output=" + model).contains(
			"file= and download=true are both given"));
		assertTrue(fail("import-weights", "architecture=Rad-ResNet50", "download=true", "output=" + model).contains(
			"no program can fetch ResNet50.pt: open https://drive.google.com/"));
		assertFalse(Files.exists(model));
	}

	private void assertFeatures(String architecture, String publisher) throws IOException {
		WeightLayout layout = WeightLayout.of(architecture, publisher);
		String files = System.getProperty("weights.files", "");
		String suffix = publisher.endsWith("Keras") ? ".h5" : ".pth";
		importFile(layout, files.isEmpty() ? write(layout) : Path.of(files, architecture + "-" + publisher + suffix));
		assertEquals(0, difference(layout), TOLERANCE);
	}

	private void importFile(WeightLayout layout, Path file) {
		succeed("import-weights", "architecture=" + layout.architecture(), "file=" + file, "output=" + model);
	}

	/** max |a - b| / max |b| over the features of the drawn image. */
	private double difference(WeightLayout layout) throws IOException {
		Architecture architecture = Architecture.of(layout.architecture());
		writePatient(architecture.inputSize());
		succeed("extract-features", "input=" + cohort, "slices=" + folder.resolve("slices.csv"), "model=" + model, "output=" +
			folder);
		List<String> lines = Files.readAllLines(folder.resolve("features.csv"));
		assertEquals(2, lines.size());
		boolean keras = layout.publisher().endsWith("Keras");
		float[] expected = Safetensors.read(Path.of("src/test/resources/weights", keras ? "features-keras.safetensors"
			: "features-torch.safetensors")).get(architecture.backbone() + (keras ? "-keras" : "-torchvision")).values();
		String[] cells = lines.get(1).split(",");
		assertEquals("P,0," + expected.length, cells[0] + "," + cells[1] + "," + (cells.length - 2));
		assertTrue(lines.get(0).startsWith("patient,slice,f0,f1,") && lines.get(0).endsWith(",f" + (expected.length - 1)));
		double largest = 0;
		double difference = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			difference = Math.max(difference, Math.abs(expected[i] - Float.parseFloat(cells[i + 2])));
		}
		return difference / largest;
	}

	/** One slice: the script's image, each channel from 0 to 1. */
	private void writePatient(int size) throws IOException {
		float[] image = DrawnWeights.between("image", 3 * size * size, 0, 1);
		NiftiHeader header = NiftiHeader.of(NiftiType.FLOAT32, new long[] { size, size, 1 }, PatientFiles.lps());
		for (Sequence sequence : Sequence.values()) {
			float[] plane = new float[size * size];
			System.arraycopy(image, sequence.ordinal() * plane.length, plane, 0, plane.length);
			plane[0] = 0;
			plane[1] = 1;
			Files.createDirectories(cohort.resolve("P"));
			NiftiWriter.write(cohort.resolve("P/P_" + sequence.word() + ".nii"), header, ArrayImgs.floats(plane, size, size, 1));
		}
		Files.writeString(folder.resolve("slices.csv"), "patient,first,last\nP,0,0\n");
	}

	private Path write(WeightLayout layout) throws IOException {
		Map<String, long[]> shapes = new LinkedHashMap<>();
		Map<String, Entry> entries = new HashMap<>();
		for (Entry entry : layout.entries()) {
			shapes.put(entry.name(), entry.shape());
			entries.put(entry.name(), entry);
		}
		Path file = folder.resolve("weights.safetensors");
		Safetensors.write(file, new TensorSource() {

			@Override
			public Map<String, long[]> shapes() {
				return shapes;
			}

			@Override
			public Tensor read(String name) {
				return new Tensor(shapes.get(name), values(entries.get(name)));
			}
		});
		return file;
	}

	/** Drawn by our name and in PyTorch's layout, and then laid out as the file has it. */
	private static float[] values(Entry entry) {
		long[] shape = entry.shape();
		if (entry.ours().isEmpty()) return new float[Math.toIntExact(new Shape(shape).size())];
		String variable = entry.name().substring(entry.name().lastIndexOf('/') + 1);
		if (variable.equals("depthwise_kernel")) return transposed(DrawnWeights.draw(entry.ours(), new Shape(shape[2] *
			shape[3], 1, shape[0], shape[1])), new long[] { shape[2], shape[3], shape[0], shape[1] }, 2, 3, 0, 1);
		if (variable.endsWith("kernel")) return transposed(DrawnWeights.draw(entry.ours(), new Shape(shape[3], shape[2],
			shape[0], shape[1])), new long[] { shape[3], shape[2], shape[0], shape[1] }, 2, 3, 1, 0);
		// timm has a layer's factors as (c), and what is drawn depends on the shape
		if (entry.ours().endsWith("layer_scale")) return DrawnWeights.draw(entry.ours(), new Shape(shape[0], 1, 1));
		return DrawnWeights.draw(entry.ours(), new Shape(shape));
	}

	/** As NumPy's transpose: axis i of the result is axis {@code axes[i]} of the values. */
	private static float[] transposed(float[] values, long[] shape, int... axes) {
		float[] result = new float[values.length];
		long[] strides = { shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1 };
		int at = 0;
		for (long i = 0; i < shape[axes[0]]; i++)
			for (long j = 0; j < shape[axes[1]]; j++)
				for (long k = 0; k < shape[axes[2]]; k++)
					for (long l = 0; l < shape[axes[3]]; l++)
						result[at++] = values[(int) (i * strides[axes[0]] + j * strides[axes[1]] + k * strides[axes[2]] + l *
							strides[axes[3]])];
		return result;
	}

	private void succeed(String... args) {
		int status = run(args);
		assertEquals(DeviceLine.of(List.of(args)), err.toString(StandardCharsets.UTF_8));
		assertEquals(0, status);
	}

	/** Runs a command that must fail, and gives its one line. */
	private String fail(String... args) {
		err.reset();
		assertEquals(1, run(args));
		String line = err.toString(StandardCharsets.UTF_8);
		assertTrue(line.startsWith("Error: ") && line.indexOf('\n') == line.length() - 1, line);
		return line;
	}

	private int run(String... args) {
		return Launcher.run(List.of(args), stream(out), stream(err), false);
	}

	private static PrintStream stream(ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}
}
