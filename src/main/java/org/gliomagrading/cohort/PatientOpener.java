package org.gliomagrading.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.gliomagrading.io.InputException;
import org.gliomagrading.volume.Volume;
import org.gliomagrading.volume.VolumeOpener;
import org.gliomagrading.volume.VolumeService;

/** Opens the volumes of patients, the files of one patient in parallel, and checks that they belong together. */
public final class PatientOpener implements AutoCloseable {

	/** Three sequences and a segmentation. */
	private static final int FILES = 4;

	private final VolumeService volumeService;
	private final Consumer<String> notice;
	private final Set<String> toldOpeners = ConcurrentHashMap.newKeySet();
	private final ExecutorService threads;

	/**
	 * Starts the threads, at most as many as there are processors.
	 *
	 * @param volumeService opens the files
	 */
	public PatientOpener(VolumeService volumeService) {
		this(volumeService, notice -> {});
	}

	/**
	 * Starts the threads, at most as many as there are processors.
	 *
	 * @param volumeService opens the files
	 * @param notice told which opener serves, each once, from any thread
	 */
	public PatientOpener(VolumeService volumeService, Consumer<String> notice) {
		this.volumeService = volumeService;
		this.notice = notice;
		threads = Executors.newFixedThreadPool(Math.min(FILES, Runtime.getRuntime().availableProcessors()), task -> {
			Thread thread = new Thread(task, "volume opener");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Opens a patient's volumes.
	 *
	 * @param patient a patient with a file for each sequence
	 * @param segmentation whether the segmentation is needed too
	 * @return the volumes, all voxels finite, no sequence without signal, all on one grid in LPS orientation (equal shape,
	 *         affines within 0.001)
	 * @throws InputException if a file is missing or cannot be read, a sequence is 0 everywhere, or the grids differ; the
	 *           message does as the patient's reason
	 * @throws CancellationException if the thread is interrupted meanwhile
	 */
	public PatientVolumes open(Patient patient, boolean segmentation) throws InputException {
		List<Callable<Volume>> tasks = new ArrayList<>();
		for (Sequence sequence : Sequence.values()) {
			Path file = Optional.ofNullable(patient.images().get(sequence)).orElseThrow(() -> new InputException(sequence
				.word() + " is missing"));
			tasks.add(() -> withSignal(open(file)));
		}
		if (segmentation) {
			Path file = patient.segmentation().orElseThrow(() -> new InputException(
				"the segmentation is missing; add the file *_seg.nii.gz, or give a table of slices"));
			tasks.add(() -> open(file));
		}
		List<Volume> stored = results(tasks.stream().map(threads::submit).toList());
		List<Volume> volumes = stored.stream().map(Volume::toLps).toList();
		checkGrids(volumes);
		int sequences = Sequence.values().length;
		return new PatientVolumes(patient, volumes.subList(0, sequences), volumes.stream().skip(sequences).findFirst(), stored
			.get(0).storedSlice(0) != 0);
	}

	/** Stops the threads. */
	@Override
	public void close() {
		threads.shutdown();
	}

	private Volume open(Path file) throws InputException {
		try {
			VolumeOpener opener = volumeService.opener(file);
			if (toldOpeners.add(opener.label())) notice.accept("Volumes are opened by " + opener.label());
			return opener.open(file);
		}
		catch (InputException e) {
			// the table of patients has the path already
			throw new InputException(e.getMessage().replace(file.toString(), file.getFileName().toString()));
		}
		catch (IOException e) {
			throw InputException.unreadable(file.getFileName(), e);
		}
		catch (RuntimeException e) {
			throw new InputException(file.getFileName(), "cannot be read (unexpected error, " + e.toString().lines().findFirst()
				.orElse("") + "); export it again", e);
		}
		catch (OutOfMemoryError e) {
			throw new InputException(file.getFileName(), "does not fit into memory; give Java more (-Xmx)", e);
		}
	}

	private static Volume withSignal(Volume volume) throws InputException {
		if (volume.isZero()) throw new InputException(volume.source() + ": is 0 in every voxel; export the volume again");
		return volume;
	}

	/** Waits for all, so that nothing works on for a patient who has failed; the first failure is told. */
	private static List<Volume> results(List<Future<Volume>> tasks) throws InputException {
		List<Volume> volumes = new ArrayList<>();
		InputException failure = null;
		for (Future<Volume> task : tasks) {
			try {
				volumes.add(task.get());
			}
			catch (ExecutionException e) {
				if (!(e.getCause() instanceof InputException cause)) throw new IllegalStateException(e.getCause());
				if (failure == null) failure = cause;
			}
			catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				tasks.forEach(each -> each.cancel(true));
				throw new CancellationException("interrupted");
			}
		}
		if (failure != null) throw failure;
		return volumes;
	}

	private static void checkGrids(List<Volume> volumes) throws InputException {
		for (Volume other : volumes.subList(1, volumes.size())) {
			Optional<String> difference = volumes.get(0).gridDifference(other);
			if (difference.isPresent()) throw new InputException("the volumes are not on one grid: " + difference.get() +
				"; resample them to one");
		}
	}
}
