package org.gliomagrading.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.TableRow;
import org.gliomagrading.io.UniqueColumn;
import org.gliomagrading.io.WholeFile;

/**
 * The table {@code cohort.csv}: a row for each patient, with the paths of its files relative to the table. Only the
 * patient's name and the three sequences are needed; a user may write the table by hand to bring files that lie anywhere
 * and are called anything.
 */
public final class CohortFile {

	/** The file's usual name. */
	public static final String FILE_NAME = "cohort.csv";

	private static final String SEGMENTATION = "seg";
	private static final List<String> COLUMNS = List.of("patient", "centre", "grade", Sequence.T1CE.word(), Sequence.T2
		.word(), Sequence.FLAIR.word(), SEGMENTATION, "eligible", "reason");
	private static final List<String> NEEDED = List.of("patient", Sequence.T1CE.word(), Sequence.T2.word(), Sequence.FLAIR
		.word());

	private CohortFile() {
		// only static methods
	}

	/**
	 * @param cohort a cohort
	 * @param file the file that the table will be written to, which paths are relative to
	 * @return its table
	 */
	public static Table table(Cohort cohort, Path file) {
		Path folder = real(file.toAbsolutePath().normalize().getParent());
		List<List<Object>> rows = new ArrayList<>();
		for (Patient patient : cohort.patients()) {
			List<Object> row = new ArrayList<>(List.of(patient.id(), patient.centre(), patient.grade().map(Grade::name)));
			for (Sequence sequence : Sequence.values())
				row.add(Optional.ofNullable(patient.images().get(sequence)).map(image -> relative(folder, image)));
			row.add(patient.segmentation().map(image -> relative(folder, image)));
			row.addAll(List.of(Boolean.toString(patient.eligible()), patient.reason()));
			rows.add(row);
		}
		return new Table(COLUMNS, rows);
	}

	/**
	 * Writes a cohort, whole or not at all.
	 *
	 * @param cohort the cohort
	 * @param file the file
	 * @return the table that was written
	 * @throws IOException if it cannot be written
	 */
	public static Table write(Cohort cohort, Path file) throws IOException {
		Table table = table(cohort, file);
		CsvFile.write(file, table);
		return table;
	}

	/**
	 * Makes the folder for results that include a {@code cohort.csv}. It must not be the patients' own: a cohort.csv there
	 * would be read in place of the patients' folders ever after.
	 *
	 * @param input the cohort's folder or table
	 * @param output the folder
	 * @return the folder
	 * @throws InputException if it is the patients' own, or cannot be made
	 * @throws IOException if the file system fails in another way
	 */
	public static Path makeFolder(Path input, Path output) throws IOException {
		Path folder = WholeFile.makeFolder(output);
		boolean isTable = !Files.isDirectory(input);
		Path patients = isTable ? input.toAbsolutePath().getParent() : input;
		if (Files.isSameFile(folder, patients)) throw new InputException(folder, (isTable ? "holds the table given as input, " +
			input.getFileName() : "is the patients' own folder") + "; choose another output folder");
		return folder;
	}

	/**
	 * Reads a cohort. A patient is excluded if the table says so, its grade is neither word, or one of its files is not
	 * given or not there.
	 *
	 * @param file the table
	 * @return its patients, at least one
	 * @throws InputException if it cannot be read, lacks a needed column, names a patient twice, contradicts itself or has no
	 *           rows
	 */
	public static Cohort read(Path file) throws InputException {
		return read(file, true);
	}

	/**
	 * Reads a cohort without a look at its files: they may be on another machine.
	 *
	 * @param file the table
	 * @return its patients, at least one; a patient is excluded if the table says so or its grade is neither word
	 * @throws InputException as for {@link #read(Path)}
	 */
	public static Cohort readWithoutFiles(Path file) throws InputException {
		return read(file, false);
	}

	private static Cohort read(Path file, boolean look) throws InputException {
		Path folder = real(file.toAbsolutePath().normalize().getParent());
		UniqueColumn ids = new UniqueColumn("patient");
		List<Patient> patients = CsvFile.read(file, NEEDED, row -> patient(row, ids.read(row), folder, look));
		if (patients.isEmpty()) throw new InputException(file, "holds no patient; add a row for each");
		return new Cohort(patients);
	}

	private static Patient patient(TableRow row, String id, Path folder, boolean look) throws InputException {
		GradeCell grade = GradeCell.of(row.text("grade"));
		List<String> reasons = new ArrayList<>();
		if (!grade.reason().isEmpty()) reasons.add(grade.reason());
		Map<Sequence, Path> images = new EnumMap<>(Sequence.class);
		for (Sequence sequence : Sequence.values()) {
			Optional<Path> image = path(row, sequence.word(), folder, look, reasons);
			image.ifPresent(path -> images.put(sequence, path));
			if (image.isEmpty()) reasons.add(sequence.word() + " is missing: column '" + sequence.word() + "' is empty");
		}
		Optional<Path> segmentation = path(row, SEGMENTATION, folder, look, reasons);
		String given = reason(row);
		return new Patient(id, row.text("centre"), grade.grade(), images, segmentation, given.isEmpty() ? String.join("; ",
			reasons) : given);
	}

	private static Optional<Path> path(TableRow row, String column, Path folder, boolean look, List<String> reasons)
		throws InputException
	{
		String text = row.text(column);
		if (text.isEmpty()) return Optional.empty();
		try {
			Path path = folder.resolve(text).normalize();
			if (!look) return Optional.of(path);
			if (!Files.exists(path)) reasons.add(column + " is missing: there is no file " + text);
			else if (!Files.isRegularFile(path)) reasons.add(column + " is missing: " + text + " is not a file");
			return Optional.of(path);
		}
		catch (InvalidPathException e) {
			throw row.error(column, "is not the name of a file");
		}
	}

	private static String reason(TableRow row) throws InputException {
		String reason = row.text("reason");
		return switch (row.text("eligible").toLowerCase(Locale.ROOT)) {
			case "" -> reason;
			case "false" -> reason.isEmpty() ? "excluded in the cohort table" : reason;
			case "true" -> {
				if (!reason.isEmpty()) throw row.error("eligible", "is true, but there is a reason; empty the reason or write false");
				yield "";
			}
			default -> throw row.error("eligible", "is '" + row.text("eligible") + "'; write true or false, or leave it empty");
		};
	}

	/** With slashes on every system. A file on another drive keeps its absolute path. */
	private static String relative(Path folder, Path image) {
		Path absolute = image.toAbsolutePath().normalize();
		Path found = real(absolute.getParent()).resolve(absolute.getFileName());
		Path path = folder.getRoot().equals(found.getRoot()) ? folder.relativize(found) : found;
		return path.toString().replace(path.getFileSystem().getSeparator(), "/");
	}

	/**
	 * A path with {@code ..} means the same to every program only if the folder it starts from is no symbolic link. (The
	 * image's own name is kept: what it links to may be called anything.)
	 */
	private static Path real(Path folder) {
		try {
			return folder.toRealPath();
		}
		catch (IOException e) {
			return folder;
		}
	}
}
