package org.gliomagrading.cohort;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.UniqueColumn;

/**
 * Which patients train a network, stop its training, and test it: the table {@code split.csv}.
 *
 * @param assignments each patient once, in the order of their names
 */
public record Split(List<Assignment> assignments) {

	private static final List<String> COLUMNS = List.of("patient", "centre", "grade", "subset");
	private static final List<String> NEEDED = List.of("patient", "subset");

	/**
	 * A patient's subset.
	 *
	 * @param patient the patient's name
	 * @param centre the patient's centre; empty if unknown
	 * @param grade the patient's grade; empty if the table gives none
	 * @param subset the subset
	 */
	public record Assignment(String patient, String centre, Optional<Grade> grade, Subset subset) {

		static Assignment of(Patient patient, Subset subset) {
			return new Assignment(patient.id(), patient.centre(), patient.grade(), subset);
		}
	}

	/** Sorts the patients. */
	public Split {
		assignments = assignments.stream().sorted(Comparator.comparing(Assignment::patient)).toList();
	}

	/**
	 * @param patient a patient's name
	 * @return its subset; empty if the split does not have the patient
	 */
	public Optional<Subset> subset(String patient) {
		return assignments.stream().filter(each -> each.patient().equals(patient)).findFirst().map(Assignment::subset);
	}

	/**
	 * Finds the patients of a subset. Patients that cannot be used are left out.
	 *
	 * @param subset a subset
	 * @param cohort the cohort that the split is of
	 * @return its eligible patients in that subset
	 * @throws InputException if the split names a patient that the cohort does not have, or gives one another grade
	 */
	public List<Patient> patients(Subset subset, Cohort cohort) throws InputException {
		List<Patient> patients = new ArrayList<>();
		for (Assignment each : assignments) {
			Patient patient = cohort.patient(each.patient()).orElseThrow(() -> new InputException("The split names patient '" +
				each.patient() + "', whom the cohort does not have; give the cohort that was split"));
			if (each.grade().isPresent() && patient.grade().isPresent() && !each.grade().equals(patient.grade()))
				throw new InputException("Patient '" + each.patient() + "' is " + each.grade().get() + " in the split and " +
					patient.grade().get() + " in the cohort; split the cohort again");
			if (each.subset() == subset && patient.eligible()) patients.add(patient);
		}
		return patients;
	}

	/**
	 * @param subset a subset
	 * @param cohort the cohort that the split is of
	 * @return its patients in that subset that cannot be used
	 */
	public List<Patient> leftOut(Subset subset, Cohort cohort) {
		return assignments.stream().filter(each -> each.subset() == subset).flatMap(each -> cohort.patient(each.patient()).stream())
			.filter(patient -> !patient.eligible()).toList();
	}

	/** @return the table of the split */
	public Table table() {
		return new Table(COLUMNS, assignments.stream().map(each -> List.<Object> of(each.patient(), each.centre(), each
			.grade().map(Grade::name), each.subset().word())).toList());
	}

	/**
	 * Reads a split. The columns {@code patient} and {@code subset} are needed.
	 *
	 * @param file the table
	 * @return the split
	 * @throws InputException if it cannot be read, names a patient twice, or has a word that is no subset or no grade
	 */
	public static Split read(Path file) throws InputException {
		UniqueColumn ids = new UniqueColumn("patient");
		List<Assignment> assignments = CsvFile.read(file, NEEDED, row -> assignment(ids.read(row), row));
		if (assignments.isEmpty()) throw new InputException(file, "holds no patient; split a cohort again");
		return new Split(assignments);
	}

	private static Assignment assignment(String patient, TableRow row) throws InputException {
		GradeCell grade = GradeCell.of(row.text("grade"));
		if (!grade.reason().isEmpty()) throw row.error("grade", "is '" + row.text("grade") + "', neither HGG nor LGG");
		Subset subset = Subset.of(row.text("subset")).orElseThrow(() -> row.error("subset", "is '" + row.text("subset") +
			"'; write train, validation or test"));
		return new Assignment(patient, row.text("centre"), grade.grade(), subset);
	}
}
