package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.log.LogLevel;
import org.scijava.log.LogMessage;
import org.scijava.log.StderrLogService;
import org.scijava.ui.UIService;

public class RefusalTest {

	private static final Exception CAUSE = new IllegalStateException("a bug");

	@Test
	void theReasonIsToldOnce() {
		assertEquals(List.of(), logged(false, false), "SciJava's window shows it");
		assertEquals(List.of("no such folder"), logged(true, false).stream().map(LogMessage::text).toList());
		assertEquals(1, logged(null, false).size());
	}

	@Test
	void debuggingShowsWhereItCameFrom() {
		assertSame(CAUSE, logged(false, true).get(0).throwable());
		assertSame(CAUSE, logged(true, true).get(0).throwable());
		assertEquals(null, logged(true, false).get(0).throwable());
	}

	/** What stands in the log after a refusal, in a user interface without windows, with some, or without any. */
	private static List<LogMessage> logged(Boolean headless, boolean debug) {
		StderrLogService log = new StderrLogService();
		log.initialize();
		log.setPrintStreams(level -> new PrintStream(OutputStream.nullOutputStream()));
		log.setLevel(debug ? LogLevel.DEBUG : LogLevel.INFO);
		List<LogMessage> messages = new ArrayList<>();
		log.addLogListener(messages::add);
		Refusal.log(log, headless == null ? null : ui(headless), "no such folder", CAUSE);
		return messages;
	}

	private static UIService ui(boolean headless) {
		return (UIService) Proxy.newProxyInstance(UIService.class.getClassLoader(), new Class<?>[] { UIService.class }, (
			proxy, method, args) -> headless);
	}
}
