package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.File;
import java.io.IOException;
import java.util.List;

import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.network.PyTorch;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

class ModelCommandTest {

	/** Does nothing but look at the number of threads. */
	public static class Looking extends ModelCommand {

		private int seen;

		@Override
		Table compute(Progress progress) throws IOException {
			seen = PyTorch.threads();
			return new Table(List.of("threads"), List.of());
		}
	}

	@Test
	void takesAsManyThreadsAsAskedForAndLeavesTheNextItsOwn() throws Exception {
		int before = PyTorch.threads();
		int wanted = before + 1;
		assertEquals(wanted, seen(wanted));
		assertEquals(before, seen(0));
		assertNotEquals(wanted, PyTorch.threads());
	}

	private static int seen(int threads) throws Exception {
		try (Context context = WholeContext.start()) {
			Object command = context.service(CommandService.class).run(new CommandInfo(Looking.class), true, "input", new File(
				"."), "threads", threads).get().getCommand();
			return ((Looking) command).seen;
		}
	}
}
