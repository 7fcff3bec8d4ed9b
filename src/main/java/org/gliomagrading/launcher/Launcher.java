package org.gliomagrading.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.gliomagrading.command.TextPostprocessor;
import org.gliomagrading.io.InputException;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.event.ModuleErroredEvent;
import org.scijava.module.process.SaveInputsPreprocessor;
import org.scijava.parse.ParseService;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.Service;
import org.scijava.service.ServiceHelper;
import org.scijava.task.TaskService;

/**
 * Runs one of our commands from the command line, in ImageJ's own form or a short one, and turns its outcome into an exit
 * status, which ImageJ's own launcher does not.
 */
public final class Launcher {

	/** Exit status when the command did its work. */
	static final int DONE = 0;
	/** Exit status when the command could not do its work. */
	static final int FAILED = 1;
	/** Exit status when the command line itself is wrong. */
	static final int MISUSED = 2;

	/**
	 * What all commands need of SciJava. Its other services read the user's preferences, make the start slower, or, as the
	 * UIService does, create plugins in a thread of their own while the command's thread creates some too. SciJava's cache
	 * of annotated fields does not stand that: a command then fails, rarely, with "Context already injected"
	 * (scijava-common, issue 148).
	 */
	static final List<Class<? extends Service>> SERVICES = List.of(LogService.class, EventService.class,
		PluginService.class, CommandService.class, ParseService.class, StatusService.class, TaskService.class);

	private final PrintStream out;
	private final PrintStream err;
	private final Arguments arguments;
	private final ProgressLine progress;
	private final ConsoleLog log;

	private Launcher(Arguments arguments, PrintStream out, PrintStream err, boolean terminal) {
		this.arguments = arguments;
		this.out = out;
		this.err = err;
		progress = new ProgressLine(err, terminal, System::currentTimeMillis);
		log = new ConsoleLog(err, terminal || arguments.debug(), arguments.debug(), progress);
	}

	/**
	 * Runs one command and ends the program with its exit status. The system property {@code glioma.terminal} says whether
	 * standard error is a terminal, which Java cannot find out by itself.
	 *
	 * @param args the command line
	 */
	public static void main(String... args) {
		System.setProperty("java.awt.headless", "true");
		System.setProperty("OPT_OUT_TRACKING", "true"); // DJL would send usage data
		PrintStream out = System.out;
		System.setOut(System.err); // nothing but what was asked for goes to standard output
		String terminal = System.getProperty("glioma.terminal");
		System.exit(run(List.of(args), out, System.err, terminal == null ? System.console() != null : Boolean.parseBoolean(
			terminal)));
	}

	/**
	 * Runs one command.
	 *
	 * @param args the command line
	 * @param out takes the data that was asked for
	 * @param err takes everything else
	 * @param terminal whether {@code err} is a terminal, on which progress can be drawn
	 * @return the exit status: 0 only if the command did its work
	 */
	public static int run(List<String> args, PrintStream out, PrintStream err, boolean terminal) {
		try {
			return new Launcher(Arguments.parse(args), out, err, terminal).run();
		}
		catch (InputException e) {
			err.println("Error: " + e.getMessage());
			return MISUSED;
		}
	}

	private int run() throws InputException {
		if (arguments.version()) {
			out.println(Versions.line());
			return DONE;
		}
		try (Context context = new Context(SERVICES)) {
			loadOurServices(context);
			listen(context);
			CommandNames names = new CommandNames(context.service(CommandService.class));
			if (arguments.command().isEmpty()) {
				new Help(arguments.help() ? out : err).commands(names.all().values());
				return arguments.help() ? DONE : MISUSED;
			}
			CommandInfo info = names.find(arguments);
			if (!arguments.help() && info.getOutput("image") != null) throw new InputException(arguments.command() +
				" shows an image, and there are no windows here; run it in ImageJ or Fiji, or use describe-volume");
			if (!arguments.help()) return run(context, info, new ParameterReader(context.service(ParseService.class)).read(
				arguments, info));
			new Help(out).command(info);
			return DONE;
		}
	}

	private int run(Context context, CommandInfo info, Map<String, Object> values) {
		try (StopSignal signal = new StopSignal()) {
			context.service(EventService.class).subscribe(signal);
			signal.listen();
			CommandModule module = context.service(CommandService.class).run(info, true, values).get();
			progress.clear();
			if (!module.isCanceled()) return new Output(out).print(module) ? DONE : FAILED;
			log.error(module.getCancelReason());
		}
		catch (ExecutionException e) {
			log.error("unexpected error, " + e.getCause().getCause() + "; run again with --debug for the details");
			if (arguments.debug()) e.printStackTrace(err);
		}
		catch (InterruptedException e) {
			log.error("interrupted before the end");
		}
		return FAILED;
	}

	/** Loads the services that our packages bring, whichever they are. */
	private static void loadOurServices(Context context) {
		List<Class<? extends Service>> ours = new ArrayList<>();
		for (PluginInfo<Service> info : context.getPluginIndex().<Service> getPlugins(Service.class)) {
			if (!info.getClassName().startsWith("org.gliomagrading.")) continue;
			try {
				ours.add(info.loadClass());
			}
			catch (InstantiableException e) {
				throw new IllegalStateException(e);
			}
		}
		new ServiceHelper(context, ours).loadServices();
	}

	/** Takes over what SciJava would print (partly to standard output) or keep in the user's preferences. */
	private void listen(Context context) {
		LogService service = context.service(LogService.class);
		service.setLevel(arguments.debug() ? LogLevel.DEBUG : LogLevel.INFO);
		service.addLogListener(log);
		PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
		if (service instanceof StderrLogService stderr) stderr.setPrintStreams(level -> nowhere);
		context.service(EventService.class).subscribe(progress);
		context.service(EventService.class).subscribe(this);
		PluginService plugins = context.service(PluginService.class);
		plugins.removePlugin(plugins.getPlugin(SaveInputsPreprocessor.class));
		plugins.removePlugin(plugins.getPlugin(TextPostprocessor.class)); // JSON is printed, not logged
	}

	/**
	 * @param event tells of an exception that came out of a command; it is printed by {@link #run} instead
	 */
	@EventHandler
	void onEvent(ModuleErroredEvent event) {
		event.consume();
	}
}
