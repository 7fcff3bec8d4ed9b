package org.gliomagrading.command;

import java.util.concurrent.CancellationException;

import org.gliomagrading.io.Progress;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * Shows a command's progress in all places there are: the status bar, and a task, which has the cancel button in Fiji's
 * tasks window and feeds the launcher's progress line.
 */
class TaskProgress implements Progress, AutoCloseable {

	private final StatusService status;
	private final Task task;
	private final Cancelable command;

	/**
	 * @param context has the services
	 * @param name what the task is called
	 * @param command stopped when it is cancelled, as by a button of its own
	 */
	TaskProgress(Context context, String name, Cancelable command) {
		this.command = command;
		status = context.service(StatusService.class);
		task = context.service(TaskService.class).createTask(name);
		task.start();
	}

	@Override
	public void report(long done, long total, String what) {
		if (task.isCanceled() || command.isCanceled()) throw new CancellationException();
		if (total != task.getProgressMaximum()) task.setProgressMaximum(total);
		task.setProgressValue(done);
		task.setStatusMessage(what);
		status.showStatus((int) done, (int) total, what);
	}

	/** Ends the task, and the progress bar with it: it would stay as it is otherwise. */
	@Override
	public void close() {
		task.finish();
		status.showProgress(1, 1);
	}
}
