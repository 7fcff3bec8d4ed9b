package org.gliomagrading.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.scijava.event.EventHandler;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

/**
 * Makes the signals that end a program (Ctrl-C, a cluster's time limit) cancel the command, as its button does in Fiji: a
 * training then keeps the best epoch so far. The program waits for that, but not for ever.
 */
final class StopSignal implements AutoCloseable {

	/** Clusters leave about so much time, in seconds, before they kill a program (Slurm's KillWait). */
	private static final int LONGEST_WAIT = 30;

	private final CountDownLatch ended = new CountDownLatch(1);
	private final Thread hook = new Thread(this::stop, "stop signal");
	private volatile Task running;

	/** From now on signals are heard. */
	void listen() {
		Runtime.getRuntime().addShutdownHook(hook);
	}

	/**
	 * @param event tells of a task's start, step or end
	 */
	@EventHandler
	void onEvent(TaskEvent event) {
		running = event.getTask();
	}

	private void stop() {
		Task task = running;
		if (task == null || task.isDone()) return;
		task.cancel("stopped by a signal");
		try {
			ended.await(LONGEST_WAIT, TimeUnit.SECONDS);
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** The command has ended and said how. */
	@Override
	public void close() {
		ended.countDown();
		try {
			Runtime.getRuntime().removeShutdownHook(hook);
		}
		catch (IllegalStateException e) {
			// the signal came: the hook runs
		}
	}
}
