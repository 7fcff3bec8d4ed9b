package org.gliomagrading.cohort;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.UniqueColumn;

/** The user's own table of patients to leave out: columns {@code patient} and, where there is one, {@code reason}. */
public final class Exclusions {

	private Exclusions() {
		// only static methods
	}

	/**
	 * @param file the table
	 * @param cohort a cohort
	 * @return the cohort, the patients of the table excluded with the user's reason, whatever reason they had
	 * @throws InputException if the table cannot be read, or names a patient twice or one that the cohort does not have (a
	 *           slip of the pen would leave that patient in)
	 */
	public static Cohort apply(Path file, Cohort cohort) throws InputException {
		UniqueColumn ids = new UniqueColumn("patient");
		Map<String, String> reasons = new LinkedHashMap<>();
		CsvFile.read(file, List.of("patient"), row -> {
			String id = ids.read(row);
			if (cohort.patient(id).isEmpty()) throw row.error("patient", "is '" + id +
				"', which the cohort does not have; correct the name or remove the row");
			return reasons.put(id, row.text("reason").isEmpty() ? "excluded by " + file.getFileName() : row.text("reason"));
		});
		return new Cohort(cohort.patients().stream().map(patient -> reasons.containsKey(patient.id()) ? patient.excluded(
			reasons.get(patient.id())) : patient).toList());
	}
}
