package org.gliomagrading.slice;

import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;

/** Says which axial slices of a patient are used. */
public interface SliceSelector {

	/** @return whether the patients' segmentations must be opened for it */
	boolean needsSegmentation();

	/**
	 * @param volumes a patient's volumes
	 * @return the slices to use, all within the volumes
	 * @throws InputException if there are none; the message does as the patient's reason
	 */
	SliceRange select(PatientVolumes volumes) throws InputException;
}
