package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.prefs.PrefService;

import ij.IJ;
import ij.measure.ResultsTable;

/** What SciJava does with a command of ours, as in Fiji: without our launcher. */
public class PreprocessorsTest {

	private static CommandModule fromMacro;

	private final List<String> errors = new ArrayList<>();
	private Context context;

	@BeforeEach
	void start() {
		context = WholeContext.start();
		context.service(PrefService.class).clear(EchoParameters.class);
		((StderrLogService) context.service(LogService.class)).setPrintStreams(level -> new PrintStream(OutputStream
			.nullOutputStream()));
		context.service(LogService.class).addLogListener(message -> {
			if (message.level() <= LogLevel.ERROR) errors.add(message.text());
		});
	}

	@AfterEach
	void stop() {
		context.dispose();
	}

	@Test
	void headlessTakesNothingFromAnEarlierRun() throws Exception {
		run(Map.of("input", "a", "count", 3, "threshold", 0.25, "subset", "train"));
		assertEquals("a 2 0.5 test", echo(run(Map.of("input", "a", "count", 2))));

		run(Map.of("input", "a", "count", 3, "threshold", 0.25, "subset", "train"));
		removeOurs();
		assertEquals("a 2 0.25 train", echo(run(Map.of("input", "a", "count", 2))), "SciJava by itself");
	}

	@Test
	void whatIsMissingIsTold() throws Exception {
		assertRefused("parameter 'count' is missing: a number of patients", Map.of("input", "a"));
		assertRefused("parameter 'input' is missing: a folder", Map.of("count", 2));
		assertRefused("parameter 'input' is missing: a folder", Map.of("input", new File(""), "count", 2));

		removeOurs();
		assertFalse(run(Map.of("input", "a")).isCanceled(), "SciJava by itself");
	}

	@Test
	void limitsHoldWithoutALauncher() throws Exception {
		assertRefused("count=11 cannot be; it must be 1 to 10", Map.of("input", "a", "count", 11));
		assertRefused("threshold=-0.1 cannot be; it must be 0 to 1", Map.of("input", "a", "count", 2, "threshold",
			-0.1));
		assertRefused("threshold=NaN cannot be; it must be 0 to 1", Map.of("input", "a", "count", 2, "threshold",
			Double.NaN));
		assertRefused("subset=all cannot be; it must be one of: train, validation, test", Map.of("input", "a", "count", 2,
			"subset", "all"));
	}

	@Test
	void valuesOutOfLimitsAreNotRemembered() throws Exception {
		run(Map.of("input", "a", "count", 11, "threshold", 0.75));
		assertEquals(null, context.service(PrefService.class).get(EchoParameters.class, "threshold"));
		run(Map.of("input", "a", "count", 10, "threshold", 0.75));
		assertEquals("0.75", context.service(PrefService.class).get(EchoParameters.class, "threshold"));
	}

	@Test
	void macroOptionsAreReadStrictly() throws Exception {
		assertEquals("my data 3 0.25 test", echo(runMacro("input=[my data] count=3 threshold=0.25 resume")));
		assertEquals("true", table(runMacro("input=a count=3 resume")).getStringValue("resume", 0));
		for (Map.Entry<String, String> wrong : Map.of("input=a count=3.7", "count=3.7 is not a whole number, or too large",
			"input=a count=abc", "count=abc is not a whole number", "input=a count=11",
			"count=11 cannot be; it must be 1 to 10", "input=a", "parameter 'count' is missing: a number of patients",
			"input=a count=2 thresold=1",
			"EchoParameters has no parameter 'thresold' (did you mean 'threshold'?); it takes: input, count, threshold, seed, " +
				"resume, subset, note, exclude, fail").entrySet())
		{
			CommandModule module = runMacro(wrong.getKey());
			assertTrue(module.isCanceled(), wrong.getKey());
			assertEquals(wrong.getValue(), module.getCancelReason());
		}
	}

	@Test
	void aDialogMayFillInWhatIsNotGiven() throws Exception {
		CommandModule module = module(Map.of("input", "a"));
		new Windows().process(module);
		assertFalse(module.isInputResolved("count"));
	}

	@Test
	void aRunningMacroIsNoticed() throws Exception {
		fromMacro = module(Map.of("input", "a", "count", 2));
		IJ.runMacro("call('" + PreprocessorsTest.class.getName() + ".calledByMacro');");
		assertTrue(fromMacro.isInputResolved("threshold"));
	}

	/** Called by a real macro, in the place where Fiji would run a command. */
	public static void calledByMacro() {
		new Windows().process(fromMacro);
	}

	@Test
	void macrosReadTheTableWithoutATitle() throws Exception {
		run(Map.of("input", "my data", "count", 2, "threshold", 1 / 3.0));
		assertEquals("1 2 0.3333 my data", IJ.runMacro("return '' + Table.size + ' ' + Table.get('count', 0) + ' ' + " +
			"d2s(Table.get('threshold', 0), 4) + ' ' + Table.getString('input', 0);"));
	}

	/** As if there were windows. */
	private static class Windows extends UnattendedPreprocessor {

		@Override
		boolean hasWindows() {
			return true;
		}
	}

	private void assertRefused(String reason, Map<String, Object> inputs) throws Exception {
		CommandModule module = run(inputs);
		assertTrue(module.isCanceled());
		assertEquals(reason, module.getCancelReason());
		assertEquals(reason, errors.get(errors.size() - 1));
		assertEquals(null, module.getOutput("table"));
	}

	private CommandModule run(Map<String, Object> inputs) throws Exception {
		return context.service(CommandService.class).run(EchoParameters.class, true, new HashMap<>(inputs)).get();
	}

	/** A command about to be processed, with the inputs that were given. */
	private CommandModule module(Map<String, Object> inputs) throws Exception {
		CommandInfo info = context.service(CommandService.class).getCommand(EchoParameters.class);
		CommandModule module = (CommandModule) context.service(ModuleService.class).createModule(info);
		inputs.forEach((name, value) -> {
			module.setInput(name, value instanceof String text && name.equals("input") ? new File(text) : value);
			module.resolveInput(name);
		});
		return module;
	}

	/** Runs the command as a macro in Fiji would, whose plugin hands on the options. */
	private CommandModule runMacro(String options) throws Exception {
		removeOurs();
		CommandModule module = module(Map.of());
		UnattendedPreprocessor unattended = new UnattendedPreprocessor(() -> true, () -> options);
		LimitsPreprocessor limits = new LimitsPreprocessor();
		context.inject(unattended);
		context.inject(limits);
		context.service(ModuleService.class).run(module, List.of(unattended, limits), List.of(), Map.of()).get();
		return module;
	}

	private void removeOurs() {
		PluginService plugins = context.service(PluginService.class);
		for (PluginInfo<PreprocessorPlugin> info : plugins.getPluginsOfType(PreprocessorPlugin.class))
			if (info.getClassName().startsWith("org.gliomagrading.")) plugins.removePlugin(info);
	}

	private static ResultsTable table(CommandModule module) {
		return (ResultsTable) module.getOutput("table");
	}

	private static String echo(CommandModule module) {
		ResultsTable table = table(module);
		return table.getStringValue("input", 0) + " " + (int) table.getValue("count", 0) + " " + table.getValue("threshold",
			0) + " " + table.getStringValue("subset", 0);
	}
}
