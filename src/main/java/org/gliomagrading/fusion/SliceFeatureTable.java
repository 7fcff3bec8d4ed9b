package org.gliomagrading.fusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.prediction.SlicePrediction;

/**
 * The table {@code features.csv} of one model: of each slice of each patient its features.
 *
 * @param name what the table is called in messages
 * @param values the features by patient and slice
 */
public record SliceFeatureTable(String name, Map<String, Map<Integer, float[]>> values) {

	/**
	 * Reads a table: {@code patient}, {@code slice}, and {@code f0}, {@code f1}...
	 *
	 * @param source the table
	 * @return its features
	 * @throws InputException if it has no feature, a cell is no number, or a slice stands there twice
	 */
	public static SliceFeatureTable read(TableSource source) throws InputException {
		List<String> columns = source.columns();
		int features = 0;
		while (columns.contains("f" + features))
			features++;
		if (features == 0) throw new InputException(source.name() +
			": has no column 'f0'; give the features.csv that extract-features wrote");
		int count = features;
		Map<String, Map<Integer, float[]>> values = new HashMap<>();
		source.read(List.of("patient", "slice"), row -> {
			if (values.computeIfAbsent(row.required("patient"), key -> new HashMap<>()).put(row.integer("slice"), features(row,
				count)) != null) throw row.error("slice", "stands there a second time for this patient; keep one row");
			return row;
		});
		return new SliceFeatureTable(source.name(), values);
	}

	private static float[] features(TableRow row, int count) throws InputException {
		float[] features = new float[count];
		for (int i = 0; i < count; i++) {
			features[i] = (float) row.number("f" + i);
			if (!Float.isFinite(features[i])) throw row.error("f" + i, "is '" + row.text("f" + i) +
				"', not a number that can be used; extract the features again");
		}
		return features;
	}

	/**
	 * @param slices predictions of one patient's slices
	 * @return the features of the same slices
	 * @throws InputException if one is not in the table
	 */
	float[][] of(List<SlicePrediction> slices) throws InputException {
		float[][] features = new float[slices.size()][];
		for (int k = 0; k < features.length; k++) {
			SlicePrediction p = slices.get(k);
			features[k] = values.getOrDefault(p.patient(), Map.of()).get(p.slice());
			if (features[k] == null) throw new InputException(name + ": has no row for slice " + p.slice() + " of patient '" + p
				.patient() + "'; extract the features of the same slices");
		}
		return features;
	}
}
