package org.gliomagrading.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.gliomagrading.io.InputException;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.Volume;
import org.gliomagrading.volume.VolumeOpener;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.service.AbstractService;

class PatientOpenerTest {

	@TempDir
	private Path folder;

	/** Opens files two at a time only: each waits until another is being opened. */
	private static final class InPairs extends AbstractService implements VolumeService {

		private final CyclicBarrier barrier = new CyclicBarrier(2);
		private final long milliseconds;

		InPairs(long milliseconds) {
			this.milliseconds = milliseconds;
		}

		@Override
		public VolumeOpener opener(Path file) {
			return new NiftiVolumeOpener() {

				@Override
				public Volume open(Path opened) throws InputException {
					try {
						barrier.await(milliseconds, TimeUnit.MILLISECONDS);
					}
					catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
						throw new IllegalStateException("no other file is being opened", e);
					}
					return super.open(opened);
				}
			};
		}

		@Override
		public Volume open(Path file) throws IOException {
			return opener(file).open(file);
		}
	}

	/** Its opener fails in a way of its own. */
	private static final class Failing extends AbstractService implements VolumeService {

		private final Exception problem;

		Failing(Exception problem) {
			this.problem = problem;
		}

		@Override
		public VolumeOpener opener(Path file) {
			return new VolumeOpener() {

				@Override
				public boolean supports(Path supported) {
					return true;
				}

				@Override
				public Volume open(Path opened) throws IOException {
					if (problem instanceof IOException known) throw known;
					throw (RuntimeException) problem;
				}
			};
		}

		@Override
		public Volume open(Path file) throws IOException {
			return opener(file).open(file);
		}
	}

	@Test
	void filesOfAPatientAreReadInParallel() throws IOException {
		assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two processors");
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Patient patient = new CohortReader(notice -> {}).read(folder).patients().get(0);
		try (PatientOpener opener = new PatientOpener(new InPairs(60_000))) {
			assertEquals(4f, opener.open(patient, true).segmentation().get().voxels().getAt(3, 0, 5).get());
		}
	}

	@Test
	void theOpenerIsToldOnce() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Patient patient = new CohortReader(notice -> {}).read(folder).patients().get(0);
		List<String> notices = new CopyOnWriteArrayList<>();
		try (Context context = new Context(VolumeService.class);
				PatientOpener opener = new PatientOpener(context.service(VolumeService.class), notices::add))
		{
			opener.open(patient, true);
			opener.open(patient, false);
		}
		assertEquals(List.of("Volumes are opened by " + new NiftiVolumeOpener().label()), notices);
		assertTrue(new NiftiVolumeOpener().label().startsWith("NIfTI"), "the annotation's label");
	}

	/** Openers are plugins, which may come from elsewhere. */
	@Test
	void whatOpenersThrowIsToldInOneLine() throws IOException {
		assertEquals("A_t1ce.nii.gz: cannot be read (permission denied); check that you may read it; if so, copy or download " +
			"it again", failure(new AccessDeniedException("/data/A_t1ce.nii.gz")));
		assertEquals("A_t1ce.nii.gz: cannot be read (unexpected error, java.lang.IllegalStateException: a bug); export it again",
			failure(new IllegalStateException("a bug\nof two lines")));
	}

	private String failure(Exception problem) throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		Patient patient = new CohortReader(notice -> {}).read(folder).patients().get(0);
		try (PatientOpener opener = new PatientOpener(new Failing(problem))) {
			return assertThrows(InputException.class, () -> opener.open(patient, false)).getMessage();
		}
	}

	/** Control: one after the other, the files never meet. */
	@Test
	void oneAfterTheOtherIsNoticed() throws IOException {
		PatientFiles.writePatient(folder, "A", PatientFiles.lps());
		assertThrows(IllegalStateException.class, () -> new InPairs(50).open(folder.resolve("A/A_t2.nii.gz")));
	}
}
