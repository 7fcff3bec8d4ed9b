package org.gliomagrading.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;
import java.util.Objects;

/** Why a file could not be used, in words: many of Java's exceptions say it by their class alone. */
public final class Reason {

	private static final String UNKNOWN = "the system gives no reason";

	private static final Map<Class<? extends IOException>, String> WORDS = Map.of( //
		NoSuchFileException.class, "no such file or folder", //
		AccessDeniedException.class, "permission denied", //
		NotDirectoryException.class, "not a folder", //
		FileAlreadyExistsException.class, "the name is taken already", //
		DirectoryNotEmptyException.class, "the folder is not empty", //
		EOFException.class, "it ends too early", //
		CharacterCodingException.class, "not UTF-8 text");

	private Reason() {
		// only static methods
	}

	/**
	 * @param problem what reading or writing ended with
	 * @return the reason in one line, to stand in brackets: in our words where the exception has none, else in those of the
	 *         system or of the library
	 */
	public static String of(Throwable problem) {
		Throwable cause = problem.getCause();
		// an exception without words of its own repeats its cause with the name of the class
		if (cause != null && Objects.equals(problem.getMessage(), cause.toString())) return of(cause);
		for (Map.Entry<Class<? extends IOException>, String> words : WORDS.entrySet())
			if (words.getKey().isInstance(problem)) return words.getValue();
		// the message of these begins with the path
		String text = problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
		return text == null || text.isBlank() ? UNKNOWN : text.lines().findFirst().orElse(UNKNOWN).strip();
	}
}
