package org.gliomagrading.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.gliomagrading.command.Nearest;
import org.gliomagrading.command.Parameters;
import org.gliomagrading.io.InputException;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

/** Our commands by the names that the command line has for them. */
class CommandNames {

	private final Map<String, CommandInfo> byName = new TreeMap<>();
	private final Map<String, CommandInfo> byClass = new TreeMap<>();

	CommandNames(CommandService commands) {
		for (CommandInfo info : commands.getCommands()) {
			if (!Parameters.isOurs(info)) continue;
			byName.put(kebab(info), info);
			byClass.put(info.getDelegateClassName(), info);
		}
	}

	Map<String, CommandInfo> all() {
		return byName;
	}

	CommandInfo find(Arguments arguments) throws InputException {
		return find(arguments.byClass() || arguments.command().contains(".") ? byClass : byName, arguments.command());
	}

	/** The name of a command's class in kebab case: {@code GradePatients} is {@code grade-patients}. */
	static String kebab(CommandInfo info) {
		return Parameters.simpleName(info).replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
	}

	private static CommandInfo find(Map<String, CommandInfo> commands, String name) throws InputException {
		CommandInfo info = commands.get(name);
		if (info == null) throw new InputException("there is no command '" + name + "'" + Nearest.hint(name, commands
			.keySet(), CommandNames::withoutPackage) + "; 'glioma help' lists the commands");
		return info;
	}

	/** The package is long and the same for all: counted in, it would bring any two classes near each other. */
	private static String withoutPackage(String name) {
		return name.substring(name.lastIndexOf('.') + 1);
	}
}
