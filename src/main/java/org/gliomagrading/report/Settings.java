package org.gliomagrading.report;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What {@code study.json} says, as far as it can be read: the report shows its text in any case.
 *
 * @param root its content; an empty object where there is none
 */
record Settings(JsonObject root) {

	static Settings of(String text) {
		try {
			JsonElement parsed = JsonParser.parseString(text);
			return new Settings(parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject());
		}
		catch (JsonParseException | StackOverflowError e) {
			return new Settings(new JsonObject());
		}
	}

	boolean isKnown() {
		return root.has("study");
	}

	/** @return a setting of the study as text; empty where it is not given */
	Optional<String> get(String name) {
		JsonElement study = root.get("study");
		if (study == null || !study.isJsonObject()) return Optional.empty();
		JsonElement value = study.getAsJsonObject().get(name);
		if (value == null || value.isJsonNull()) return Optional.empty();
		return Optional.of(value.isJsonPrimitive() ? value.getAsString() : value.toString());
	}

	/** @return the versions of what computed the study */
	Map<String, String> versions() {
		Map<String, String> versions = new TreeMap<>();
		JsonElement given = root.get("versions");
		if (given != null && given.isJsonObject()) given.getAsJsonObject().entrySet().forEach(entry -> versions.put(entry
			.getKey(), entry.getValue().isJsonPrimitive() ? entry.getValue().getAsString() : entry.getValue().toString()));
		return versions;
	}
}
