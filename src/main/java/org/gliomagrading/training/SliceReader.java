package org.gliomagrading.training;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.io.Progress;

/** Fills a file with what a network is fed with of patients' slices. */
interface SliceReader {

	/** @return values per slice */
	int length();

	/**
	 * @param part eligible patients with a grade
	 * @param slices where their slices go, in the order of the patients, whose numbers count from 0
	 * @param progress told of each patient
	 * @return the same patients, those excluded that could not be used; of these no slice is there
	 */
	Cohort read(Cohort part, SliceFile slices, Progress progress);
}
