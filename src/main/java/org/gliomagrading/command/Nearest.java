package org.gliomagrading.command;

import java.util.Collection;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Finds the word that was meant when another was typed. */
public final class Nearest {

	private Nearest() {
		// only static methods
	}

	/**
	 * @param word the word that was typed
	 * @param words the words there are
	 * @return {@code " (did you mean 'x'?)"} with the nearest word, or empty text if none is near
	 */
	public static String hint(String word, Collection<String> words) {
		return hint(word, words, UnaryOperator.identity());
	}

	/**
	 * @param word the word that was typed
	 * @param words the words there are
	 * @param part gives the part of a word by which it is compared
	 * @return {@code " (did you mean 'x'?)"} with the nearest word, or empty text if none is near
	 */
	public static String hint(String word, Collection<String> words, UnaryOperator<String> part) {
		String best = "";
		String typed = part.apply(word).toLowerCase(Locale.ROOT);
		int least = Math.max(2, typed.length() / 3) + 1;
		for (String candidate : words) {
			int distance = distance(typed, part.apply(candidate).toLowerCase(Locale.ROOT));
			if (distance < least) {
				least = distance;
				best = candidate;
			}
		}
		return best.isEmpty() ? "" : " (did you mean '" + best + "'?)";
	}

	/** The Levenshtein distance: how many letters must be put in, left out or changed. */
	private static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++)
			row[j] = j;
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[b.length()];
	}
}
