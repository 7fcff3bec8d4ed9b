package org.gliomagrading.launcher;

import java.io.PrintStream;
import java.util.function.LongSupplier;

import org.scijava.event.EventHandler;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

/**
 * Draws a command's progress as one line that is drawn over again and again, with the time left. Only a terminal can
 * show that; elsewhere it stays silent.
 */
public class ProgressLine {

	private static final int BAR = 20;
	private static final int WIDTH = 79;
	private static final long PAUSE_MS = 100;

	private final PrintStream err;
	private final boolean terminal;
	private final LongSupplier clock;
	private long start;
	private long doneAtStart;
	private long done;
	private long total = -1;
	private long lastDrawn;
	private String lastMessage = "";
	private boolean drawn;

	/**
	 * @param err where the line is drawn
	 * @param terminal whether that is a terminal
	 * @param clock the time in milliseconds
	 */
	ProgressLine(PrintStream err, boolean terminal, LongSupplier clock) {
		this.err = err;
		this.terminal = terminal;
		this.clock = clock;
	}

	/**
	 * @param event tells of a task's start, step or end
	 */
	@EventHandler
	public synchronized void onEvent(TaskEvent event) {
		if (!terminal) return;
		Task task = event.getTask();
		if (task.isDone()) {
			clear();
			return;
		}
		long now = clock.getAsLong();
		if (task.getProgressMaximum() != total || task.getProgressValue() < done) {
			start = now; // another piece of work, with a speed of its own
			doneAtStart = task.getProgressValue();
		}
		done = task.getProgressValue();
		total = task.getProgressMaximum();
		String message = task.getStatusMessage() == null ? "" : task.getStatusMessage();
		if (total > 0 && (now - lastDrawn >= PAUSE_MS || !drawn || !message.equals(lastMessage))) draw(message, now);
	}

	private void draw(String message, long now) {
		String line = line(message, now - start);
		err.print("\r" + line + " ".repeat(WIDTH - line.length()));
		err.flush();
		lastDrawn = now;
		lastMessage = message;
		drawn = true;
	}

	/** Wipes the line, so that something else can be printed. */
	synchronized void clear() {
		if (drawn) err.print("\r" + " ".repeat(WIDTH) + "\r");
		err.flush();
		drawn = false;
	}

	private String line(String message, long spent) {
		int full = (int) (BAR * done / total);
		String left = done == doneAtStart ? "" : time(spent * (total - done) / (done - doneAtStart)) + " left  ";
		String line = "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + done + "/" + total + "  " + left + message;
		return line.substring(0, Math.min(line.length(), WIDTH));
	}

	private static String time(long milliseconds) {
		long s = (milliseconds + 500) / 1000;
		return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
	}
}
