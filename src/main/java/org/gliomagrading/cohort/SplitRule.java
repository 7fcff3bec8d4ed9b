package org.gliomagrading.cohort;

import java.util.List;

import org.gliomagrading.io.InputException;

/** A way to divide a cohort into patients to train on, to validate on and to test on, once or several times. */
public interface SplitRule {

	/**
	 * Splits the eligible patients that have a grade.
	 *
	 * @param cohort a cohort
	 * @return the splits, at least one
	 * @throws InputException if the patients do not suffice for what is wanted
	 */
	List<PlannedSplit> splits(Cohort cohort) throws InputException;
}
