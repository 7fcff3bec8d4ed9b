package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.cohort.PatientFiles;
import org.gliomagrading.cohort.Sequence;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.cohort.Subset;

/** Twelve patients of six slices whose grade is plain to see: bright stripes along one axis or the other. */
public final class StripedCohort {

	public static final int SIZE = 32;
	private static final int PATIENTS = 12;
	private static final long[] SHAPE = { SIZE, SIZE, 6 };

	private StripedCohort() {
		// only static methods
	}

	/** Writes the files. */
	public static void write(Path folder) throws Exception {
		for (int i = 0; i < PATIENTS; i++)
			writePatient(folder, id(i), i);
	}

	private static String id(int number) {
		return String.format("Patient_%02d", number);
	}

	public static Cohort of(Path folder) {
		List<Patient> patients = new ArrayList<>();
		for (int i = 0; i < PATIENTS; i++)
			patients.add(new Patient(id(i), "PHANTOM01", grade(i), images(folder, id(i)), Optional.of(folder.resolve(id(i)).resolve(
				id(i) + "_seg.nii.gz")), ""));
		return new Cohort(patients);
	}

	/** Eight to train, two to validate, two to test. */
	public static Split split() {
		List<Split.Assignment> assignments = new ArrayList<>();
		for (int i = 0; i < PATIENTS; i++)
			assignments.add(new Split.Assignment(id(i), "PHANTOM01", grade(i), i < 8 ? Subset.TRAIN : i < 10 ? Subset.VALIDATION
				: Subset.TEST));
		return new Split(assignments);
	}

	private static Optional<Grade> grade(int number) {
		return Optional.of(number % 2 == 0 ? Grade.HGG : Grade.LGG);
	}

	private static Map<Sequence, Path> images(Path folder, String id) {
		Map<Sequence, Path> images = new EnumMap<>(Sequence.class);
		for (Sequence sequence : Sequence.values())
			images.put(sequence, folder.resolve(id).resolve(id + "_" + sequence.word() + ".nii.gz"));
		return images;
	}

	private static void writePatient(Path folder, String id, int number) throws IOException {
		Path patient = Files.createDirectories(folder.resolve(id));
		for (Sequence sequence : Sequence.values())
			PatientFiles.write(patient.resolve(id + "_" + sequence.word() + ".nii.gz"), PatientFiles.lps(), SHAPE, at -> {
				long along = number % 2 == 0 ? at[0] : at[1];
				return (int) (100 + (along + number) % 8 * 20 + (at[0] * 31 + at[1] * 17 + at[2] * 7 + number) % 5);
			});
		PatientFiles.write(patient.resolve(id + "_seg.nii.gz"), PatientFiles.lps(), SHAPE, at -> at[0] == 3 ? 4 : 0);
	}
}
