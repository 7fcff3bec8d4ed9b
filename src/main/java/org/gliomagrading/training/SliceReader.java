package org.gliomagrading.training;

import java.io.IOException;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.Grade;
import org.gliomagrading.cohort.Patient;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;

/** Makes what a network is fed with of patients' slices. */
interface SliceReader extends SliceStore.Source {

	/** @return values per slice */
	int length();

	/** @return what is done for slices that were not kept, for a message */
	String again();

	/**
	 * @param part eligible patients
	 * @param slices where their slices go, in the order of the patients
	 * @param progress told of each patient
	 * @return the same patients, those excluded that could not be used; of these no slice is there
	 * @throws IOException if the slices cannot be kept; what is wrong with a patient excludes the patient
	 */
	Cohort read(Cohort part, SliceStore slices, Progress progress) throws IOException;

	/** @throws InputException if a patient has no grade; the message does as the reason */
	static Grade grade(Patient patient) throws InputException {
		return patient.grade().orElseThrow(() -> new InputException("has no grade, which training needs"));
	}

	/** @return what to say where a patient's slices could be read before and cannot now */
	static InputException changed(Patient patient, String reason) {
		return new InputException("The slices of " + patient.id() + ", which were read before, cannot be read again: " + reason +
			"; mend that and go on with resume=true");
	}
}
