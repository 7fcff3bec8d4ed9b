package org.gliomagrading.cohort;

import java.util.Optional;

/**
 * The grade of a patient as a table gives it.
 *
 * @param grade the grade; empty if the table gives none
 * @param reason why the patient cannot be used: the word is neither grade; empty if it is one, or there is none
 */
record GradeCell(Optional<Grade> grade, String reason) {

	/**
	 * @param word the table's word
	 * @return what it says; an empty cell and {@code NA} say that the grade is unknown
	 */
	static GradeCell of(String word) {
		Optional<Grade> grade = Grade.of(word);
		boolean unknown = word.isEmpty() || word.equalsIgnoreCase("NA");
		return new GradeCell(grade, unknown || grade.isPresent() ? "" : "grade '" + word + "' is neither HGG nor LGG");
	}
}
