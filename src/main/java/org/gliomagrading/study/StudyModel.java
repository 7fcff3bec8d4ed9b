package org.gliomagrading.study;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.gliomagrading.io.InputException;
import org.gliomagrading.network.Architecture;
import org.gliomagrading.training.TrainingService;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A model of a study.
 *
 * @param name its name in tables, and of its folder
 * @param start what training starts from: an architecture's name or a model folder; empty where nothing is trained
 * @param trained the folder of the model that is used as it is; empty where one is trained
 * @param training how it is trained
 * @param json what the study file says, with the defaults
 */
record StudyModel(String name, String start, Optional<Path> trained, TrainingSettings training, JsonObject json) {

	/** Does as a folder's name on every system. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9_-]|[A-Za-z0-9]");

	/** What Windows takes for devices, with whatever ending. */
	private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

	/**
	 * @param study the fields of the study file
	 * @param index the model's place in the list
	 * @param element what stands there
	 * @param common the study's {@code training}
	 * @param look whether the model to start from must be there
	 * @param base the folder that paths are relative to
	 * @param service knows monitors and schedules
	 * @return the model
	 * @throws InputException if it cannot be used
	 */
	static StudyModel read(Fields study, int index, JsonElement element, JsonObject common, boolean look,
		Path base, TrainingService service) throws InputException
	{
		JsonElement given = element;
		if (Fields.isText(element)) {
			JsonObject named = new JsonObject();
			named.add("name", element);
			given = named;
		}
		Fields fields = study.of("models", "models[" + index + "]", given);
		String name = fields.text("name");
		if (!NAME.matcher(name).matches() || DEVICE.matcher(name).matches()) throw fields.error("name", "is '" + name +
			"', which cannot be a folder's name everywhere; use up to 64 letters, digits, '.', '_' and '-'");
		if (fields.has("trained")) return trained(fields, name, base);
		String start = fields.text("start", name);
		Path folder = base.resolve(start);
		boolean isFolder = Files.isDirectory(folder);
		if (look && !isFolder) checkArchitecture(fields, start);
		JsonObject both = common.deepCopy();
		Fields own = fields.object("training");
		own.json().entrySet().forEach(each -> both.add(each.getKey(), each.getValue()));
		TrainingSettings training = TrainingSettings.read(fields.of("training", "training", both), service);
		fields.keep("training", training.json());
		return new StudyModel(name, isFolder ? folder.toString() : start, Optional.empty(), training, fields.end());
	}

	private static StudyModel trained(Fields fields, String name, Path base) throws InputException {
		if (fields.has("start") || fields.has("training")) throw fields.error("trained",
			"is used as it is; leave out start and training, or leave out trained");
		Path folder = base.resolve(fields.text("trained"));
		return new StudyModel(name, "", Optional.of(folder), null, fields.end());
	}

	private static void checkArchitecture(Fields fields, String start) throws InputException {
		try {
			Architecture.of(start);
		}
		catch (InputException e) {
			throw fields.error("start", "is '" + start + "', neither a model folder nor an architecture: " + e.getMessage());
		}
	}
}
