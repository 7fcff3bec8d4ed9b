package org.gliomagrading.launcher;

import java.io.PrintStream;

import org.gliomagrading.command.GliomaCommand;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogMessage;

/** Prints log messages the way a command line tool does: one line each, to standard error, none of them twice in a row. */
class ConsoleLog implements LogListener {

	private final PrintStream err;
	private final boolean verbose;
	private final boolean debug;
	private final ProgressLine progress;
	private String lastError = "";

	/**
	 * @param err where the messages go
	 * @param verbose whether to print messages that are neither errors nor warnings; some are told always
	 * @param debug whether to print stack traces
	 * @param progress cleared before a message is printed
	 */
	ConsoleLog(PrintStream err, boolean verbose, boolean debug, ProgressLine progress) {
		this.err = err;
		this.verbose = verbose;
		this.debug = debug;
		this.progress = progress;
	}

	@Override
	public synchronized void messageLogged(LogMessage message) {
		String text = message.text().strip();
		if (message.level() <= LogLevel.ERROR) error(text);
		else if (message.level() == LogLevel.WARN) print("Warning: " + text);
		else if (message.level() == LogLevel.INFO && (verbose || message.source().name().equals(GliomaCommand.BATCH)))
			print(text);
		if (debug && message.throwable() != null) message.throwable().printStackTrace(err);
	}

	/**
	 * @param reason an error; printed unless it just was
	 */
	synchronized void error(String reason) {
		String line = reason.strip().replaceAll("\\s*\\R\\s*", " ");
		if (!line.equals(lastError)) print("Error: " + line);
		lastError = line;
	}

	private void print(String line) {
		progress.clear();
		err.println(line);
	}
}
