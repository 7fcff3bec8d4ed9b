package org.gliomagrading.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.gliomagrading.io.Decimals;
import org.gliomagrading.io.InputException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * An object of a study file while it is read: each field is asked for by its name, and what nobody asked for is refused
 * at the end. What was read, with the defaults, is kept.
 */
final class Fields {

	private final Path file;
	private final String place;
	private final JsonObject json;
	private final JsonObject filled = new JsonObject();
	private final Set<String> known = new TreeSet<>();

	/**
	 * @param file the file, for messages
	 * @param place where in the file the object is, for messages: {@code models[2].}; empty for the whole
	 * @param json the object
	 */
	Fields(Path file, String place, JsonObject json) {
		this.file = file;
		this.place = place;
		this.json = json;
	}

	/** @return whether the file has the field, and not as {@code null} */
	boolean has(String name) {
		known.add(name);
		return json.has(name) && !json.get(name).isJsonNull();
	}

	/** @return a text; the default where the file has none; null as default makes the field optional */
	String text(String name, String fallback) throws InputException {
		if (!has(name)) return kept(name, fallback);
		if (!isText(json.get(name))) throw error(name, "must be a text in quotes");
		return kept(name, json.get(name).getAsString());
	}

	private String kept(String name, String value) {
		if (value != null) filled.addProperty(name, value);
		return value;
	}

	/** @return a text that must be there */
	String text(String name) throws InputException {
		String text = text(name, null);
		if (text == null || text.isBlank()) throw error(name, "is missing; give it");
		return text;
	}

	/** @return one of some words; the first where the file has none */
	String word(String name, String... words) throws InputException {
		String word = text(name, words[0]);
		if (!List.of(words).contains(word)) throw error(name, "is '" + word + "'; give one of " + String.join(", ", words));
		return word;
	}

	/** @return a number or a number in quotes as it is written */
	String amount(String name, String fallback) throws InputException {
		String amount = has(name) && isNumber(json.get(name)) ? kept(name, json.get(name).getAsString()) : text(name, fallback);
		return amount;
	}

	/** @return a number within bounds */
	double number(String name, double fallback, double min, double max) throws InputException {
		double value = fallback;
		if (has(name)) value = isNumber(json.get(name)) ? json.get(name).getAsDouble() : Double.NaN;
		if (!(value >= min && value <= max)) throw error(name, "must be a number of " + Decimals.format(min) + " to " + Decimals
			.format(max));
		filled.addProperty(name, value);
		return value;
	}

	/** @return a whole number within bounds */
	int whole(String name, int fallback, int min, int max) throws InputException {
		if (has(name) && !json.get(name).toString().matches("-?\\d{1,10}")) throw error(name, "must be a whole number");
		int value = (int) number(name, fallback, min, max);
		filled.addProperty(name, value);
		return value;
	}

	/** @return yes or no */
	boolean flag(String name) throws InputException {
		boolean value = false;
		if (has(name)) {
			if (!(json.get(name) instanceof JsonPrimitive flag && flag.isBoolean())) throw error(name, "must be true or false");
			value = flag.getAsBoolean();
		}
		filled.addProperty(name, value);
		return value;
	}

	/** @return an object's own fields, to be {@link #keep kept} when they are read; an empty object's where there is none */
	Fields object(String name) throws InputException {
		return of(name, name, has(name) ? json.get(name) : new JsonObject());
	}

	/** @return the elements of a list; none where there is no such list */
	List<JsonElement> list(String name) throws InputException {
		if (!has(name)) return List.of();
		if (!(json.get(name) instanceof JsonArray array)) throw error(name, "must be a list: [ ... ]");
		return array.asList();
	}

	/** @return a list of texts, none twice; the default where the file has none */
	List<String> texts(String name, List<String> fallback) throws InputException {
		List<String> texts = new ArrayList<>(has(name) ? List.of() : fallback);
		for (JsonElement each : list(name)) {
			if (!isText(each)) throw error(name, "must be a list of texts in quotes");
			if (texts.contains(each.getAsString())) throw error(name, "has '" + each.getAsString() + "' twice; keep one");
			texts.add(each.getAsString());
		}
		JsonArray array = new JsonArray();
		texts.forEach(array::add);
		filled.add(name, array);
		return texts;
	}

	/** @return an element of a list, or a field, as an object's own fields */
	Fields of(String name, String where, JsonElement element) throws InputException {
		if (!(element instanceof JsonObject object)) throw error(name, "must be an object: { ... }");
		return new Fields(file, place + where + ".", object);
	}

	/** Keeps what was read elsewhere. */
	void keep(String name, JsonElement value) {
		filled.add(name, value);
	}

	/**
	 * @return what was read, with the defaults
	 * @throws InputException if the file has more
	 */
	JsonObject end() throws InputException {
		for (String name : json.keySet())
			if (!known.contains(name)) throw error(name, "is not known here; known are: " + String.join(", ", known));
		return filled;
	}

	/** @return the error that a field cannot be used */
	InputException error(String name, String problem) {
		return new InputException(file, "'" + place + name + "' " + problem);
	}

	JsonObject json() {
		return json;
	}

	static boolean isText(JsonElement element) {
		return element instanceof JsonPrimitive text && text.isString();
	}

	private static boolean isNumber(JsonElement element) {
		return element instanceof JsonPrimitive number && number.isNumber();
	}
}
