package org.gliomagrading.launcher;

import java.io.File;
import java.io.PrintStream;
import java.util.Collection;

import org.gliomagrading.command.Parameters;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** Prints what the commands are and take, as their annotations say it. */
class Help {

	private final PrintStream out;

	Help(PrintStream out) {
		this.out = out;
	}

	void commands(Collection<CommandInfo> commands) {
		out.println("Grades gliomas (high or low grade) from multi-sequence MRI. Research software, no medical device.");
		out.println();
		out.println("  glioma COMMAND parameter=value ...");
		out.println("  glioma --headless --run CLASS 'text=\"value\",number=3'    the same in ImageJ's own form");
		out.println("  glioma help COMMAND    the command's parameters");
		out.println("  glioma --version");
		out.println("  --debug with any command shows where an error came from");
		out.println();
		out.println("Commands:");
		for (CommandInfo info : commands)
			out.printf("  %-22s %s%n", CommandNames.kebab(info), info.getDescription());
	}

	void command(CommandInfo info) {
		out.println(CommandNames.kebab(info) + ": " + info.getDescription());
		out.println("class " + info.getDelegateClassName() + ", menu " + info.getMenuPath().getMenuString());
		out.println();
		for (ModuleItem<?> item : Parameters.of(info))
			out.printf("  %-14s %s%n%17s%s%n", item.getName(), item.getDescription(), "", facts(item));
	}

	private static String facts(ModuleItem<?> item) {
		String limits = Parameters.limits(item);
		String facts = Parameters.typeName(item) + (limits.isEmpty() ? "" : ", " + limits);
		Object value = item.getDefaultValue();
		if (value == null || value instanceof File || value.equals("")) return facts + (item.isRequired() ? "; required"
			: "; may be left out");
		return facts + "; default " + value;
	}
}
