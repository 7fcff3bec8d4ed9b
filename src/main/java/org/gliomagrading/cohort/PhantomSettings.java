package org.gliomagrading.cohort;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;
import org.gliomagrading.io.WholeFile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/**
 * How a cohort of phantoms was made, as {@code phantoms.json} in its folder says: enough to make it again.
 *
 * @param seed the seed
 * @param high number of high-grade patients
 * @param low number of low-grade patients
 * @param size voxels along the three axes
 * @param spacing their spacing in mm
 * @param gliomaGrading the version of this program that made it
 */
public record PhantomSettings(long seed, int high, int low, List<Integer> size, List<Double> spacing,
	String gliomaGrading)
{

	/** The file's name in the cohort's folder. */
	public static final String FILE_NAME = "phantoms.json";

	/** Largest file that is read, in bytes. */
	private static final long MAX_SIZE = 4096;

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/**
	 * @param folder a cohort's folder
	 * @return how its phantoms were made; empty if the folder does not say
	 * @throws InputException if the file is none of ours
	 * @throws IOException if it cannot be read
	 */
	public static Optional<PhantomSettings> read(Path folder) throws IOException {
		Path file = folder.resolve(FILE_NAME);
		if (!Files.isRegularFile(file)) return Optional.empty();
		if (Files.size(file) > MAX_SIZE) throw damaged(file, "it has more than " + MAX_SIZE + " bytes", null);
		try {
			PhantomSettings settings = GSON.fromJson(Files.readString(file), PhantomSettings.class);
			if (settings == null || settings.size == null || settings.spacing == null) throw damaged(file, "a field is missing",
				null);
			return Optional.of(settings);
		}
		catch (JsonParseException | CharacterCodingException e) {
			throw damaged(file, Reason.of(e), e);
		}
	}

	/**
	 * @param folder the cohort's folder
	 * @throws IOException if the file cannot be written
	 */
	public void write(Path folder) throws IOException {
		WholeFile.write(folder.resolve(FILE_NAME), out -> out.write((GSON.toJson(this) + "\n").getBytes(
			StandardCharsets.UTF_8)));
	}

	private static InputException damaged(Path file, String why, Exception cause) {
		return new InputException(file, "does not say how phantoms were made (" + why +
			"); make the cohort again, or delete this file", cause);
	}
}
