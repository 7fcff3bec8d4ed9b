package org.gliomagrading.io;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Something the user gave cannot be used: a file, a folder, a table or a parameter. The message is one line that says
 * what is wrong, in which file, and what to do; commands show it as it is, without a stack trace.
 */
public class InputException extends IOException {

	private static final long serialVersionUID = 1L;

	private static final int MAX_LENGTH = 2000;

	/**
	 * @param message the whole line: what is wrong and what to do
	 */
	public InputException(String message) {
		super(line(message));
	}

	/**
	 * @param message the whole line: what is wrong and what to do
	 * @param cause the exception behind it
	 */
	public InputException(String message, Throwable cause) {
		super(line(message), cause);
	}

	/**
	 * @param file the file or folder at fault
	 * @param problem what is wrong with it and what to do, starting in lower case
	 */
	public InputException(Path file, String problem) {
		super(line(file + ": " + problem));
	}

	/**
	 * @param file the file or folder at fault
	 * @param problem what is wrong with it and what to do, starting in lower case
	 * @param cause the exception behind it
	 */
	public InputException(Path file, String problem, Throwable cause) {
		super(line(file + ": " + problem), cause);
	}

	/**
	 * @param file the file, as the message shall call it
	 * @param cause what reading it ended with
	 * @return the error that tells the user why; the cause itself where it does already
	 */
	public static InputException unreadable(Object file, IOException cause) {
		if (cause instanceof InputException known) return known;
		if (cause instanceof NoSuchFileException) return new InputException(file + ": no such file", cause);
		return new InputException(file + ": cannot be read (" + Reason.of(cause) +
			"); check that you may read it; if so, copy or download it again", cause);
	}

	/** Names and cells that a message cites come from outside: they may hold line breaks, or be a whole file. */
	private static String line(String message) {
		String start = message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "..." : message;
		return start.replaceAll("\\R", " ");
	}
}
