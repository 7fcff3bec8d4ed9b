package org.gliomagrading.phantom;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.PhantomSettings;
import org.gliomagrading.io.CsvFile;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.nifti.NiftiHeader;
import org.gliomagrading.nifti.NiftiType;
import org.gliomagrading.nifti.NiftiWriter;

import net.imglib2.img.array.ArrayImgs;

/**
 * Writes a cohort of phantoms as BraTS 2020 lays it out. Patients are made side by side; what each looks like depends on
 * the seed and its number alone. {@code name_mapping.csv} comes last, so a cohort that has it is complete.
 */
public final class PhantomCohortWriter {

	/** What the NIfTI files say of themselves. */
	static final String DESCRIPTION = "synthetic phantom";

	private static final String MAPPING = "name_mapping.csv";

	/** Bytes in memory for each voxel of a patient in work: five volumes of 16 bits, and room to compress them. */
	private static final long BYTES_PER_VOXEL = 12;

	private final PhantomPlan plan;

	/**
	 * @param plan the cohort
	 * @throws InputException if a number of the plan is out of bounds
	 */
	public PhantomCohortWriter(PhantomPlan plan) throws InputException {
		plan.check();
		this.plan = plan;
	}

	/**
	 * Makes the cohort on all processors that the memory allows.
	 *
	 * @param progress is told of each patient; where it cancels, finished patients stay and {@code name_mapping.csv} is not
	 *          written
	 * @throws InputException if the folder cannot be written or holds another cohort
	 * @throws IOException if writing fails
	 * @throws CancellationException if the user stopped the work
	 */
	public void write(Progress progress) throws IOException {
		long room = Runtime.getRuntime().maxMemory() / 2 / (BYTES_PER_VOXEL * plan.grid().voxels());
		write(progress, (int) Math.max(1, Math.min(room, Runtime.getRuntime().availableProcessors())));
	}

	void write(Progress progress, int threads) throws IOException {
		List<PhantomPatient> patients = PhantomPatient.of(plan);
		WholeFile.makeFolder(plan.output());
		refuseOthers(patients);
		Files.deleteIfExists(plan.output().resolve(MAPPING));
		Files.deleteIfExists(plan.output().resolve(PhantomSettings.FILE_NAME));
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			ExecutorCompletionService<Void> work = new ExecutorCompletionService<>(pool);
			for (PhantomPatient patient : patients)
				work.submit(() -> {
					write(patient);
					return null;
				});
			for (PhantomPatient patient : patients) {
				progress.report(patient.number() - 1, patients.size(), patient.id());
				work.take().get();
			}
			plan.settings().write(plan.output());
			CsvFile.write(plan.output().resolve(MAPPING), PhantomPatient.COLUMNS, patients.stream().map(PhantomPatient::row)
				.toList());
			progress.report(patients.size(), patients.size(), MAPPING);
		}
		catch (ExecutionException e) {
			if (e.getCause() instanceof IOException cause) throw cause;
			if (e.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(e.getCause());
		}
		catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("interrupted");
		}
		finally {
			finish(pool);
		}
	}

	private void write(PhantomPatient patient) throws IOException {
		Grid grid = plan.grid();
		NiftiHeader header = NiftiHeader.of(NiftiType.INT16, grid.shape(), grid.affine()).withDescription(DESCRIPTION);
		PhantomImages images = patient.phantom(plan.seed()).render(grid);
		for (Contrast contrast : Contrast.values())
			write(patient, contrast.name().toLowerCase(Locale.ROOT), header, images.of(contrast.ordinal()));
		write(patient, "seg", header, images.labels());
	}

	private void write(PhantomPatient patient, String kind, NiftiHeader header, short[] voxels) throws IOException {
		Path file = plan.output().resolve(patient.id()).resolve(patient.id() + "_" + kind + ".nii.gz");
		NiftiWriter.write(file, header, ArrayImgs.shorts(voxels, header.shape()));
	}

	/** What an earlier cohort left would be read as part of this one, with no grade or with a wrong one. */
	private void refuseOthers(List<PhantomPatient> patients) throws IOException {
		if (Files.exists(plan.output().resolve(CohortFile.FILE_NAME))) throw new InputException(plan.output(), "holds the " +
			CohortFile.FILE_NAME + " of another cohort; delete it or choose an empty folder");
		Set<String> own = patients.stream().map(PhantomPatient::id).collect(Collectors.toCollection(HashSet::new));
		try (DirectoryStream<Path> found = Files.newDirectoryStream(plan.output(), "Phantom_*")) {
			for (Path folder : found)
				if (!own.contains(folder.getFileName().toString())) throw new InputException(plan.output(),
					"holds patients of another cohort, such as " + folder.getFileName() + "; choose an empty folder");
		}
	}

	/** Lets no patient be written after this class has returned. */
	private static void finish(ExecutorService pool) {
		pool.shutdownNow();
		boolean interrupted = false;
		while (!pool.isTerminated()) {
			try {
				pool.awaitTermination(1, TimeUnit.MINUTES);
			}
			catch (InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
