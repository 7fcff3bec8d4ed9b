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
	private long start = -1;
	private long lastDrawn;
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
		Task task = event.getTask();
		long now = clock.getAsLong();
		if (start < 0) start = now;
		if (!terminal) return;
		if (task.isDone()) {
			clear();
			start = -1;
		}
		else if (task.getProgressMaximum() > 0 && (now - lastDrawn >= PAUSE_MS || !drawn)) {
			String line = line(task, now - start);
			err.print("\r" + line + " ".repeat(WIDTH - line.length()));
			err.flush();
			lastDrawn = now;
			drawn = true;
		}
	}

	/** Wipes the line, so that something else can be printed. */
	synchronized void clear() {
		if (drawn) err.print("\r" + " ".repeat(WIDTH) + "\r");
		err.flush();
		drawn = false;
	}

	private static String line(Task task, long spent) {
		long done = task.getProgressValue();
		long total = task.getProgressMaximum();
		int full = (int) (BAR * done / total);
		String left = done == 0 ? "" : time(spent * (total - done) / done) + " left  ";
		String line = "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + done + "/" + total + "  " + left + task
			.getStatusMessage();
		return line.substring(0, Math.min(line.length(), WIDTH));
	}

	private static String time(long milliseconds) {
		long s = (milliseconds + 500) / 1000;
		return s < 3600 ? "%d:%02d".formatted(s / 60, s % 60) : "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60);
	}
}
