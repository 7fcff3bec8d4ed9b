package org.gliomagrading.launcher;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;

/**
 * A command line, taken apart.
 *
 * @param command the command's name in kebab case, or its class; empty if none was named
 * @param byClass whether {@code command} is a class
 * @param help whether help is asked for: on the command, or on all
 * @param version whether the version is asked for
 * @param debug whether stack traces are shown
 * @param list the parameters of the long form, as ImageJ takes them: {@code key="value",n=3}
 * @param pairs the parameters of the short form, as written, in their order
 */
record Arguments(String command, boolean byClass, boolean help, boolean version, boolean debug, String list,
	List<Map.Entry<String, String>> pairs)
{

	static Arguments parse(List<String> args) throws InputException {
		String command = "";
		String list = "";
		boolean byClass = false, help = false, version = false, debug = false;
		List<Map.Entry<String, String>> pairs = new ArrayList<>();
		for (Iterator<String> rest = args.iterator(); rest.hasNext();) {
			String arg = rest.next();
			if (arg.equals("--headless")) continue;
			if (arg.equals("--debug")) debug = true;
			else if (arg.equals("--version")) version = true;
			else if (arg.equals("--help") || arg.equals("-h") || arg.equals("help") && command.isEmpty()) help = true;
			else if (arg.equals("--run")) {
				if (!rest.hasNext()) throw new InputException("--run needs the class of a command");
				command = rest.next();
				byClass = true;
			}
			else if (arg.startsWith("-")) throw new InputException("unknown option '" + arg +
				"'; there are --headless, --run, --help, --version, --debug");
			else if (byClass && list.isEmpty()) list = arg;
			else if (command.isEmpty()) command = arg;
			else pairs.add(pair(arg));
		}
		if (byClass && !pairs.isEmpty()) throw new InputException("too many arguments: '" + pairs.get(0).getKey() +
			"=...'; after --run CLASS all parameters stand in one argument, as in 'input=\"data\",seed=3'");
		return new Arguments(command, byClass, help, version, debug, list, pairs);
	}

	private static Map.Entry<String, String> pair(String arg) throws InputException {
		int equals = arg.indexOf('=');
		if (equals <= 0) throw new InputException("'" + arg +
			"' is no parameter; write parameter=value, without spaces around the =");
		return Map.entry(arg.substring(0, equals), arg.substring(equals + 1));
	}
}
