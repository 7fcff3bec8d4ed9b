package org.gliomagrading.evaluation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** The values that {@code scripts/reference/evaluation_reference.py} made with NumPy, SciPy and scikit-learn. */
public record Reference(List<Case> cases, List<Fusion> fusions) {

	/** Cases of one rule with scikit-learn's metrics; NaN where a metric is 0/0. */
	public record Case(double[] pHgg, double[] high, double threshold, JsonObject values) {

		/** @return the value of a metric or count */
		double value(String name) {
			return values.get(name).isJsonNull() ? Double.NaN : values.get(name).getAsDouble();
		}
	}

	/** The slices of a patient with the result of each fusion. */
	public record Fusion(double[] pHgg, double majority, double soft, double attention, JsonObject values) {
	}

	/** @return the stored values */
	public static Reference read() {
		try (Reader reader = new InputStreamReader(Reference.class.getResourceAsStream("/evaluation/reference.json"),
			StandardCharsets.UTF_8))
		{
			JsonObject json = JsonParser.parseReader(reader).getAsJsonObject();
			List<Case> cases = new ArrayList<>();
			for (JsonElement element : json.getAsJsonArray("cases")) {
				JsonObject o = element.getAsJsonObject();
				cases.add(new Case(numbers(o.getAsJsonArray("p_hgg")), numbers(o.getAsJsonArray("high")), o.get("threshold")
					.getAsDouble(), o));
			}
			List<Fusion> fusions = new ArrayList<>();
			for (JsonElement element : json.getAsJsonArray("fusions")) {
				JsonObject o = element.getAsJsonObject();
				fusions.add(new Fusion(numbers(o.getAsJsonArray("p_hgg")), o.get("majority").getAsDouble(), o.get("soft")
					.getAsDouble(), o.get("attention").getAsDouble(), o));
			}
			return new Reference(cases, fusions);
		}
		catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static double[] numbers(JsonArray array) {
		double[] numbers = new double[array.size()];
		for (int i = 0; i < numbers.length; i++)
			numbers[i] = array.get(i).getAsDouble();
		return numbers;
	}
}
