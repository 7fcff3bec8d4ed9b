package org.gliomagrading.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToIntFunction;

import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;

import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Small NIfTI files of patients, for tests. */
public final class PatientFiles {

	/** Shape of the volumes: axes of different lengths, so that a permutation shows. */
	public static final long[] SHAPE = { 6, 5, 8 };

	private PatientFiles() {
		// only static methods
	}

	/** @return an affine of 1 mm in LPS, as BraTS has it */
	public static double[][] lps() {
		return new double[][] { { -1, 0, 0, 3 }, { 0, -1, 0, 7 }, { 0, 0, 1, -2 }, { 0, 0, 0, 1 } };
	}

	/** @return an affine of 1 mm in LPI: stored from superior to inferior */
	public static double[][] lpi() {
		return new double[][] { { -1, 0, 0, 3 }, { 0, -1, 0, 7 }, { 0, 0, -1, 5 }, { 0, 0, 0, 1 } };
	}

	/** Writes a volume of 16-bit integers, each voxel by its position. */
	public static void write(Path file, double[][] affine, long[] shape, ToIntFunction<long[]> voxel) throws IOException {
		write(file, NiftiHeader.of(NiftiType.INT16, shape, affine), voxel);
	}

	/** Writes a volume, each voxel by its position, before scaling. */
	public static void write(Path file, NiftiHeader header, ToIntFunction<long[]> voxel) throws IOException {
		long[] shape = header.shape();
		ArrayImg<FloatType, ?> voxels = ArrayImgs.floats(shape);
		Cursor<FloatType> cursor = voxels.localizingCursor();
		long[] position = new long[shape.length];
		while (cursor.hasNext()) {
			cursor.fwd();
			cursor.localize(position);
			cursor.get().set(voxel.applyAsInt(position));
		}
		NiftiWriter.write(file, header, voxels);
	}

	/** Writes a patient's three sequences and a segmentation of the stored slices 2 to 5, in one orientation. */
	public static Path writePatient(Path cohort, String id, double[][] affine) throws IOException {
		Path folder = Files.createDirectories(cohort.resolve(id));
		for (Sequence sequence : Sequence.values())
			write(folder.resolve(id + "_" + sequence.word() + ".nii.gz"), affine, SHAPE, at -> (int) (1 + sequence.ordinal() +
				10 * at[2]));
		write(folder.resolve(id + "_seg.nii.gz"), affine, SHAPE, at -> at[0] == 3 && (at[2] == 2 || at[2] == 5) ? 4 : 0);
		return folder;
	}

	/** Makes empty files: enough where only names are looked at. */
	static Path touch(Path cohort, String id, String... names) throws IOException {
		Path folder = Files.createDirectories(cohort.resolve(id));
		for (String name : names)
			Files.createFile(folder.resolve(name));
		return folder;
	}

	/** Makes the four empty files of a patient. */
	static Path touchPatient(Path cohort, String id) throws IOException {
		return touch(cohort, id, id + "_t1ce.nii", id + "_t2.nii", id + "_flair.nii", id + "_seg.nii");
	}

	/** @return a patient without files */
	static Patient patient(String id, Optional<Grade> grade) {
		return new Patient(id, "", grade, java.util.Map.of(), Optional.empty(), "");
	}
}
