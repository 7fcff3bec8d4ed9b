package org.gliomagrading.io;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something the user gave cannot be used: a file, a folder, a table or a parameter. The message is one line that says
 * what is wrong, in which file, and what to do; commands show it as it is, without a stack trace.
 */
public class InputException extends IOException {

	private static final long serialVersionUID = 1L;

	/**
	 * @param message the whole line: what is wrong and what to do
	 */
	public InputException(String message) {
		super(message);
	}

	/**
	 * @param file the file or folder at fault
	 * @param problem what is wrong with it and what to do, starting in lower case
	 */
	public InputException(Path file, String problem) {
		super(file + ": " + problem);
	}

	/**
	 * @param file the file or folder at fault
	 * @param problem what is wrong with it and what to do, starting in lower case
	 * @param cause the exception behind it
	 */
	public InputException(Path file, String problem, Throwable cause) {
		super(file + ": " + problem, cause);
	}
}
