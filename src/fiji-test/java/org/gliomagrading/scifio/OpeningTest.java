package org.gliomagrading.scifio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.gliomagrading.io.InputException;
import org.gliomagrading.nifti.NibabelFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.io.IOService;
import org.scijava.io.location.FileLocation;
import org.scijava.plugin.PluginService;

import io.scif.Format;
import io.scif.FormatException;
import io.scif.config.SCIFIOConfig;
import io.scif.services.FormatService;
import net.imagej.Dataset;

/** Which files ImageJ takes for NIfTI, and by whom it opens them. */
class OpeningTest {

	@TempDir
	Path folder;

	private static Context context;

	@BeforeAll
	static void start() {
		context = ScifioContext.start();
	}

	@AfterAll
	static void stop() {
		context.dispose();
	}

	static List<Reference> files() {
		return Reference.all();
	}

	@ParameterizedTest
	@MethodSource("files")
	void everyNiftiFileIsClaimed(Reference file) throws IOException {
		assertInstanceOf(NiftiIOPlugin.class, context.service(IOService.class).getOpener(file.path().toString()));
		assertTrue(isNifti(file.path(), true));
	}

	@Test
	void thePluginIsEager() {
		assertTrue(context.service(PluginService.class).getPlugin(NiftiIOPlugin.class).is("eager"));
	}

	/** SCIFIO makes its formats when it starts; rarely that fails. */
	@Test
	void aFormatThatIsMissingIsMade() throws IOException {
		FormatService formats = context.service(FormatService.class);
		Format format = formats.getFormatFromClass(NiftiFormat.class);
		assertTrue(formats.removeFormat(format));
		assertNull(formats.getFormatFromClass(NiftiFormat.class));
		Object image = context.service(IOService.class).open(NibabelFile.named("int16-le.nii").path().toString());
		assertEquals(60, ((Dataset) image).size());
		assertNotSame(format, formats.getFormatFromClass(NiftiFormat.class));
	}

	/** Names that other formats have too. */
	@ParameterizedTest
	@ValueSource(strings = { "a.hdr", "a.img", "a.nii", "a.nii.gz", "a.img.gz" })
	void otherContentIsNotClaimed(String name) throws IOException {
		Path file = folder.resolve(name);
		Files.write(file, new byte[1000]);
		assertFalse(isNifti(file, true), "zeros");
		Files.writeString(file, "ENVI\nsamples = 4\nlines = 5\n".repeat(50));
		assertFalse(isNifti(file, true), "the text header of another format");
		Files.write(file, "\0KONTRON".getBytes(StandardCharsets.ISO_8859_1));
		assertFalse(isNifti(file, true), "short");
		Files.write(file, Files.readAllBytes(NibabelFile.named("int16-le.nii").path()));
		assertTrue(isNifti(file, true), "control: NIfTI");
	}

	@Test
	void otherNamesAreNotClaimed() throws IOException {
		Path file = Files.copy(NibabelFile.named("int16-le.nii").path(), folder.resolve("a.dat"));
		assertFalse(isNifti(file, true));
	}

	/** Without a look into files, names that belong to NIfTI alone are enough. */
	@Test
	void unopenedFilesAreJudgedByTheName() {
		assertTrue(isNifti(folder.resolve("none.nii"), false));
		assertTrue(isNifti(folder.resolve("none.nii.gz"), false));
		assertFalse(isNifti(folder.resolve("none.img"), false));
		assertFalse(isNifti(folder.resolve("none.hdr"), false));
		assertFalse(isNifti(folder.resolve("none.nii"), true));
	}

	@Test
	void otherFormatsStayWithTheirReaders() throws Exception {
		Path png = folder.resolve("a.png");
		ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_BYTE_GRAY), "png", png.toFile());
		assertFalse(context.service(IOService.class).getOpener(png.toString()) instanceof NiftiIOPlugin);
	}

	@Test
	void aDamagedFileIsToldInOneLine() throws IOException {
		Path file = folder.resolve("a.nii");
		byte[] whole = Files.readAllBytes(NibabelFile.named("int16-le.nii").path());
		Files.write(file, Arrays.copyOf(whole, whole.length - 7));
		InputException problem = assertThrows(InputException.class, () -> context.service(IOService.class).open(file
			.toString()));
		assertTrue(problem.getMessage().startsWith(file + ": is truncated"), problem.getMessage());
		Files.write(file, whole);
		assertEquals(60, ((Dataset) context.service(IOService.class).open(file.toString())).size(), "control: whole");
	}

	private static boolean isNifti(Path file, boolean open) {
		try {
			return context.service(FormatService.class).getFormatFromClass(NiftiFormat.class).createChecker().isFormat(
				new FileLocation(file.toFile()), new SCIFIOConfig(context).checkerSetOpen(open));
		}
		catch (FormatException e) {
			throw new IllegalStateException(e);
		}
	}
}
