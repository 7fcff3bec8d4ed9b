package org.gliomagrading.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.TableSource;
import org.gliomagrading.io.UniqueColumn;

/**
 * A patient of a table without predictions, of a cohort or a split.
 *
 * @param patient the patient
 * @param centre the patient's centre; empty if unknown
 * @param grade the true grade; empty if unknown
 * @param subset the subset of the split; empty without a split
 */
public record CentrePatient(String patient, String centre, Optional<Grade> grade, String subset) {

	private static final List<String> NEEDED = List.of("patient", "centre", "grade");

	/**
	 * @param columns the columns of a table
	 * @return whether they are those of a {@code cohort.csv} or {@code split.csv}
	 */
	public static boolean areColumns(Collection<String> columns) {
		return columns.containsAll(NEEDED) && !columns.contains("p_hgg") && (columns.contains("t1ce") || columns.contains(
			"subset"));
	}

	/**
	 * @param source a table of a cohort or of a split
	 * @return its patients, without those that are not eligible
	 * @throws InputException if a patient stands there twice, a grade or subset is none, or nobody is left
	 */
	public static List<CentrePatient> read(TableSource source) throws InputException {
		UniqueColumn ids = new UniqueColumn("patient");
		List<CentrePatient> patients = new ArrayList<>();
		source.read(NEEDED, row -> {
			CentrePatient patient = patient(ids.read(row), row);
			if (!row.text("eligible").equalsIgnoreCase("false")) patients.add(patient);
			return patient;
		});
		if (patients.isEmpty()) throw new InputException(source.name() + ": names no eligible patient; give another table");
		return patients;
	}

	private static CentrePatient patient(String id, TableRow row) throws InputException {
		String grade = row.text("grade").equalsIgnoreCase("NA") ? "" : row.text("grade");
		if (!grade.isEmpty() && Grade.of(grade).isEmpty()) throw row.error("grade", "is '" + grade +
			"'; write HGG or LGG, or leave it empty");
		String subset = row.text("subset");
		return new CentrePatient(id, row.text("centre"), Grade.of(grade), Subset.of(subset).map(Subset::word).orElse(
			subset));
	}
}
