package org.gliomagrading.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The values that {@code scripts/reference/statistics_reference.py} made with SciPy, statsmodels and scikit-learn. */
final class References {

	private References() {
		// only static methods
	}

	/** @return the cases of one of the script's parts */
	static List<JsonObject> cases(String part) {
		try (Reader reader = new InputStreamReader(References.class.getResourceAsStream("/statistics/" + part + ".json"),
			StandardCharsets.UTF_8))
		{
			return StreamSupport.stream(JsonParser.parseReader(reader).getAsJsonArray().spliterator(), false).map(
				JsonElement::getAsJsonObject).toList();
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** @return the number of a field, NaN where it is null or missing */
	static double number(JsonObject o, String name) {
		return o.has(name) && !o.get(name).isJsonNull() ? o.get(name).getAsDouble() : Double.NaN;
	}

	/** @return the numbers of a field, NaN where one is null; none where it is null or missing */
	static double[] numbers(JsonObject o, String name) {
		return o.has(name) && !o.get(name).isJsonNull() ? numbers(o.getAsJsonArray(name)) : new double[0];
	}

	static double[] numbers(JsonArray array) {
		double[] numbers = new double[array.size()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = array.get(i).isJsonNull() ? Double.NaN : array.get(i).getAsDouble();
		return numbers;
	}

	/** @return the rows of a field */
	static double[][] rows(JsonObject o, String name) {
		return StreamSupport.stream(o.getAsJsonArray(name).spliterator(), false).map(row -> numbers(row.getAsJsonArray()))
			.toArray(double[][]::new);
	}

	/** @return a sample of patients, called HGG from 0.5 */
	static Sample patients(double[] high, double[] low) {
		List<Sample.Case> cases = new ArrayList<>();
		for (int grade = 0; grade < 2; grade++) {
			double[] scores = grade == 1 ? high : low;
			for (int i = 0; i < scores.length; i++)
				cases.add(new Sample.Case((grade == 1 ? "H" : "L") + i, grade == 1, scores[i], scores[i] >= 0.5));
		}
		return new Sample(cases, true);
	}

	static boolean differ(double expected, double found, double tolerance) {
		return Double.isNaN(expected) != Double.isNaN(found) || Math.abs(expected - found) > tolerance;
	}

	/** Control: a wrong definition must differ from the reference in several cases. */
	static void assertDetected(String mistake, long cases) {
		assertTrue(cases >= 3, mistake + " differs from the reference in " + cases + " cases only");
	}
}
