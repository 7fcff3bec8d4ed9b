package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.InputException;

import com.google.gson.JsonObject;

/**
 * A step of a study that is not done twice: a file says what it is made from and, when it is finished, what it made. Paths
 * play no part, so that a folder may be moved, or copied to another machine.
 *
 * @param folder the folder that the step writes into
 * @param name the step's name; its file is called after it
 */
record Step(Path folder, String name) {

	private static final String INPUTS = "inputs";
	private static final String OUTPUTS = "outputs";
	private static final String SECONDS = "seconds";

	private Path file() {
		return folder.resolve(name + ".json");
	}

	/**
	 * @param inputs what it shall be made from, by name; long ones as their SHA-256
	 * @return whether it was made from just this, and all that it made is still there, unchanged
	 * @throws IOException if a file is there and cannot be read
	 */
	boolean isDone(Map<String, String> inputs) throws IOException {
		JsonObject known = read();
		if (!known.has(OUTPUTS) || !isOf(known, inputs)) return false;
		return areWhole(known);
	}

	/** @return whether all that it made, from whatever, is still there, unchanged */
	boolean isWhole() throws IOException {
		JsonObject known = read();
		return known.has(OUTPUTS) && areWhole(known);
	}

	private boolean areWhole(JsonObject known) throws IOException {
		JsonObject outputs = known.getAsJsonObject(OUTPUTS);
		for (String output : outputs.keySet()) {
			Path path = folder.resolve(output);
			if (!Files.isRegularFile(path) || !Checksum.sha256(path).equals(outputs.get(output).getAsString())) return false;
		}
		return true;
	}

	/** @return whether it was begun with these inputs, finished or not */
	boolean isBegun(Map<String, String> inputs) throws IOException {
		return isOf(read(), inputs);
	}

	private static boolean isOf(JsonObject known, Map<String, String> inputs) {
		return json(inputs).equals(known.get(INPUTS));
	}

	/** @return what it was made from, and what it made: the same for two steps only if their results are the same */
	String fingerprint() throws IOException {
		JsonObject known = read();
		known.remove(SECONDS);
		return Checksum.sha256(known.toString());
	}

	/** @return how long it took; NaN if it is not finished */
	double seconds() throws IOException {
		JsonObject known = read();
		return known.has(SECONDS) ? known.get(SECONDS).getAsDouble() : Double.NaN;
	}

	/** What a step does. */
	@FunctionalInterface
	interface Work {

		/**
		 * @return the files that it made, relative to the step's folder
		 * @throws IOException if it cannot be done
		 */
		List<String> run() throws IOException;
	}

	/**
	 * Does the step, unless it is done.
	 *
	 * @param inputs what it is made from
	 * @param work what it does
	 * @throws IOException if it cannot be done; it then counts as begun
	 */
	void unlessDone(Map<String, String> inputs, Work work) throws IOException {
		if (!isDone(inputs)) again(inputs, work);
	}

	/** Does the step, done or not. */
	void again(Map<String, String> inputs, Work work) throws IOException {
		long begun = System.nanoTime();
		begin(inputs);
		finish(inputs, work.run(), begun);
	}

	/** Notes that it begins: what it made before is no longer taken for whole. */
	private void begin(Map<String, String> inputs) throws IOException {
		JsonObject known = new JsonObject();
		known.add(INPUTS, json(inputs));
		JsonFile.write(file(), known);
	}

	private void finish(Map<String, String> inputs, List<String> outputs, long begun) throws IOException {
		JsonObject known = new JsonObject();
		known.add(INPUTS, json(inputs));
		JsonObject made = new JsonObject();
		for (String output : outputs)
			made.addProperty(output, Checksum.sha256(folder.resolve(output)));
		known.add(OUTPUTS, made);
		known.addProperty(SECONDS, (System.nanoTime() - begun) / 1e9);
		JsonFile.write(file(), known);
	}

	/** A file that is damaged tells nothing: the step is done again. */
	private JsonObject read() throws IOException {
		if (!Files.isRegularFile(file())) return new JsonObject();
		try {
			JsonObject known = JsonFile.read(file());
			boolean usable = known.get(INPUTS) instanceof JsonObject && (!known.has(OUTPUTS) || texts(known) && known.has(SECONDS));
			return usable ? known : new JsonObject();
		}
		catch (InputException e) {
			return new JsonObject();
		}
	}

	private static boolean texts(JsonObject known) {
		return known.get(OUTPUTS) instanceof JsonObject outputs && outputs.asMap().values().stream().allMatch(Fields::isText);
	}

	private static JsonObject json(Map<String, String> inputs) {
		JsonObject json = new JsonObject();
		inputs.forEach(json::addProperty);
		return json;
	}
}
