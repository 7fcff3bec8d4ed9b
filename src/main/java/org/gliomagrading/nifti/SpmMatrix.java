package org.gliomagrading.nifti;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;

import org.gliomagrading.io.InputException;

/**
 * Where SPM places an ANALYZE image: in a MATLAB file beside it, of the same name with {@code .mat}. It goes before the
 * header, as in SPM and in nibabel's {@code Spm99AnalyzeImage}.
 */
final class SpmMatrix {

	/** From voxels counted from 1, flips included: x grows to the right. SPM2 writes it. */
	private static final String MAT = "mat";

	/** Likewise, without the flip by which SPM99 takes ANALYZE's x to grow to the left. */
	private static final String M = "M";

	private static final int AXES = 3;
	private static final int ROWS = 4;

	private SpmMatrix() {
		// only static methods
	}

	/**
	 * Reads {@code mat}, else {@code M}; of several matrices, one for each volume, the first.
	 *
	 * @param content the file
	 * @return 4 x 4, from voxel indices counted from 0 to RAS+; empty if the file is none of MATLAB, or holds neither
	 * @throws InputException if it is damaged, or they are no such matrices
	 */
	static Optional<double[][]> affine(Content content) throws IOException {
		try {
			Optional<MatFile> file = MatFile.of(content);
			return file.isEmpty() ? Optional.empty() : affine(content, file.get());
		}
		catch (EOFException | ZipException e) {
			throw MatFile.problem(content, "cannot be decompressed");
		}
	}

	private static Optional<double[][]> affine(Content content, MatFile file) throws IOException {
		Optional<double[][]> found = Optional.empty();
		for (Optional<MatFile.Variable> next = file.next(); next.isPresent(); next = file.next()) {
			MatFile.Variable variable = next.get();
			if (variable.name().equals(MAT)) return Optional.of(matrix(content, variable, 1));
			if (variable.name().equals(M)) found = Optional.of(matrix(content, variable, -1));
		}
		return found;
	}

	private static double[][] matrix(Content content, MatFile.Variable variable, int xSign) throws InputException {
		if (variable.rows() != ROWS || variable.columns() != ROWS || variable.numbers().length < MatFile.NUMBERS) throw MatFile
			.problem(content, "its variable " + variable.name() + " is no matrix of 4 x 4 numbers");
		double[][] affine = new double[ROWS][ROWS];
		for (int row = 0; row < ROWS; row++) {
			for (int column = 0; column < ROWS; column++)
				affine[row][column] = variable.numbers()[column * ROWS + row] * (row == 0 ? xSign : 1);
			for (int column = 0; column < AXES; column++)
				affine[row][AXES] += affine[row][column];
		}
		return affine;
	}
}
