package org.gliomagrading.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;

/**
 * Goes through the volumes of a cohort, one patient at a time, so that memory holds no more than one, or two where the
 * next is opened ahead. A patient who cannot be used, or does not fit into memory, is excluded with the reason and never
 * stops the others.
 */
public final class CohortPass {

	/** What is done with each patient. */
	@FunctionalInterface
	public interface Task {

		/**
		 * @param volumes the patient's open volumes, not to be kept; where the next patient's are opened ahead, the same patient
		 *          may come a second time after an {@link OutOfMemoryError}
		 * @throws InputException if the patient cannot be used; the message is the reason
		 */
		void accept(PatientVolumes volumes) throws InputException;
	}

	private final PatientOpener opener;
	private final Predicate<Patient> segmentation;
	private final boolean ahead;

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
		this(opener, segmentation, false);
	}

	private CohortPass(PatientOpener opener, Predicate<Patient> segmentation, boolean ahead) {
		this.opener = opener;
		this.segmentation = segmentation;
		this.ahead = ahead;
	}

	/** @return the same pass, which opens the next patient's volumes while the task works on those of the one before */
	public CohortPass ahead() {
		return new CohortPass(opener, segmentation, true);
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
		List<Patient> eligible = cohort.eligible();
		int total = eligible.size();
		int done = 0;
		List<Patient> patients = new ArrayList<>();
		try (OpeningAhead next = new OpeningAhead(opener)) {
			for (Patient patient : cohort.patients()) {
				if (!patient.eligible()) {
					patients.add(patient);
					continue;
				}
				progress.report(done++, total, patient.id());
				patients.add(run(patient, task, next, ahead && done < total ? Optional.of(eligible.get(done)) : Optional.empty()));
			}
		}
		progress.report(total, total, "");
		return new Cohort(patients);
	}

	private Patient run(Patient patient, Task task, OpeningAhead next, Optional<Patient> following) {
		try {
			work(patient, task, next, following);
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

	private void work(Patient patient, Task task, OpeningAhead next, Optional<Patient> following) throws InputException {
		try {
			task.accept(opened(patient, next, following));
		}
		catch (OutOfMemoryError e) {
			if (!ahead) throw e;
			// perhaps since the next patient's volumes took the rest: once more without them
			next.take();
			task.accept(open(patient));
		}
	}

	private PatientVolumes opened(Patient patient, OpeningAhead next, Optional<Patient> following) throws InputException {
		Optional<PatientVolumes> begun = next.take();
		PatientVolumes volumes = begun.isPresent() ? begun.get() : open(patient);
		following.ifPresent(other -> next.begin(other, segmentation.test(other)));
		return volumes;
	}

	private PatientVolumes open(Patient patient) throws InputException {
		return opener.open(patient, segmentation.test(patient));
	}
}
