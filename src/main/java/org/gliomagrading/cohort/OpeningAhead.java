package org.gliomagrading.cohort;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens one patient's volumes in a thread of its own while another's are worked on. */
final class OpeningAhead implements AutoCloseable {

	private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
		Thread made = new Thread(task, "patient opener");
		made.setDaemon(true);
		return made;
	});
	private final PatientOpener opener;
	private Future<PatientVolumes> opened;

	OpeningAhead(PatientOpener opener) {
		this.opener = opener;
	}

	void begin(Patient patient, boolean segmentation) {
		opened = thread.submit(() -> opener.open(patient, segmentation));
	}

	/**
	 * Waits for the volumes of the patient that was begun, and forgets them here.
	 *
	 * @return the volumes; empty if none was begun, or they could not be opened, perhaps only because memory had to hold the
	 *         other patient's too
	 */
	Optional<PatientVolumes> take() {
		Future<PatientVolumes> begun = opened;
		opened = null;
		if (begun == null) return Optional.empty();
		try {
			return Optional.of(begun.get());
		}
		catch (ExecutionException e) {
			return Optional.empty();
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
	}

	/** Stops what is being opened. */
	@Override
	public void close() {
		thread.shutdownNow();
	}
}
