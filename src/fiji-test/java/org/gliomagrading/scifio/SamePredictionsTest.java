package org.gliomagrading.scifio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.gliomagrading.command.PredictSlices;
import org.gliomagrading.network.BackboneService;
import org.gliomagrading.nifti.NiftiImage;
import org.gliomagrading.nifti.NiftiReader;
import org.gliomagrading.nifti.NiftiWriter;
import org.gliomagrading.volume.NiftiVolumeOpener;
import org.gliomagrading.volume.VolumeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.task.TaskService;

import net.imglib2.type.numeric.RealType;

/** The same patients, opened through SCIFIO and without it, give the same {@code slice-predictions.csv}, bit for bit. */
class SamePredictionsTest {

	private static final Path SAMPLES = Path.of("sample-data").toAbsolutePath();
	private static final File MODEL = Path.of("models/demo").toFile();

	private static final String SCIFIO = new ScifioVolumeOpener().label();
	private static final String NIFTI = new NiftiVolumeOpener().label();

	@TempDir
	Path folder;

	/** A patient as the sample data have it, and one whose numbers are scaled. */
	@BeforeEach
	void makeCohort() throws Exception {
		String scaled = "";
		for (String sequence : List.of("t1ce", "t2", "flair")) {
			NiftiImage image = NiftiReader.read(sample("Phantom_002", sequence));
			Path file = folder.resolve(sequence + ".nii");
			NiftiWriter.write(file, image.header().withScaling(0.0371, -11.5), image.stored());
			scaled += "," + file;
		}
		writeCohort(scaled);
	}

	@Test
	void bothOpenersGiveTheSameTable() throws Exception {
		byte[] without = predict(alone(), NIFTI);
		assertEquals(1 + 22 + 28, new String(without).lines().count());
		assertArrayEquals(without, predict(ScifioContext.start(), SCIFIO));
	}

	/** Control: one voxel of the tumour that is one more, in either way of opening. */
	@Test
	void oneVoxelMakesAnotherTable() throws Exception {
		byte[] without = predict(alone(), NIFTI);
		Path flair = folder.resolve("flair.nii");
		NiftiImage image = NiftiReader.read(flair);
		RealType<?> voxel = image.stored().getAt(43, 57, 35);
		voxel.setReal(voxel.getRealDouble() + 1);
		NiftiWriter.write(flair, image.header(), image.stored());
		byte[] changed = predict(alone(), NIFTI);
		assertFalse(Arrays.equals(without, changed));
		assertArrayEquals(changed, predict(ScifioContext.start(), SCIFIO));
	}

	/** Runs the command in a context, and checks by its log which opener served. */
	private byte[] predict(Context started, String opener) throws Exception {
		List<String> told = new CopyOnWriteArrayList<>();
		LogListener listener = message -> told.add(message.text());
		Path output = folder.resolve("out");
		try (Context context = started) {
			LogService log = context.service(LogService.class);
			((StderrLogService) log).setPrintStreams(level -> new PrintStream(OutputStream.nullOutputStream()));
			log.addLogListener(listener);
			CommandModule module = context.service(CommandService.class).run(PredictSlices.class, true, Map.of("input", folder
				.resolve("cohort.csv").toFile(), "model", MODEL, "device", "cpu", "output", output.toFile())).get();
			assertFalse(module.isCanceled(), module.getCancelReason());
		}
		assertEquals(List.of("Volumes are opened by " + opener), told.stream().filter(line -> line.startsWith("Volumes"))
			.toList());
		return Files.readAllBytes(output.resolve("slice-predictions.csv"));
	}

	/** As from the command line: without SCIFIO's services its opener supports nothing. */
	private static Context alone() {
		return new Context(CommandService.class, LogService.class, StatusService.class, TaskService.class,
			VolumeService.class, BackboneService.class);
	}

	private void writeCohort(String scaled) throws Exception {
		StringBuilder table = new StringBuilder("patient,grade,t1ce,t2,flair,seg\nstored,HGG");
		for (String sequence : List.of("t1ce", "t2", "flair", "seg"))
			table.append(',').append(sample("Phantom_001", sequence));
		table.append("\nscaled,LGG").append(scaled).append(',').append(sample("Phantom_002", "seg")).append('\n');
		Files.writeString(folder.resolve("cohort.csv"), table);
	}

	private static Path sample(String patient, String file) {
		return SAMPLES.resolve(patient).resolve(patient + "_" + file + ".nii.gz");
	}
}
