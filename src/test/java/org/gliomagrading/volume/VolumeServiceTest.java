package org.gliomagrading.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NibabelFile;
import org.gliomagrading.nifti.Scaling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;

import net.imglib2.img.array.ArrayImgs;

class VolumeServiceTest {

	private static final Volume EMPTY = new Volume("empty", ArrayImgs.floats(1, 1, 1), Scaling.NONE.converter(),
		new double[4][4]);

	@TempDir
	Path folder;

	private Context context;
	private VolumeService volumes;

	/** Another opener, as a plugin of another program would bring it. */
	public static class OtherOpener implements VolumeOpener {

		@Override
		public boolean supports(Path file) {
			return file.toString().contains("int16");
		}

		@Override
		public Volume open(Path file) {
			return EMPTY;
		}
	}

	/** Takes its time to be made, and counts how many are being made. */
	public static final class SlowOpener extends OtherOpener {

		private static final AtomicInteger MADE = new AtomicInteger();
		private static final AtomicInteger NOW = new AtomicInteger();
		private static final AtomicInteger MOST = new AtomicInteger();

		public SlowOpener() throws InterruptedException {
			MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
			Thread.sleep(20);
			NOW.decrementAndGet();
			MADE.incrementAndGet();
		}

		@Override
		public boolean supports(Path file) {
			return false;
		}
	}

	@BeforeEach
	void startContext() {
		context = new Context(VolumeService.class);
		volumes = context.service(VolumeService.class);
	}

	@AfterEach
	void disposeContext() {
		context.dispose();
	}

	@Test
	void opensNifti() throws IOException {
		Path file = NibabelFile.named("int16-le.nii").path();
		assertInstanceOf(NiftiVolumeOpener.class, volumes.opener(file));
		assertEquals("LPS", volumes.open(file).orientation().toString());
	}

	@Test
	void openerOfHigherPriorityIsAsked() throws IOException {
		add(OtherOpener.class, Priority.HIGH);
		assertSame(EMPTY, volumes.open(NibabelFile.named("int16-le.nii").path()));
		assertEquals("int8-le.nii", volumes.open(NibabelFile.named("int8-le.nii").path()).source());
	}

	@Test
	void openerOfLowerPriorityIsNot() throws IOException {
		add(OtherOpener.class, Priority.LOW);
		assertInstanceOf(NiftiVolumeOpener.class, volumes.opener(NibabelFile.named("int16-le.nii").path()));
		assertSame(EMPTY, volumes.open(Files.createFile(folder.resolve("int16.mha"))));
	}

	/** SciJava's cache of annotated fields loses entries otherwise (scijava-common, issue 148). */
	@Test
	void oneThreadAtATimeMakesOpeners() throws Exception {
		add(SlowOpener.class, Priority.FIRST);
		Path file = NibabelFile.named("int16-le.nii").path();
		ExecutorService threads = Executors.newFixedThreadPool(4);
		Callable<VolumeOpener> task = () -> volumes.opener(file);
		for (Future<VolumeOpener> opener : threads.invokeAll(Collections.nCopies(4, task)))
			assertInstanceOf(NiftiVolumeOpener.class, opener.get());
		threads.shutdown();
		assertEquals(4, SlowOpener.MADE.get());
		assertEquals(1, SlowOpener.MOST.get());
	}

	@Test
	void missingFileIsNamed() {
		for (String name : new String[] { "none.nii", "none.mha" }) {
			Path file = folder.resolve(name);
			assertEquals(file + ": no such file", assertThrows(InputException.class, () -> volumes.open(file)).getMessage());
		}
	}

	@Test
	void formatsAreNamedWhereNoneFits() throws IOException {
		add(OtherOpener.class, Priority.LOW);
		Path file = Files.createFile(folder.resolve("a.mha"));
		String message = assertThrows(InputException.class, () -> volumes.open(file)).getMessage();
		// where SCIFIO is, its opener comes first
		assertTrue(message.startsWith(file + ": is not of a supported format; supported are: "), message);
		assertTrue(message.endsWith("NIfTI (.nii, .nii.gz, .hdr, .img), Other (.mha)"), message);
	}

	private void add(Class<? extends VolumeOpener> opener, double priority) {
		PluginInfo<VolumeOpener> info = new PluginInfo<>(opener, VolumeOpener.class);
		info.setLabel("Other (.mha)");
		info.setPriority(priority);
		context.service(PluginService.class).addPlugin(info);
	}
}
