package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;

/**
 * Goes through the volumes of a cohort, one patient at a time, so that memory holds no more than one. A patient who
 * cannot be used, or does not fit into memory, is excluded with the reason and never stops the others.
 */
public final class CohortPass {

	/** What is done with each patient. */
	@FunctionalInterface
	public interface Task {

		/**
		 * @param volumes the patient's open volumes, not to be kept
		 * @throws InputException if the patient cannot be used; the message is the reason
		 */
		void accept(PatientVolumes volumes) throws InputException;
	}

	private final PatientOpener opener;
	private final Predicate<Patient> segmentation;

	/**
	 * @param opener opens the volumes
	 * @param segmentation whether the segmentation is needed too
	 */
	public CohortPass(PatientOpener opener, boolean segmentation) {
		this(opener, patient -> segmentation);
	}

	/**
	 * @param opener opens the volumes
	 * @param segmentation says of which patients the segmentation is needed too
	 */
	public CohortPass(PatientOpener opener, Predicate<Patient> segmentation) {
		this.opener = opener;
		this.segmentation = segmentation;
	}

	/**
	 * Opens the volumes of each eligible patient in turn.
	 *
	 * @param cohort the patients
	 * @param task what is done with each
	 * @param progress told before each patient is opened
	 * @return the same patients, those excluded whose volumes could not be opened, that the task refused, or for whom
	 *         memory did not suffice
	 * @throws CancellationException if {@code progress} stops the work
	 */
	public Cohort run(Cohort cohort, Task task, Progress progress) {
		int total = cohort.eligible().size();
		int done = 0;
		List<Patient> patients = new ArrayList<>();
		for (Patient patient : cohort.patients()) {
			if (!patient.eligible()) {
				patients.add(patient);
				continue;
			}
			progress.report(done++, total, patient.id());
			patients.add(run(patient, task));
		}
		progress.report(total, total, "");
		return new Cohort(patients);
	}

	private Patient run(Patient patient, Task task) {
		try {
			task.accept(opener.open(patient, segmentation.test(patient)));
			return patient;
		}
		catch (InputException e) {
			return patient.excluded(e.getMessage());
		}
		catch (OutOfMemoryError e) {
			// what was opened is free again here, so that the next patient has as much memory as before
			return patient.excluded("does not fit into memory; give Java more (-Xmx), or resample the volumes to fewer voxels");
		}
	}
}
