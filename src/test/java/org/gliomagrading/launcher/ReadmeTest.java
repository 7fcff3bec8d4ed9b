package org.gliomagrading.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.gliomagrading.io.InputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.parse.ParseService;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** What the pages say of the sample data, against what their own command lines give. */
class ReadmeTest {

	/** A word of a command line; quotes group, as in a shell. */
	private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

	/** What the sample output says in figures or grades: numbers, names with numbers, cells with a grade. */
	private static final Pattern FIGURE = Pattern.compile("\\d+(\\.\\d+)?|(?<=\\| )(HGG|LGG)(?= \\|)|eight|three|all ");

	@TempDir
	private static Path temporary;

	private static String readme;
	private static String card;
	private static Path graded;

	@BeforeAll
	static void gradeTheSampleData() throws IOException {
		readme = Files.readString(Path.of("README.md"));
		card = Files.readString(Path.of("models/demo/README.md"));
		graded = temporary.resolve("graded");
		assertEquals("", run(only(commands(readme, "grade-patients", "input=sample-data")), "out", graded));
	}

	@Test
	void sampleOutputIsWhatTheCommandWrites() throws IOException {
		assertEquals(List.of(), SampleOutput.in(readme).differences(graded, card));
	}

	/** Control: each figure of the text is changed by itself. */
	@Test
	void aChangedFigureIsSeen() throws IOException {
		String text = SampleOutput.in(readme).text();
		List<MatchResult> figures = FIGURE.matcher(text).results().toList();
		assertTrue(figures.size() > 40, figures.size() + " figures");
		for (MatchResult figure : figures) {
			String changed = text.substring(0, figure.start()) + other(figure.group()) + text.substring(figure.end());
			assertFalse(new SampleOutput(changed).differences(graded, card).isEmpty(), "unseen: " + changed.substring(Math.max(
				0, figure.start() - 20), figure.end()));
		}
		for (String line : text.lines().filter(line -> line.matches("\\|.*\\d.*")).toList())
			assertFalse(new SampleOutput(text.replace(line + "\n", "")).differences(graded, card).isEmpty(), "unseen without " +
				line);
	}

	private static String other(String figure) {
		char last = figure.charAt(figure.length() - 1);
		if (Character.isDigit(last)) return figure.substring(0, figure.length() - 1) + (last - '0' + 5) % 10;
		return Map.of("HGG", "LGG", "LGG", "HGG", "eight", "seven", "three", "four", "all ", "some ").get(figure);
	}

	@Test
	void imageJsFormOfTheCommandSaysTheSame() throws InputException {
		Arguments one = Arguments.parse(only(commands(readme, "grade-patients", "input=sample-data")));
		Arguments other = Arguments.parse(only(commands(readme, "GradePatients", "\"sample-data\"")));
		try (Context context = new Context(Launcher.SERVICES)) {
			CommandNames names = new CommandNames(context.service(CommandService.class));
			assertSame(names.find(one), names.find(other));
			ParameterReader reader = new ParameterReader(context.service(ParseService.class));
			Map<String, Object> parameters = reader.read(one, names.find(one));
			assertEquals(Set.of("input", "model", "output"), parameters.keySet());
			assertEquals(parameters, reader.read(other, names.find(other)));
		}
	}

	@Test
	void describedValuesAreThoseOfTheTable() throws IOException {
		String json = run(only(commands(readme, "describe-volume")), "", temporary);
		Set<String> told = new TreeSet<>();
		String section = readme.substring(readme.indexOf("\n## Look at a volume"));
		MarkdownTable table = MarkdownTable.in(section).get(0);
		for (int row = 0; row < table.rows().size(); row++)
			told.addAll(List.of(table.cell(row, "name").split(", ")));
		assertEquals(new TreeSet<>(JsonParser.parseString(json).getAsJsonObject().keySet()), told);
	}

	@Test
	void sampleDataAreMadeAgainByTheirCommand() throws IOException {
		Path made = temporary.resolve("made");
		String page = Files.readString(Path.of("sample-data/README.md"));
		assertEquals("", run(only(commands(page, "make-phantom-cohort")), "sample-data", made));
		Map<String, byte[]> files = contents(made);
		Map<String, byte[]> samples = contents(Path.of("sample-data"));
		assertEquals(files.keySet(), samples.keySet());
		for (String name : files.keySet())
			assertEquals(-1, Arrays.mismatch(files.get(name), samples.get(name)), name);
	}

	/** What stands in a cohort's folder, decompressed: compression may differ from one Java to the next. */
	private static Map<String, byte[]> contents(Path folder) throws IOException {
		Map<String, byte[]> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				String name = folder.relativize(file).toString();
				if (name.equals("README.md") || name.equals("study.json") || name.startsWith("published-")) continue;
				try (InputStream in = Files.newInputStream(file)) {
					contents.put(name, name.endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes());
				}
				if (name.equals("phantoms.json")) contents.computeIfPresent(name, (key, bytes) -> withoutVersion(bytes));
			}
		}
		return contents;
	}

	private static byte[] withoutVersion(byte[] settings) {
		JsonObject json = JsonParser.parseString(new String(settings, StandardCharsets.UTF_8)).getAsJsonObject();
		json.remove("gliomaGrading");
		return json.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static List<String> only(List<List<String>> commands) {
		assertEquals(1, commands.size(), commands.toString());
		return commands.get(0);
	}

	/** The words after {@code scripts/glioma} of each command line of a page that holds all these parts. */
	private static List<List<String>> commands(String page, String... parts) {
		List<List<String>> commands = new ArrayList<>();
		for (String line : page.lines().filter(line -> line.startsWith("scripts/glioma ")).toList()) {
			if (!Stream.of(parts).allMatch(line::contains)) continue;
			List<String> words = new ArrayList<>();
			Matcher word = WORD.matcher(line.substring("scripts/glioma ".length()));
			while (word.find())
				words.add(word.group().startsWith("'") ? word.group().replace("'", "") : word.group());
			commands.add(words);
		}
		return commands;
	}

	/** Runs a command, which must do its work in silence, with another output folder; gives what it prints. */
	private static String run(List<String> command, String folder, Path output) {
		List<String> args = command.stream().map(word -> word.replaceFirst("\\boutput=(\"?)" + folder + "\\b", "output=$1" +
			Matcher.quoteReplacement(output.toString().replace('\\', '/')))).toList();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		ByteArrayOutputStream err = new ByteArrayOutputStream();
		int status = Launcher.run(args, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true,
			StandardCharsets.UTF_8), false);
		assertEquals(DeviceLine.of(args), err.toString(StandardCharsets.UTF_8));
		assertEquals(0, status);
		return out.toString(StandardCharsets.UTF_8);
	}
}
