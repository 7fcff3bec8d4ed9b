package org.gliomagrading.cohort;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Reason;

/**
 * The folder of one patient, which holds a file {@code *_t1ce.nii} or {@code *_t1ce.nii.gz} and so on. A file that is
 * called after the folder goes before others, {@code .nii} before {@code .nii.gz}. Hidden files are passed over (macOS
 * leaves some beside each file).
 */
final class PatientFolder {

	private static final List<String> SUFFIXES = List.of(".nii", ".nii.gz");
	private static final String SEGMENTATION = "seg";

	/** BraTS 2020 calls the segmentation of its patient 355 so. */
	private static final String STRAY_SEGMENTATION = "W39_1998.09.19_Segm";

	private final String id;
	private final List<Path> files;
	private final Consumer<String> notices;

	/**
	 * Lists a patient's folder.
	 *
	 * @param folder the folder; its name is the patient's
	 * @param notices told, in a line each, of choices that the user may want to know
	 * @throws InputException if the folder cannot be read
	 */
	PatientFolder(Path folder, Consumer<String> notices) throws InputException {
		this.id = folder.getFileName().toString();
		this.files = list(folder).stream().filter(Files::isRegularFile).toList();
		this.notices = notices;
	}

	/**
	 * @param folder a folder
	 * @return what it holds, hidden files aside, in the order of the names
	 * @throws InputException if it cannot be read
	 */
	static List<Path> list(Path folder) throws InputException {
		List<Path> entries = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, entry -> !entry.getFileName().toString()
			.startsWith(".")))
		{
			stream.forEach(entries::add);
		}
		catch (IOException | DirectoryIteratorException e) {
			throw new InputException(folder, "cannot be listed (" + Reason.of(e) +
				"); check that it is a folder that you may read", e);
		}
		entries.sort(null);
		return entries;
	}

	/** @return whether the folder holds any file that is called like a patient's volume */
	boolean holdsVolumes() {
		for (Sequence sequence : Sequence.values())
			if (!named(sequence.word()).isEmpty()) return true;
		return !named(SEGMENTATION).isEmpty();
	}

	/**
	 * @param centre the patient's centre; empty if unknown
	 * @param grade what is known of the patient's grade
	 * @return the patient with the files that were found; excluded if one of the sequences is missing or could be either of
	 *         two files, or for its grade
	 */
	Patient read(String centre, GradeCell grade) {
		Map<Sequence, Path> images = new EnumMap<>(Sequence.class);
		List<String> reasons = new ArrayList<>();
		if (!grade.reason().isEmpty()) reasons.add(grade.reason());
		Optional<Path> segmentation = Optional.empty();
		try {
			for (Sequence sequence : Sequence.values()) {
				Optional<Path> file = find(sequence.word());
				file.ifPresent(found -> images.put(sequence, found));
				if (file.isEmpty()) reasons.add(missing(id, sequence.word()));
			}
			segmentation = find(SEGMENTATION).or(this::straySegmentation);
		}
		catch (InputException e) {
			reasons.add(e.getMessage());
		}
		return new Patient(id, centre, grade.grade(), images, segmentation, String.join("; ", reasons));
	}

	private static String missing(String id, String word) {
		return word + " is missing: expected " + id + "_" + word + ".nii or .nii.gz in its folder";
	}

	private Optional<Path> find(String word) throws InputException {
		List<Path> found = named(word);
		List<Path> own = found.stream().filter(file -> isCalled(file, id + "_" + word)).toList();
		return choose(word, own.isEmpty() ? found : own);
	}

	private Optional<Path> choose(String word, List<Path> found) throws InputException {
		if (found.size() < 2) return found.stream().findFirst();
		String names = found.stream().map(file -> file.getFileName().toString()).collect(Collectors.joining(" and "));
		Path first = found.get(0);
		if (found.size() > 2 || !found.get(1).getFileName().toString().equals(first.getFileName() + ".gz"))
			throw new InputException(word + " could be " + names + "; keep one, or name it in a cohort.csv");
		notices.accept(id + ": of " + names + " the first is taken");
		return Optional.of(first);
	}

	private Optional<Path> straySegmentation() {
		Optional<Path> file = files.stream().filter(each -> isCalled(each, STRAY_SEGMENTATION)).findFirst();
		file.ifPresent(each -> notices.accept(id + ": " + each.getFileName() + " is taken as its segmentation"));
		return file;
	}

	private List<Path> named(String word) {
		return files.stream().filter(file -> SUFFIXES.stream().anyMatch(suffix -> file.getFileName().toString().toLowerCase(
			Locale.ROOT).endsWith("_" + word + suffix))).toList();
	}

	private static boolean isCalled(Path file, String stem) {
		return SUFFIXES.stream().anyMatch(suffix -> file.getFileName().toString().equals(stem + suffix));
	}
}
