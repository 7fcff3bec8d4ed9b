package org.gliomagrading.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.cohort.Split;
import org.gliomagrading.io.InputException;
import org.gliomagrading.model.ModelDescription;

/**
 * What training learns from.
 *
 * @param source where the patients come from
 * @param cohort the patients
 * @param split their subsets
 */
public record TrainingData(ModelDescription.Source source, Cohort cohort, Split split) {

	/**
	 * @param input the cohort's folder or table, for its name
	 * @param cohort the patients
	 * @param split their subsets
	 * @return the data
	 * @throws InputException if the folder has a {@code phantoms.json} that is none
	 * @throws IOException if it cannot be read
	 */
	public static TrainingData of(Path input, Cohort cohort, Split split) throws IOException {
		Path whole = input.toAbsolutePath().normalize();
		PhantomSettings phantoms = Files.isDirectory(whole) ? PhantomSettings.read(whole).orElse(null) : null;
		return new TrainingData(new ModelDescription.Source(String.valueOf(whole.getFileName()), phantoms), cohort, split);
	}
}
