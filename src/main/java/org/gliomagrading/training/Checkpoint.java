package org.gliomagrading.training;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.network.GradingNetwork;
import org.gliomagrading.weights.Safetensors;
import org.gliomagrading.weights.Tensor;
import org.gliomagrading.weights.TensorSource;
import org.gliomagrading.weights.WeightFile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * How far a training came, on disk: {@code checkpoint-N.safetensors} with what training changes (as it is, and as the best
 * epoch left it) and Adam's moments, and {@code checkpoint.json}, which names it. The second is moved into its place when
 * the first is whole: at every moment one whole checkpoint is there.
 *
 * @param folder the model folder
 */
record Checkpoint(Path folder) {

	private static final String DESCRIPTION = "checkpoint.json";
	private static final String TENSORS = "checkpoint-\\d{1,9}\\.safetensors";
	/** What WholeFile leaves of both where it is killed. */
	private static final String UNFINISHED = "\\.checkpoint(-\\d{1,9})?\\.(safetensors|json)\\.[0-9a-f-]{36}\\.tmp";

	/** Largest description that is read: some 100,000 patients. */
	private static final long MAX_DESCRIPTION = 1 << 26;

	private static final String WEIGHTS = "weights/";
	private static final String BEST = "best/";
	private static final String FIRST = "first/";
	private static final String SECOND = "second/";

	/** Memory is no number where the system does not tell it. */
	private static final Gson GSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

	/**
	 * What the description says.
	 *
	 * @param tensors the file of tensors
	 * @param sha256 its SHA-256
	 * @param epochs the epochs that are done
	 * @param best number of the best one
	 * @param adamSteps steps that Adam made
	 * @param run what is trained with what
	 */
	private record Description(String tensors, String sha256, List<Epoch> epochs, int best, int adamSteps,
		JsonObject run)
	{

		/** Refuses what is missing. */
		private Description {
			epochs = List.copyOf(epochs);
		}
	}

	/** @return whether there is one */
	boolean exists() {
		return Files.exists(folder.resolve(DESCRIPTION));
	}

	/** Replaces the checkpoint by that of the epoch that is done now. */
	void write(TrainingRun run, TrainingState state, GradingNetwork network, Adam adam) throws IOException {
		Path file = folder.resolve("checkpoint-" + state.done() + ".safetensors");
		Safetensors.write(file, tensors(state, network, adam));
		Description description = new Description(file.getFileName().toString(), Checksum.sha256(file), state.history()
			.epochs(), state.history().best(), adam.steps(), run.json());
		WholeFile.write(folder.resolve(DESCRIPTION), out -> out.write(GSON.toJson(description).getBytes(
			StandardCharsets.UTF_8)));
		deleteTensors(description.tensors);
	}

	/** Deletes it: the training is done. */
	void delete() throws IOException {
		Files.deleteIfExists(folder.resolve(DESCRIPTION));
		deleteTensors("");
	}

	private void deleteTensors(String kept) throws IOException {
		List<Path> old;
		try (Stream<Path> files = Files.list(folder)) {
			old = files.filter(file -> isOld(file.getFileName().toString(), kept)).toList();
		}
		for (Path file : old)
			Files.deleteIfExists(file);
	}

	private static boolean isOld(String name, String kept) {
		return name.matches(TENSORS) && !name.equals(kept) || name.matches(UNFINISHED);
	}

	/**
	 * @param run what is trained with what now
	 * @param network is set to what it was
	 * @param adam is set to what it was
	 * @return how far the training came
	 * @throws InputException if the checkpoint is damaged, or of another run
	 * @throws IOException if it cannot be read
	 */
	TrainingState read(TrainingRun run, GradingNetwork network, Adam adam) throws IOException {
		Path file = folder.resolve(DESCRIPTION);
		Description description = description(file);
		var difference = run.difference(description.run);
		if (difference.isPresent()) throw new InputException(file, "is of another training: " + difference.get() +
			"; give the parameters and files of before, or another output folder");
		Path tensors = folder.resolve(description.tensors);
		if (!Files.isRegularFile(tensors) || !Checksum.sha256(tensors).equals(description.sha256)) throw new InputException(
			tensors, "is missing or damaged; delete " + DESCRIPTION + " to train from the beginning");
		try (WeightFile stored = Safetensors.open(tensors)) {
			return restore(description, stored, network, adam);
		}
		catch (IllegalArgumentException | NullPointerException e) {
			throw damaged(file, e);
		}
	}

	/** @return what is another of machine and versions than at the last checkpoint; empty if nothing is */
	String otherMachine(TrainingRun run) throws IOException {
		return run.otherMachine(description(folder.resolve(DESCRIPTION)).run).orElse("");
	}

	private static Description description(Path file) throws IOException {
		if (Files.size(file) > MAX_DESCRIPTION) throw new InputException(file, "is too large for a checkpoint's description");
		try {
			Description description = GSON.fromJson(Files.readString(file), Description.class);
			boolean usable = description != null && description.tensors != null && description.tensors.matches(TENSORS) &&
				description.sha256 != null && description.run != null && description.best >= 1 &&
				description.best <= description.epochs.size() && description.adamSteps >= 0;
			if (!usable) throw damaged(file, null);
			return description;
		}
		catch (CharacterCodingException | RuntimeException | StackOverflowError e) { // Gson's own, and those of a record's checks
			throw damaged(file, e);
		}
	}

	private static InputException damaged(Path file, Throwable cause) {
		return new InputException(file, "is no checkpoint" + (cause == null ? "" : " (" + Reason.of(cause) + ")") +
			"; delete it to train from the beginning", cause);
	}

	private static TrainingState restore(Description description, WeightFile stored, GradingNetwork network, Adam adam)
		throws IOException
	{
		Map<String, Tensor> best = new LinkedHashMap<>();
		for (String name : network.changing()) {
			network.set(name, stored.read(WEIGHTS + name).values());
			best.put(name, stored.read(BEST + name));
		}
		for (var learned : adam.learned().entrySet()) {
			set(learned.getValue().first(), stored.read(FIRST + learned.getKey()));
			set(learned.getValue().second(), stored.read(SECOND + learned.getKey()));
		}
		adam.resume(description.adamSteps);
		return new TrainingState(description.epochs, description.best, best);
	}

	private static void set(NDArray array, Tensor tensor) {
		try (NDManager manager = array.getManager().newSubManager()) {
			array.set(new NDIndex(":"), manager.create(tensor.values(), new Shape(tensor.shape())));
		}
	}

	/** One at a time is copied out of the device's memory. */
	private static TensorSource tensors(TrainingState state, GradingNetwork network, Adam adam) {
		Map<String, long[]> shapes = new LinkedHashMap<>();
		for (String name : network.changing()) {
			long[] shape = network.parameters().get(name).getShape().getShape();
			shapes.put(WEIGHTS + name, shape);
			shapes.put(BEST + name, shape);
		}
		adam.learned().forEach((name, learned) -> {
			shapes.put(FIRST + name, learned.first().getShape().getShape());
			shapes.put(SECOND + name, learned.second().getShape().getShape());
		});
		return new TensorSource() {

			@Override
			public Map<String, long[]> shapes() {
				return shapes;
			}

			@Override
			public Tensor read(String name) {
				String tensor = name.substring(name.indexOf('/') + 1);
				if (name.startsWith(BEST)) return state.bestWeights().get(tensor);
				return new Tensor(shapes.get(name), name.startsWith(WEIGHTS) ? network.values(tensor) : (name.startsWith(FIRST) ? adam
					.learned().get(tensor).first() : adam.learned().get(tensor).second()).toFloatArray());
			}
		};
	}
}
