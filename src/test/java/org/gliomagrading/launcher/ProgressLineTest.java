package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.scijava.task.DefaultTask;
import org.scijava.task.event.TaskEvent;

class ProgressLineTest {

	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final DefaultTask task = new DefaultTask(null, null);
	private long now;

	@Test
	void timeLeftFollowsFromTheTimeSpent() {
		ProgressLine line = line(true);
		step(line, 0, 0, 4, "patient 1");
		assertEquals("\r[                    ] 0/4  patient 1", text().stripTrailing());
		step(line, 10_000, 1, 4, "patient 2");
		assertEquals("\r[=====               ] 1/4  0:30 left  patient 2", text().stripTrailing());
		step(line, 40_000, 3, 4, "patient 4");
		assertEquals("\r[===============     ] 3/4  0:13 left  patient 4", text().stripTrailing());
		step(line, 50_000, 100, 300, "resumed");
		assertEquals("\r[======              ] 100/300  resumed", text().stripTrailing());
		step(line, 4_050_000, 200, 300, "x");
		assertEquals("\r[=============       ] 200/300  1:06:40 left  x", text().stripTrailing());
		step(line, 4_060_000, 0, 300, "next");
		assertEquals("\r[                    ] 0/300  next", text().stripTrailing());
	}

	@Test
	void linesNeverWrapAndAreWipedAtTheEnd() {
		ProgressLine line = line(true);
		step(line, 0, 1, 2, "a very long description of what is being done ".repeat(9));
		assertEquals(80, text().length());
		step(line, 50, 2, 2, "a very long description of what is being done ".repeat(9)); // too soon to be drawn
		assertEquals("", text());
		task.finish();
		line.onEvent(new TaskEvent(task));
		assertEquals("\r" + " ".repeat(79) + "\r", text());
	}

	@Test
	void withoutATerminalNothingIsDrawn() {
		ProgressLine line = line(false);
		step(line, 10_000, 1, 4, "patient 2");
		line.clear();
		assertTrue(text().isEmpty());
	}

	private void step(ProgressLine line, long time, long done, long total, String what) {
		now = time;
		task.setStatusMessage(what);
		task.setProgressMaximum(total);
		task.setProgressValue(done);
		line.onEvent(new TaskEvent(task));
	}

	private ProgressLine line(boolean terminal) {
		return new ProgressLine(new PrintStream(err, true, StandardCharsets.UTF_8), terminal, () -> now);
	}

	private String text() {
		String text = err.toString(StandardCharsets.UTF_8);
		err.reset();
		return text;
	}
}
