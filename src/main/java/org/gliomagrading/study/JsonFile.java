package org.gliomagrading.study;

import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/** Files of JSON that may come from anybody: strict, of bounded size and depth, no name twice in an object. */
final class JsonFile {

	/** Largest file that is read, in bytes. */
	private static final long MAX_SIZE = 1 << 22;

	private static final int MAX_DEPTH = 8;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	private JsonFile() {
		// only static methods
	}

	/**
	 * @param file a file that holds one object
	 * @return the object
	 * @throws InputException if it cannot be read or holds something else
	 */
	static JsonObject read(Path file) throws InputException {
		try {
			if (Files.isDirectory(file)) throw new InputException(file, "is a folder; give a JSON file");
			if (Files.size(file) > MAX_SIZE) throw new InputException(file, "is larger than 4 MB; give a file of ours");
			JsonReader reader = new JsonReader(new StringReader(Files.readString(file)));
			if (!(element(reader, file, 0) instanceof JsonObject object) || reader.peek() != JsonToken.END_DOCUMENT)
				throw new InputException(file, "is not one JSON object; write { ... }");
			return object;
		}
		catch (MalformedJsonException | EOFException e) {
			throw new InputException(file, "is no JSON (" + Reason.of(e).replaceFirst("Use JsonReader.setLenient\\(true\\) to accept ",
				"") + "); correct it there", e);
		}
		catch (CharacterCodingException e) {
			throw new InputException(file, "is not UTF-8 text; save it in UTF-8", e);
		}
		catch (IOException e) {
			throw InputException.unreadable(file, e);
		}
	}

	private static JsonElement element(JsonReader reader, Path file, int depth) throws IOException {
		if (depth > MAX_DEPTH) throw new InputException(file, "has objects or lists too deep in each other; give a file of ours");
		return switch (reader.peek()) {
			case BEGIN_OBJECT -> object(reader, file, depth);
			case BEGIN_ARRAY -> array(reader, file, depth);
			case STRING -> new JsonPrimitive(reader.nextString());
			case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
			case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
			default -> {
				reader.nextNull();
				yield JsonNull.INSTANCE;
			}
		};
	}

	private static JsonObject object(JsonReader reader, Path file, int depth) throws IOException {
		JsonObject object = new JsonObject();
		reader.beginObject();
		while (reader.hasNext()) {
			String name = reader.nextName();
			if (object.has(name)) throw new InputException(file, "has '" + name + "' twice in one object; keep one");
			object.add(name, element(reader, file, depth + 1));
		}
		reader.endObject();
		return object;
	}

	private static JsonArray array(JsonReader reader, Path file, int depth) throws IOException {
		JsonArray array = new JsonArray();
		reader.beginArray();
		while (reader.hasNext())
			array.add(element(reader, file, depth + 1));
		reader.endArray();
		return array;
	}

	/**
	 * Writes an object, whole or not at all.
	 *
	 * @param file the file
	 * @param object the object
	 * @throws IOException if it cannot be written
	 */
	static void write(Path file, JsonObject object) throws IOException {
		WholeFile.write(file, out -> out.write((GSON.toJson(object) + "\n").getBytes(StandardCharsets.UTF_8)));
	}
}
