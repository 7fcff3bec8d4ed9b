package org.gliomagrading.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;
import org.gliomagrading.io.Checksum;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.slice.SliceRanges;
import org.gliomagrading.training.TrainingData;

/**
 * The patients of a study as all its runs use them.
 *
 * @param data the patients, those excluded that cannot be used, and their subsets
 * @param slices the slices of each that can be used
 * @param hashes SHA-256 of the files of each that can be read, by patient and file
 */
record StudyCohort(TrainingData data, SliceRanges slices, Map<String, Map<String, String>> hashes) {

	/** The table of slices. */
	static final String SLICES = "slices.csv";

	/** The table of subsets. */
	static final String SPLIT = "split.csv";

	/** The table of files. */
	static final String FILES = "files.csv";

	/** @return the patients of some subsets that can be used */
	Cohort patients(Set<Subset> subsets) throws InputException {
		List<Patient> patients = new ArrayList<>();
		for (Subset subset : subsets)
			patients.addAll(data.split().patients(subset, data.cohort()));
		return new Cohort(patients);
	}

	/** @return all patients of the split that can be used */
	Cohort patients() throws InputException {
		return patients(EnumSet.allOf(Subset.class));
	}

	/** @return whether any of them is a phantom */
	boolean isSynthetic() throws InputException {
		return patients().patients().stream().anyMatch(Patient::synthetic);
	}

	/** @return the SHA-256 of all that is known of the patients of some subsets, wherever their files lie */
	String fingerprint(Set<Subset> subsets) throws InputException {
		StringBuilder lines = new StringBuilder();
		for (Patient patient : patients(subsets).patients())
			lines.append(List.of(patient.id(), patient.centre(), patient.grade(), data.split().subset(patient.id()), slices.given(
				patient.id()), new TreeMap<>(hashes.get(patient.id())))).append('\n');
		return Checksum.sha256(lines.toString());
	}

	/** @return what all runs share, by name, as SHA-256 */
	Map<String, String> fingerprints() throws InputException {
		Map<String, String> parts = new LinkedHashMap<>();
		StringBuilder patients = new StringBuilder();
		for (Patient patient : data.cohort().patients())
			patients.append(List.of(patient.id(), patient.centre(), patient.grade(), patient.eligible(), new TreeMap<>(hashes
				.getOrDefault(patient.id(), Map.of())))).append('\n');
		parts.put("cohort", Checksum.sha256(patients.toString()));
		parts.put("slices", Checksum.sha256(slices.table().toString()));
		parts.put("split", Checksum.sha256(data.split().table().toString()));
		return parts;
	}

	/** Writes the tables that say who takes part. */
	void write(Path folder) throws IOException {
		CohortFile.write(data.cohort(), folder.resolve(CohortFile.FILE_NAME));
		CsvFile.write(folder.resolve(SPLIT), data.split().table());
		List<List<Object>> rows = new ArrayList<>();
		hashes.forEach((patient, files) -> new TreeMap<>(files).forEach((file, sha256) -> rows.add(List.of(patient, file,
			sha256))));
		CsvFile.write(folder.resolve(FILES), new Table(List.of("patient", "file", "sha256"), rows));
	}

	/** @return a split as a table gives it; nobody in it may be unknown */
	static Split split(Path table, Cohort cohort) throws InputException {
		Split split = Split.read(table);
		split.patients(Subset.TEST, cohort);
		return split;
	}
}
