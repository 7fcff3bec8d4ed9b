package org.gliomagrading.cohort;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.UniqueColumn;

/**
 * The table {@code name_mapping.csv} of a BraTS 2020 training set: each patient's grade, and its name in this and in
 * earlier releases.
 *
 * @param entries what is known of each patient, by its BraTS 2020 name, in the order of the table
 */
record NameMapping(Map<String, Entry> entries) {

	/** The file's name in the folder of patients. */
	static final String FILE_NAME = "name_mapping.csv";

	private static final String ID = "BraTS_2020_subject_ID";
	private static final String ID_2019 = "BraTS_2019_subject_ID";
	private static final String GRADE = "Grade";

	/**
	 * A row of the table.
	 *
	 * @param centre second part of the BraTS 2019 name ({@code BraTS19_CBICA_AAB_1}: CBICA); empty where there is none
	 * @param grade what the table says of the grade
	 */
	record Entry(String centre, GradeCell grade) {

		/** What is known of a patient who does not stand in the table. */
		static final Entry UNKNOWN = new Entry("", GradeCell.of(""));

	}

	/**
	 * @param file the table; rows that name no BraTS 2020 patient are passed over
	 * @return its entries
	 * @throws InputException if the table cannot be read, lacks a column or names a patient twice
	 */
	static NameMapping read(Path file) throws InputException {
		Map<String, Entry> entries = new LinkedHashMap<>();
		UniqueColumn ids = new UniqueColumn(ID);
		CsvFile.read(file, List.of(GRADE, ID), row -> known(row.text(ID)).isEmpty() ? null : entries.put(ids.read(row),
			new Entry(centre(known(row.text(ID_2019))), GradeCell.of(row.text(GRADE)))));
		return new NameMapping(entries);
	}

	private static String centre(String id2019) {
		String[] parts = id2019.split("_");
		return parts.length < 2 ? "" : known(parts[1]);
	}

	/** BraTS writes NA where nothing is known. */
	private static String known(String cell) {
		return cell.equalsIgnoreCase("NA") ? "" : cell;
	}
}
