package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.console.ConsoleService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.plugin.PluginService;
import org.scijava.run.CodeRunner;
import org.scijava.startup.StartupService;

import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;

/** ImageJ's own {@code --run CLASS PARAMETERS}, without our launcher. */
public class StrictCodeRunnerTest {

	private static final String ECHO = EchoParameters.class.getName();

	private final List<String> errors = new ArrayList<>();
	private Context context;

	@BeforeEach
	void start() {
		context = WholeContext.start();
		((StderrLogService) context.service(LogService.class)).setPrintStreams(level -> new PrintStream(OutputStream
			.nullOutputStream()));
		context.service(LogService.class).addLogListener(message -> {
			if (message.level() <= LogLevel.ERROR) errors.add(message.text());
		});
		Analyzer.setResultsTable(new ResultsTable());
	}

	@AfterEach
	void stop() {
		context.dispose();
	}

	@Test
	void goodValuesRun() {
		assertEquals("my data 3 0.25 7 true train", echo(ECHO,
			"input=\"my data\",count=3,threshold=0.25,seed=7,resume=true,subset=\"train\""));
		assertEquals("a 3 0.5 1 false test", echo(ECHO, "input=\"a\",count=\"3\""));
		assertEquals("a 4 0.5 1 false test", echo("Echo Parameters...", "input=\"a\",count=4"));
	}

	@Test
	void eachMistakeIsOneLineAndNothingRuns() {
		for (Map.Entry<String, String> wrong : Map.of("input=\"a\",count=3.7",
			"count=3.7 is not a whole number, or too large", "input=\"a\",count=\"abc\"", "count=abc is not a whole number",
			"input=\"a\",count=3,threshold=\"high\"", "threshold=high is not a number", "input=\"a\",count=3,resume=\"yes\"",
			"resume=yes is not true or false", "input=\"a\",count=11", "count=11 cannot be; it must be 1 to 10",
			"input=\"a\",count=3,thresold=0.1",
			"EchoParameters has no parameter 'thresold' (did you mean 'threshold'?); it takes: input, count, threshold, seed, " +
				"resume, subset, note, exclude, fail", "input=\"a\"", "parameter 'count' is missing: a number of patients",
			"\"a\",3,4", "cannot read the parameters of EchoParameters; write each with its name, as in 'input=\"my data\",seed=3'")
			.entrySet())
		{
			errors.clear();
			assertEquals("nothing", echo(ECHO, wrong.getKey()), wrong.getKey());
			assertEquals(List.of(wrong.getValue()), errors);
		}
	}

	@Test
	void withoutParametersWhatIsMissingIsTold() {
		assertEquals("nothing", echo(ECHO));
		assertEquals(List.of("parameter 'input' is missing: a folder"), errors);
	}

	@Test
	void othersAreLeftToSciJava() {
		StrictCodeRunner runner = context.service(PluginService.class).createInstancesOfType(
			CodeRunner.class).stream().filter(StrictCodeRunner.class::isInstance).map(
				StrictCodeRunner.class::cast).findFirst().orElseThrow();
		assertEquals(true, runner.supports(EchoParameters.class));
		assertEquals(false, runner.supports("org.gliomagrading.command.Nothing"));
		assertEquals(false, runner.supports(new Object()));
		assertEquals(false, runner.supports("org.scijava.command.run.CommandCodeRunner"));
	}

	@Test
	void byItselfSciJavaMakes3Of3point7() {
		PluginService plugins = context.service(PluginService.class);
		plugins.removePlugin(plugins.getPlugin(StrictCodeRunner.class));
		assertEquals("a 3 0.5 1 false test", echo(ECHO, "input=\"a\",count=3.7"));
		assertEquals(List.of(), errors);
	}

	/** Runs a command line of ImageJ's; what the command's table then says. */
	private String echo(String... line) {
		List<String> args = new ArrayList<>(List.of("--run"));
		args.addAll(List.of(line));
		context.service(ConsoleService.class).processArgs(args.toArray(String[]::new));
		context.service(StartupService.class).executeOperations();
		ResultsTable table = ResultsTable.getResultsTable();
		if (table.size() == 0) return "nothing";
		return table.getStringValue("input", 0) + " " + (int) table.getValue("count", 0) + " " + table.getValue("threshold",
			0) + " " + (int) table.getValue("seed", 0) + " " + table.getStringValue("resume", 0) + " " + table.getStringValue(
				"subset", 0);
	}
}
