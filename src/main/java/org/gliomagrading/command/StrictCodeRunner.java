package org.gliomagrading.command;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.run.AbstractCodeRunner;
import org.scijava.run.CodeRunner;

/**
 * Runs our commands for ImageJ's own {@code --run CLASS PARAMETERS}, with the parameters read strictly. SciJava's runner,
 * which has the rest of the commands, would make 3 of 3.7 and 0 of "abc", and print stack traces for a mistyped name.
 */
@Plugin(type = CodeRunner.class, priority = Priority.HIGH)
public class StrictCodeRunner extends AbstractCodeRunner {

	@Parameter
	private CommandService commands;

	@Parameter
	private LogService log;

	@Override
	public boolean supports(Object code) {
		return command(code) != null;
	}

	@Override
	public void run(Object code, Object... args) throws InvocationTargetException {
		Map<String, Object> given = new LinkedHashMap<>();
		for (int i = 0; i + 1 < args.length; i += 2)
			given.put(String.valueOf(args[i]), args[i + 1]);
		if (args.length % 2 == 0) run(code, given);
		else log.error("cannot read the parameters of " + Parameters.simpleName(command(code)) +
			"; write each with its name, as in 'input=\"my data\",seed=3'");
	}

	@Override
	public void run(Object code, Map<String, Object> given) throws InvocationTargetException {
		CommandInfo info = command(code);
		try {
			waitFor(commands.run(info, true, Parameters.values(info, given)));
		}
		catch (InputException e) {
			log.error(e.getMessage());
		}
	}

	/** Finds a command of ours by its class, the name of that or its title; null for anything else. */
	private CommandInfo command(Object code) {
		String name = code instanceof Class<?> c ? c.getName() : code instanceof String text ? text : null;
		return commands.getCommands().stream().filter(Parameters::isOurs).filter(info -> info.getDelegateClassName().equals(
			name) || info.getTitle().equals(name)).findFirst().orElse(null);
	}
}
