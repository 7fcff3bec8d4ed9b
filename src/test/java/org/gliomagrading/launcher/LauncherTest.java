package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.ui.UIService;
import org.scijava.util.VersionUtils;

/** The command line, on a command that gives back its parameters. */
class LauncherTest {

	private static final String CLASS = "org.gliomagrading.command.EchoParameters";
	private static final String HEADER = "input,count,threshold,seed,resume,subset,note,exclude\n";

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void bothFormsGiveTheSame() {
		String expected = HEADER + "my data,3,0.25,9000000000,true,train,\"a=b, c\",none\n";
		assertEquals(0, run("echo-parameters", "input=my data", "count=3", "threshold=0.25", "seed=9000000000",
			"resume=true", "subset=train", "note=a=b, c"));
		assertEquals(expected, text(out));
		assertEquals(0, run("--headless", "--run", CLASS,
			"input=\"my data\",count=3,threshold=0.25,seed=9000000000,resume=true,subset=\"train\",note=\"a=b, c\""));
		assertEquals(expected, text(out));
		assertEquals("", text(err));
	}

	@Test
	void defaultsHoldWhateverAnEarlierRunHad() {
		assertEquals(0, run("echo-parameters", "input=a", "count=3", "threshold=0.25", "subset=train", "exclude=e.csv"));
		assertEquals(HEADER + "a,3,0.25,1,false,train,,e.csv\n", text(out));
		assertEquals(0, run("echo-parameters", "input=a", "count=2"));
		assertEquals(HEADER + "a,2,0.5,1,false,test,,none\n", text(out));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"count=abc | count=abc is not a whole number",
		"count=3.7 | count=3.7 is not a whole number, or too large",
		"count=3000000000 | count=3000000000 is not a whole number, or too large",
		"count=0 | count=0 cannot be; it must be 1 to 10",
		"count=11 | count=11 cannot be; it must be 1 to 10",
		"threshold=1.5 | threshold=1.5 cannot be; it must be 0 to 1",
		"threshold=NaN | threshold=NaN is not a number",
		"threshold=0,5 | threshold=0,5 is not a number",
		"seed=1e-3 | seed=1e-3 is not a whole number, or too large",
		"resume=yes | resume=yes is not true or false",
		"subset=tset | subset=tset cannot be; it must be one of: train, validation, test (did you mean 'test'?)",
		"input= | parameter 'input' is missing: a folder",
		"thresold=0.4 | EchoParameters has no parameter 'thresold' (did you mean 'threshold'?); it takes: input, count, threshold, seed, resume, subset, note, exclude, fail",
		"zzz=0.4 | EchoParameters has no parameter 'zzz'; it takes: input, count, threshold, seed, resume, subset, note, exclude, fail",
		"count | 'count' is no parameter; write parameter=value, without spaces around the =",
		"--threshold=1 | unknown option '--threshold=1'; there are --headless, --run, --help, --version, --debug" })
	void wrongParameterIsOneLine(String argument, String message) {
		String[] args = argument.startsWith("input") ? new String[] { "echo-parameters", argument, "count=2" } : argument
			.startsWith("count") ? new String[] { "echo-parameters", "input=a", argument } : new String[] { "echo-parameters",
				"input=a", "count=2", argument };
		assertFails(message, args);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
		"input=\"a\",count=\"abc\" | count=abc is not a whole number",
		"input=\"a\",count=3.7 | count=3.7 is not a whole number, or too large",
		"input=\"a\",count=11 | count=11 cannot be; it must be 1 to 10",
		"input=\"a\",count=2,count=3 | parameter 'count' is given twice",
		"input=\"a\" | parameter 'count' is missing: a number of patients",
		"count=2 | parameter 'input' is missing: a folder",
		"input=\"a\",cuont=2 | EchoParameters has no parameter 'cuont' (did you mean 'count'?); it takes: input, count, threshold, seed, resume, subset, note, exclude, fail",
		"input=a,count=2 | cannot read the parameters 'input=a,count=2'; write them as in 'input=\"my data\",seed=3', texts in double quotes",
		"\"a\",2 | cannot read the parameters '\"a\",2'; write them as in 'input=\"my data\",seed=3', texts in double quotes", })
	void wrongParameterListIsOneLine(String list, String message) {
		assertFails(message, "--headless", "--run", CLASS, list);
	}

	@Test
	void unknownCommandsAreNamed() {
		assertFails("there is no command 'echo-parameter' (did you mean 'echo-parameters'?); 'glioma help' lists the commands",
			"echo-parameter", "input=a");
		assertFails("there is no command '" + CLASS + "s' (did you mean '" + CLASS +
			"'?); 'glioma help' lists the commands", "--run", CLASS + "s");
		assertFails("there is no command 'EchoParameter' (did you mean '" + CLASS + "'?); 'glioma help' lists the commands",
			"--run", "EchoParameter");
		assertFails("there is no command 'org.gliomagrading.command.Nope'; 'glioma help' lists the commands", "--headless",
			"--run", "org.gliomagrading.command.Nope");
		assertFails("there is no command 'xyz'; 'glioma help' lists the commands", "help", "xyz");
		assertFails("--run needs the class of a command", "--headless", "--run");
		assertFails("parameter 'count' is given twice", "echo-parameters", "input=a", "count=2", "count=2");
	}

	@Test
	void failedCommandIsOneLine() {
		assertFails("nowhere: no such folder; give another", "echo-parameters", "input=nowhere", "count=2", "fail=input");
		assertFails("unexpected error, java.lang.IllegalStateException: a bug; run again with --debug for the details",
			"echo-parameters", "input=a", "count=2", "fail=bug");
		assertFails("here/a.csv: cannot be used (permission denied); check that it is there and that you may read and write it",
			"echo-parameters", "input=here/a.csv", "count=2", "fail=denied");
		assertFails("a file cannot be read or written (No space left on device); run again with --debug for the details",
			"echo-parameters", "input=a", "count=2", "fail=disk");
		assertFails(
			"not enough memory: give Java more, for example -Xmx4g (GLIOMA_JAVA_OPTS=-Xmx4g for scripts/glioma)",
			"echo-parameters", "input=a", "count=2", "fail=memory");
	}

	@Test
	void debugShowsWhereAnErrorCameFrom() {
		assertEquals(1, run("echo-parameters", "--debug", "input=a", "count=2", "fail=bug"));
		String text = text(err);
		assertTrue(text.contains("\tat org.gliomagrading.command.EchoParameters.execute("), text);
	}

	@Test
	void helpPrintsTheAnnotations() {
		assertEquals(0, run("help"));
		assertTrue(text(out).contains("\n  echo-parameters        Gives back its parameters\n"));
		assertEquals(0, run("help", "echo-parameters"));
		String text = text(out);
		assertTrue(text.contains("  count          a number of patients\n" + " ".repeat(17) +
			"a whole number, 1 to 10; required\n"), text);
		assertTrue(text.contains("a number, 0 to 1; default 0.5\n"), text);
		assertTrue(text.contains("a text, one of: train, validation, test; default test\n"), text);
		assertTrue(text.contains("a path; may be left out\n"), text);
		assertEquals("", text(err));
		assertEquals(0, run("echo-parameters", "--help"));
		assertEquals(text, text(out));
		assertEquals(2, run());
		assertEquals("", text(out));
		assertTrue(text(err).contains("Commands:"));
	}

	@Test
	void versionNamesTheLibraries() {
		assertEquals(0, run("--version"));
		String text = text(out);
		// SciJava finds that of classes outside a jar in target/classes alone, where profile fiji does not build
		String own = VersionUtils.getVersion(Launcher.class) == null ? "null" : "\\d+\\.\\d+\\.\\d+\\S*";
		assertTrue(text.matches("glioma-grading " + own +
			" \\(DJL 0\\.\\d+\\.\\d+, PyTorch 2\\.\\S+, Java \\d+\\S*\\)\n"), text);
	}

	/** The UIService would make its user interfaces in another thread, at the first status message. */
	@Test
	void commandsRunWithoutUserInterface() {
		try (Context context = new Context(Launcher.SERVICES)) {
			assertNotNull(context.getService(StatusService.class));
			assertNull(context.getService(UIService.class));
		}
	}

	@Test
	void progressIsDrawnOnATerminalAlone() {
		String[] args = { "echo-parameters", "input=a", "count=4" };
		assertEquals(0, Launcher.run(List.of(args), stream(out), stream(err), true));
		String text = text(err);
		assertTrue(text.contains("\r[                    ] 0/4  patient 0"), text);
		assertTrue(text.endsWith("\r" + " ".repeat(79) + "\r") || text.endsWith("went well\n"), text);
		assertEquals(0, Launcher.run(List.of(args), stream(out), stream(err), false));
		assertEquals("", text(err));
	}

	private void assertFails(String message, String... args) {
		int status = run(args);
		assertEquals("Error: " + message + "\n", text(err));
		assertTrue(status > 0);
		assertEquals("", text(out));
	}

	private int run(String... args) {
		return Launcher.run(List.of(args), stream(out), stream(err), false);
	}

	private static PrintStream stream(ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}

	/** What was written since the last call. */
	private static String text(ByteArrayOutputStream bytes) {
		String text = bytes.toString(StandardCharsets.UTF_8);
		bytes.reset();
		return text;
	}
}
