package org.gliomagrading.cohort;

import java.util.Locale;
import java.util.Optional;

/** The part of a cohort that a patient belongs to. */
public enum Subset {
		/** Patients whose slices the network learns from. */
		TRAIN,
		/** Patients that decide when training stops. */
		VALIDATION,
		/** Patients that nothing is learned from. */
		TEST;

	/** @return the word in tables: {@code train}, {@code validation}, {@code test} */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param word a word from a table
	 * @return the subset, or empty if the word names none
	 */
	public static Optional<Subset> of(String word) {
		for (Subset subset : values())
			if (subset.word().equalsIgnoreCase(word.trim())) return Optional.of(subset);
		return Optional.empty();
	}
}
