package org.gliomagrading.slice;

import java.util.Optional;

import org.gliomagrading.cohort.PatientVolumes;
import org.gliomagrading.io.InputException;

/** Says which axial slices of a patient are used. */
public interface SliceSelector {

	/**
	 * @param patient a patient's name
	 * @return the patient's slices where they are known without the volumes
	 */
	default Optional<SliceRange> given(String patient) {
		return Optional.empty();
	}

	/** @return whether the patients' segmentations must be opened for it */
	boolean needsSegmentation();

	/**
	 * @param volumes a patient's volumes
	 * @return the slices to use, all within the volumes
	 * @throws InputException if there are none; the message does as the patient's reason
	 */
	SliceRange select(PatientVolumes volumes) throws InputException;
}
