package org.gliomagrading.prediction;

import java.util.Collection;
import java.util.Locale;

/** What a prediction is about. */
public enum PredictionLevel {
		/** One slice of a patient. */
		SLICE,
		/** A patient. */
		PATIENT;

	/**
	 * Tells the two prediction tables apart: only that of slices has a column {@code slice}.
	 *
	 * @param columns the names of a table's columns
	 * @return what its rows are about
	 */
	public static PredictionLevel of(Collection<String> columns) {
		return columns.contains("slice") ? SLICE : PATIENT;
	}

	/** @return the word in tables: {@code slice}, {@code patient} */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
