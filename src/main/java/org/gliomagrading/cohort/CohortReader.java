package org.gliomagrading.cohort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.gliomagrading.io.InputException;

/**
 * Finds the patients of a cohort: in a {@code cohort.csv}, or in a folder that holds a folder for each patient, as BraTS
 * has it. Only names are looked at; no volume is opened.
 */
public final class CohortReader {

	private static final String EXPECTED = "expected is a folder that holds a folder for each patient with its files " +
		"*_t1ce, *_t2 and *_flair (.nii or .nii.gz), or a cohort.csv";

	private final Consumer<String> notices;

	/**
	 * @param notices told, in a line each, of choices that the user may want to know
	 */
	public CohortReader(Consumer<String> notices) {
		this.notices = notices;
	}

	/**
	 * Reads a cohort. A folder's {@code cohort.csv}, where there is one, says which patients there are. Else each folder in
	 * it that holds a volume is a patient; the grades and centres of those that stand in its {@code name_mapping.csv} are
	 * taken from there, and those that stand there without a folder are excluded.
	 *
	 * @param input a folder, or a CSV file with the columns of {@code cohort.csv}
	 * @return its patients, each that cannot be used with the reason
	 * @throws InputException if there is no such file or folder, a table in it cannot be read, or no patient is found
	 */
	public Cohort read(Path input) throws InputException {
		if (!Files.exists(input)) throw new InputException(input, "no such file or folder; " + EXPECTED);
		if (!Files.isDirectory(input)) return CohortFile.read(input);
		Path table = input.resolve(CohortFile.FILE_NAME);
		if (Files.exists(table)) {
			notices.accept("The patients are those of " + table);
			return CohortFile.read(table);
		}
		return readFolders(input);
	}

	private Cohort readFolders(Path input) throws InputException {
		Path table = input.resolve(NameMapping.FILE_NAME);
		Map<String, NameMapping.Entry> entries = Files.exists(table) ? NameMapping.read(table).entries() : Map.of();
		List<Patient> patients = new ArrayList<>();
		for (Path entry : PatientFolder.list(input))
			if (Files.isDirectory(entry)) patient(entry, Optional.ofNullable(entries.get(entry.getFileName().toString())))
				.ifPresent(patients::add);
		if (patients.isEmpty()) throw nobody(input);
		Set<String> absent = new LinkedHashSet<>(entries.keySet());
		patients.forEach(patient -> absent.remove(patient.id()));
		for (String id : absent)
			patients.add(new Patient(id, entries.get(id).centre(), entries.get(id).grade().grade(), Map.of(), Optional.empty(),
				"folder missing: " + NameMapping.FILE_NAME + " names the patient, but there is no folder " + id));
		return new Cohort(patients);
	}

	/** A folder that stands in the table is a patient, whatever it holds; another one only if it holds volumes. */
	private Optional<Patient> patient(Path folder, Optional<NameMapping.Entry> entry) {
		NameMapping.Entry known = entry.orElse(NameMapping.Entry.UNKNOWN);
		try {
			PatientFolder files = new PatientFolder(folder, notices);
			return entry.isPresent() || files.holdsVolumes() ? Optional.of(files.read(known.centre(), known.grade())) : Optional
				.empty();
		}
		catch (InputException e) {
			if (entry.isEmpty()) notices.accept(e.getMessage());
			return entry.map(named -> new Patient(folder.getFileName().toString(), named.centre(), named.grade().grade(), Map
				.of(), Optional.empty(), e.getMessage()));
		}
	}

	private InputException nobody(Path input) throws InputException {
		List<Path> entries = PatientFolder.list(input);
		if (entries.isEmpty()) return new InputException(input, "is an empty folder; " + EXPECTED);
		if (new PatientFolder(input.toAbsolutePath().normalize(), notices).holdsVolumes()) return new InputException(input,
			"holds volumes, but no folder of a patient; give the folder above it, or put each patient's files into a folder " +
				"of its own");
		return new InputException(input, "holds no patient; " + EXPECTED);
	}
}
