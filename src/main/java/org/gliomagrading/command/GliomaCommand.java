package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Reason;
import org.gliomagrading.network.PyTorch;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.ui.UIService;

import ai.djl.Device;

/**
 * What all our commands share: progress that can be cancelled, and an end in one line when something is wrong. A command
 * fails by cancelling itself with the reason, since an exception would open windows with stack traces in Fiji.
 */
public abstract class GliomaCommand extends ContextCommand {

	/** Name of the log source of what a batch job must show too, beside warnings and errors: the device, each epoch. */
	public static final String BATCH = "batch";

	private final Map<String, String> typed = new ConcurrentHashMap<>();

	/**
	 * Does the command's work with the parameters that are set, and sets its output.
	 *
	 * @param progress to be told how far the work has come
	 * @throws IOException if the work cannot be done; an {@link InputException} if the user can mend it
	 */
	protected abstract void work(Progress progress) throws IOException;

	@Override
	public final void run() {
		try (TaskProgress progress = new TaskProgress(context(), getClass().getSimpleName(), this)) {
			work(progress);
		}
		catch (CancellationException e) {
			if (!isCanceled()) cancel("stopped before the end");
		}
		catch (InputException e) {
			fail(e.getMessage(), e);
		}
		catch (InvalidPathException e) {
			fail("'" + e.getInput() + "' is no path on this system; correct it", e);
		}
		catch (FileSystemException e) {
			fail(e.getFile() + ": cannot be used (" + Reason.of(e) +
				"); check that it is there and that you may read and write it", e);
		}
		catch (IOException | UncheckedIOException e) {
			fail("a file cannot be read or written (" + Reason.of(e) + "); run again with --debug for the details", e);
		}
		catch (OutOfMemoryError e) {
			fail("not enough memory: give Java more, for example -Xmx4g (GLIOMA_JAVA_OPTS=-Xmx4g for scripts/glioma)", e);
		}
		catch (Exception | LinkageError e) {
			fail("unexpected error, " + e + "; run again with --debug for the details", e);
		}
	}

	/**
	 * Warns the user in one line.
	 *
	 * @param message the line
	 */
	protected void warn(String message) {
		context().service(LogService.class).warn(message);
	}

	/**
	 * Tells the user in one line what happened; a batch run does not show it.
	 *
	 * @param message the line
	 */
	protected void tell(String message) {
		context().service(LogService.class).info(message);
	}

	/**
	 * Tells the user in one line what happened; a batch run shows it, too.
	 *
	 * @param message the line
	 */
	protected void tellAlways(String message) {
		context().service(LogService.class).subLogger(BATCH).info(message);
	}

	/**
	 * Tells which device runs, and why not the GPU where it does not.
	 *
	 * @param device where a network will run
	 */
	protected void tellDevice(Device device) {
		tellAlways(PyTorch.describe(device));
	}

	/**
	 * @param text a parameter that lists names, parted by commas
	 * @return the names, without blanks around them; none of an empty text
	 */
	protected static List<String> names(String text) {
		return Stream.of(text.split(",")).map(String::trim).filter(name -> !name.isEmpty()).toList();
	}

	/**
	 * @param file a parameter that need not be given
	 * @return its path; empty where it was not given (a dialog gives an empty name then)
	 */
	protected static Optional<Path> path(File file) {
		return file == null || file.getPath().isBlank() ? Optional.empty() : Optional.of(file.toPath());
	}

	/** What was typed into a dialog's field for a number, by the parameter's name. */
	Map<String, String> typed() {
		return typed;
	}

	private void fail(String message, Throwable cause) {
		String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
		Refusal.log(context().service(LogService.class), context().getService(UIService.class), line, cause);
		cancel(line);
	}
}
