package org.gliomagrading.published;

import java.util.List;

import org.gliomagrading.io.Table;

/**
 * What a check found: a row of {@code published-check.csv}.
 *
 * @param check what was checked
 * @param subject of what
 * @param stated what is stated; empty where nothing is
 * @param found what was found
 * @param verdict whether it holds
 * @param text the finding in one line
 */
public record Finding(String check, String subject, String stated, String found, Verdict verdict, String text) {

	/** Whether what was checked holds. */
	public enum Verdict {
			/** It holds. */
			YES("yes"),
			/** It does not. */
			NO("no"),
			/** Nothing was stated. */
			NONE("");

		private final String word;

		Verdict(String word) {
			this.word = word;
		}

		static Verdict of(boolean holds) {
			return holds ? YES : NO;
		}
	}

	/**
	 * @param findings findings
	 * @return the table {@code published-check.csv}
	 */
	public static Table table(List<Finding> findings) {
		return new Table(List.of("check", "subject", "stated", "found", "holds", "finding"), findings.stream().map(
			f -> List.<Object> of(f.check, f.subject, f.stated, f.found, f.verdict.word, f.text)).toList());
	}
}
