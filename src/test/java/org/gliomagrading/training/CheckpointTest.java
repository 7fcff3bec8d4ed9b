package org.gliomagrading.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.network.PyTorch;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A process that is killed in the middle of epoch 2 of 4, and what becomes of its training. */
class CheckpointTest {

	@TempDir
	private Path folder;

	private Path cohort;
	private Path model;

	@BeforeEach
	void writeCohort() throws Exception {
		cohort = folder.resolve("cohort");
		model = folder.resolve("killed");
		StripedCohort.write(cohort);
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "head", "features.17" })
	void killedAndResumedIsTheSameAsUnbroken(String trainable) throws Exception {
		String unbroken = train("unbroken", trainable, false);
		assertEquals(unbroken, train("again", trainable, false));
		kill(trainable);
		assertEquals(List.of("checkpoint-1.safetensors", "checkpoint.json", "history.csv"), files());
		// what a kill in the middle of the next checkpoint leaves
		Files.createFile(model.resolve(".checkpoint-2.safetensors." + UUID.randomUUID() + ".tmp"));
		Files.createFile(model.resolve(".checkpoint.json." + UUID.randomUUID() + ".tmp"));
		assertFalse(Files.exists(model.resolve("model.json")));
		Path copy = copyWithoutAdam();
		assertEquals(unbroken, train("killed", trainable, true));
		assertNotEquals(unbroken, train(copy.getFileName().toString(), trainable, true), "Adam's moments matter");
		assertEquals(List.of("history.csv", "model.json", "run.json", "weights.safetensors"), files());
		assertTrue(withoutTimes(model).get(4).endsWith(",yes"), "the last epoch's weights are compared");
		assertEquals(withoutTimes(folder.resolve("unbroken")), withoutTimes(model));
	}

	@Test
	void anotherTrainingIsNotGoneOnWith() throws Exception {
		kill("head");
		TrainingPlan plan = TrainingProcess.plan("head");
		TrainingPlan other = new TrainingPlan("head", plan.monitor(), 4, 4, 2e-3, 8, 8, TrainingOptions.NONE);
		assertRefused("parameters.seed (8, before 7)", other);
		Path volume = cohort.resolve("Patient_00/Patient_00_t2.nii.gz");
		byte[] kept = Files.readAllBytes(volume);
		Files.copy(cohort.resolve("Patient_02/Patient_02_t2.nii.gz"), volume, StandardCopyOption.REPLACE_EXISTING);
		assertRefused("patients.Patient_00.sha256.t2", plan);
		Files.write(volume, kept);
		String description = Files.readString(model.resolve("checkpoint.json"));
		JsonObject before = JsonParser.parseString(description).getAsJsonObject();
		before.getAsJsonObject("run").getAsJsonObject("patients").add("Patient_99", new JsonObject());
		Files.writeString(model.resolve("checkpoint.json"), before.toString());
		assertRefused("patients.Patient_99 (no longer there)", plan);
		before.getAsJsonObject("run").addProperty("start", "of other weights");
		Files.writeString(model.resolve("checkpoint.json"), before.toString());
		assertRefused("before \"of other weights\"", plan);
		Files.writeString(model.resolve("checkpoint.json"), description);
		Path tensors = model.resolve("checkpoint-1.safetensors");
		byte[] bytes = Files.readAllBytes(tensors);
		bytes[bytes.length - 1] ^= 1;
		Files.write(tensors, bytes);
		assertRefused("is missing or damaged", plan);
		Files.delete(tensors);
		assertRefused("is missing or damaged", plan);
		for (String wrong : List.of("", "{", "[]", "{\"tensors\":\"../../x.safetensors\"}", "{\"best\":3}", withEpochs("[null]"), withEpochs(
			"[{}]"), withEpochs("[{\"train\":{},\"validation\":{}}]")))
		{
			Files.writeString(model.resolve("checkpoint.json"), wrong);
			assertRefused("is no checkpoint", plan);
		}
	}

	private static String withEpochs(String epochs) {
		return "{\"tensors\":\"checkpoint-1.safetensors\",\"sha256\":\"\",\"best\":1,\"adamSteps\":1,\"run\":{},\"epochs\":" +
			epochs + "}";
	}

	/** Another number of threads may round otherwise: the training goes on and says so. */
	@Test
	void anotherMachineIsTold() throws Exception {
		kill("head");
		Path file = model.resolve("checkpoint.json");
		JsonObject checkpoint = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
		JsonObject machine = checkpoint.getAsJsonObject("run").getAsJsonObject("machine");
		int threads = machine.get("threads").getAsInt();
		machine.addProperty("threads", threads + 5);
		Files.writeString(file, checkpoint.toString());
		RunFolder resumed = new RunFolder(model, true, Optional.empty(), CacheLimits.DEFAULT);
		List<String> warnings = new ArrayList<>();
		assertThrows(CancellationException.class, () -> TrainingProcess.train(cohort, resumed, TrainingProcess.plan("head"), (done,
			total, what) -> {
			if (what.startsWith("epoch 3")) throw new CancellationException();
		}, warnings::add));
		assertTrue(warnings.get(0).startsWith("The training goes on with another machine.threads (" + threads + ", before " +
			(threads + 5) + ")"), warnings.toString());
		warnings.clear();
		TrainingProcess.train(cohort, resumed, TrainingProcess.plan("head"), Progress.NONE, warnings::add);
		assertTrue(warnings.stream().noneMatch(line -> line.contains("another machine")), "the checkpoint is of this machine now: " +
			warnings);
	}

	/** What is drawn anew in each epoch, and what changes from one to the next, is as it would have been. */
	@Test
	void allOptionsGoOnAsTheyWere() throws Exception {
		TrainingPlan study = TrainingProcess.plan("all");
		TrainingPlan plan = new TrainingPlan("all", study.monitor(), 3, 3, 2e-3, 8, 7, new TrainingOptions(true, true, 15,
			new LearningRateSchedule.Cosine(), 1, 0.01));
		String unbroken = TrainingProcess.train(cohort, RunFolder.of(folder.resolve("unbroken")), plan, Progress.NONE);
		assertThrows(CancellationException.class, () -> TrainingProcess.train(cohort, RunFolder.of(model), plan, (done, total,
			what) -> {
			if (what.startsWith("epoch 2")) throw new CancellationException();
		}));
		assertEquals(unbroken, TrainingProcess.train(cohort, new RunFolder(model, true, Optional.empty(), CacheLimits.DEFAULT), plan,
			Progress.NONE));
		assertEquals(4, Files.readAllLines(model.resolve("history.csv")).size());
	}

	/** The best epoch need not be the last one before the stop: here it is the first, and is kept through stop and resume. */
	@Test
	void theBestEpochIsKeptAcrossAStop() throws Exception {
		Monitor first = new Monitor() {

			@Override
			public double score(Validation validation) {
				return -System.currentTimeMillis();
			}

			@Override
			public String name() {
				return "first";
			}
		};
		RunFolder stopped = new RunFolder(model, false, Optional.empty(), CacheLimits.DEFAULT);
		TrainingPlan plan = new TrainingPlan("head", first, 4, 4, 2e-3, 8, 7, TrainingOptions.NONE);
		assertThrows(CancellationException.class, () -> TrainingProcess.train(cohort, stopped, plan, (done, total, what) -> {
			if (what.startsWith("epoch 3")) throw new CancellationException();
		}));
		assertTrue(Files.exists(model.resolve("checkpoint-2.safetensors")));
		String kept = Checksum.sha256(model.resolve("weights.safetensors"));
		assertEquals(kept, TrainingProcess.train(cohort, new RunFolder(model, true, Optional.empty(), CacheLimits.DEFAULT), plan, Progress.NONE));
		assertEquals(5, Files.readAllLines(model.resolve("history.csv")).size());
		TrainingPlan one = new TrainingPlan("head", first, 1, 4, 2e-3, 8, 7, TrainingOptions.NONE);
		assertEquals(kept, TrainingProcess.train(cohort, RunFolder.of(folder.resolve("one")), one, Progress.NONE));
	}

	/** Nothing was done yet in epoch 1: the training begins. */
	@Test
	void resumingWithoutACheckpointBegins() throws Exception {
		assertEquals(train("unbroken", "head", false), train("new", "head", true));
		String message = assertThrows(InputException.class, () -> train("new", "head", true)).getMessage();
		assertTrue(message.contains("holds a model and no checkpoint"), message);
	}

	/** Enough to run it again. */
	@Test
	void theRunIsRecorded() throws Exception {
		train("killed", "head", false);
		JsonObject run = JsonParser.parseString(Files.readString(model.resolve("run.json"))).getAsJsonObject();
		assertEquals(7, run.getAsJsonObject("parameters").get("seed").getAsInt());
		assertEquals("head", run.getAsJsonObject("parameters").get("trainable").getAsString());
		JsonObject patient = run.getAsJsonObject("patients").getAsJsonObject("Patient_08");
		assertEquals("validation", patient.get("subset").getAsString());
		assertEquals(Checksum.sha256(cohort.resolve("Patient_08/Patient_08_seg.nii.gz")), patient.getAsJsonObject("sha256").get("seg")
			.getAsString());
		assertEquals(10, run.getAsJsonObject("patients").size());
		assertEquals(8, run.getAsJsonObject("split").getAsJsonArray("train").size());
		assertEquals("[\"Patient_10\",\"Patient_11\"]", run.getAsJsonObject("split").getAsJsonArray("test").toString());
		JsonObject machine = run.getAsJsonObject("machine");
		assertTrue(machine.get("threads").getAsInt() > 0);
		PyTorch.processor().forEach((name, value) -> assertEquals(value, machine.get(name).getAsString()));
		assertTrue(run.getAsJsonObject("versions").has("pytorch"));
	}

	private void assertRefused(String why, TrainingPlan plan) {
		String message = assertThrows(InputException.class, () -> TrainingProcess.train(cohort, new RunFolder(model, true, Optional
			.empty(), CacheLimits.DEFAULT), plan, Progress.NONE)).getMessage();
		assertTrue(message.contains(why) && message.contains("checkpoint"), message);
	}

	private String train(String name, String trainable, boolean resume) throws Exception {
		return TrainingProcess.train(cohort, new RunFolder(folder.resolve(name), resume, Optional.empty(), CacheLimits.DEFAULT), TrainingProcess.plan(
			trainable), Progress.NONE);
	}

	private void kill(String trainable) throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), TrainingProcess.class.getName(), cohort
				.toString(), model.toString(), trainable).redirectError(folder.resolve("err").toFile()).start();
		try (BufferedReader out = process.inputReader()) {
			assertEquals("in epoch 2", out.lines().filter(line -> line.startsWith("in epoch")).findFirst().orElseGet(this::error));
		}
		finally {
			process.destroyForcibly();
			assertTrue(process.waitFor(30, TimeUnit.SECONDS));
		}
		deleteTemporary();
	}

	private String error() {
		try {
			return Files.readString(folder.resolve("err"));
		}
		catch (IOException e) {
			return e.toString();
		}
	}

	/** Where slices are deleted with their process only by the system. */
	private void deleteTemporary() throws IOException {
		try (Stream<Path> list = Files.list(model)) {
			for (Path file : list.filter(each -> each.getFileName().toString().matches("slices-.*\\.tmp")).toList())
				Files.delete(file);
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> list = Files.list(model)) {
			return list.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static List<String> withoutTimes(Path model) throws IOException {
		List<String> lines = Files.readAllLines(model.resolve("history.csv"));
		List<String> columns = List.of(lines.get(0).split(","));
		return lines.stream().map(line -> {
			String[] cells = line.split(",", -1);
			for (String measured : List.of("seconds", "slices_per_second", "peak_memory_mb", "monitor"))
				cells[columns.indexOf(measured)] = "";
			return String.join(",", cells);
		}).toList();
	}

	/** The same checkpoint, Adam's moments 0. */
	private Path copyWithoutAdam() throws IOException {
		Path copy = Files.createDirectory(folder.resolve("without"));
		Map<String, Tensor> tensors = new LinkedHashMap<>();
		Path original = model.resolve("checkpoint-1.safetensors");
		Safetensors.read(original).forEach((name, tensor) -> tensors.put(name, name.startsWith("first/") || name.startsWith(
			"second/") ? new Tensor(tensor.shape(), new float[tensor.values().length]) : tensor));
		assertTrue(tensors.keySet().stream().anyMatch(name -> name.startsWith("second/")), tensors.keySet().toString());
		Path changed = copy.resolve("checkpoint-1.safetensors");
		Safetensors.write(changed, tensors);
		Files.writeString(copy.resolve("checkpoint.json"), Files.readString(model.resolve("checkpoint.json")).replace(Checksum.sha256(
			original), Checksum.sha256(changed)));
		return copy;
	}
}
