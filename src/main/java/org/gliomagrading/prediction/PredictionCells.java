package org.gliomagrading.prediction;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;

/** The cells that the tables of slice and of patient predictions have in common. */
final class PredictionCells {

	/** The columns that a table of another program must have. */
	static final List<String> NEEDED = List.of("patient", "p_hgg");

	private PredictionCells() {
		// only static methods
	}

	/** @return the rows of a table that has some */
	static <T> List<T> read(TableSource source, TableRow.Reader<T> reader) throws InputException {
		List<T> predictions = source.read(NEEDED, reader);
		if (predictions.isEmpty()) throw new InputException(source.name() +
			": has no rows below its column names; give a table with predictions");
		return predictions;
	}

	static Optional<Grade> grade(TableRow row, String column) throws InputException {
		String word = row.text(column);
		if (word.isEmpty()) return Optional.empty();
		Optional<Grade> grade = Grade.of(word);
		if (grade.isEmpty()) throw row.error(column, "is '" + word + "'; write HGG or LGG, or leave it empty");
		return grade;
	}

	/** @return the subset in our own spelling where it is one of ours, else the word as it stands */
	static String subset(TableRow row) {
		String word = row.text("subset");
		return Subset.of(word).map(Subset::word).orElse(word);
	}

	static double probability(TableRow row, String column) throws InputException {
		row.required(column);
		return row.number(column, 0, 1);
	}

	/** Refuses rows that stand in a table twice. */
	static final class Unique {

		private final Set<List<Object>> seen = new HashSet<>();

		void add(TableRow row, String problem, Object... key) throws InputException {
			if (!seen.add(List.of(key))) throw row.error(problem);
		}
	}
}
