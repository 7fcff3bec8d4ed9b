package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

class TaskProgressTest {

	@Test
	void tasksTellAndStopTheWork() throws Exception {
		try (Context context = WholeContext.start()) {
			Watcher watcher = new Watcher();
			context.service(EventService.class).subscribe(watcher);
			CommandModule whole = run(context);
			assertTrue(!whole.isCanceled());
			assertEquals(List.of("1/4 patient 1", "2/4 patient 2", "3/4 patient 3", "4/4 done"), watcher.steps.stream()
				.filter(step -> step.matches("([1-3])/4 patient \\1|4/4 done")).distinct().toList());
			assertTrue(watcher.task.isDone());

			watcher.steps.clear();
			watcher.cancelAt = 2;
			CommandModule stopped = run(context);
			assertTrue(stopped.isCanceled());
			assertEquals("stopped before the end", stopped.getCancelReason());
			assertTrue(watcher.steps.stream().noneMatch(step -> step.startsWith("3/")), watcher.steps.toString());
			assertTrue(watcher.task.isDone());
		}
	}

	private static CommandModule run(Context context) throws Exception {
		return context.service(CommandService.class).run(EchoParameters.class, true, Map.of("input", "a", "count", 4)).get();
	}

	/** Stands for Fiji's window of tasks. */
	public static class Watcher {

		private final List<String> steps = new ArrayList<>();
		private int cancelAt = -1;
		private Task task;

		@EventHandler
		public synchronized void onEvent(TaskEvent event) {
			task = event.getTask();
			steps.add(task.getProgressValue() + "/" + task.getProgressMaximum() + " " + task.getStatusMessage());
			if (task.getProgressValue() == cancelAt && !task.isCanceled()) task.cancel("by the user");
		}
	}
}
