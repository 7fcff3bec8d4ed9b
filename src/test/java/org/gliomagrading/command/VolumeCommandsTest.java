package org.gliomagrading.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

import org.gliomagrading.volume.ShownFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.PluginService;

import com.google.gson.JsonParser;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/** Describe Volume and Open NIfTI as macros use them, without a display. */
class VolumeCommandsTest {

	private Context context;

	@BeforeEach
	void start() {
		context = WholeContext.start();
		((StderrLogService) context.service(LogService.class)).setPrintStreams(level -> new PrintStream(OutputStream
			.nullOutputStream()));
		WindowManager.setTempCurrentImage(null);
	}

	@AfterEach
	void stop() {
		WindowManager.setTempCurrentImage(null);
		context.dispose();
	}

	@Test
	void macrosMeasureTheImageThatWasOpened() throws Exception {
		assertFalse(open("mri-int16.nii.gz", "radiological").isCanceled());
		String measured = "getDimensions(w, h, c, s, t); getVoxelSize(x, y, z, u); getRawStatistics(n, mean, min, max);" +
			"return '' + getTitle + ' ' + w + 'x' + h + 'x' + s + ' ' + d2s(x,2) + ' ' + d2s(y,2) + ' ' + d2s(z,2) + ' ' + " +
			"u + ' ' + bitDepth + ' ' + n + ' ' + max;";
		assertEquals("mri-int16.nii.gz 7x13x11 2.50 0.90 1.25 mm 16 91 887", IJ.runMacro(measured));
		open("mri-int16.nii.gz", "stored");
		assertEquals("mri-int16.nii.gz 13x11x7 0.90 1.25 2.50 mm 16 143 " + (int) currentMax(), IJ.runMacro(measured));
		assertEquals("AIR as stored", IJ.runMacro("return getInfo('orientation') + ' ' + getInfo('display');"));
	}

	@Test
	void withoutThePostprocessorAMacroFindsNoImage() throws Exception {
		context.service(PluginService.class).removePlugin(context.service(PluginService.class).getPlugin(
			ImagePostprocessor.class, PostprocessorPlugin.class));
		ImagePlus before = WindowManager.getCurrentImage();
		CommandModule module = open("mri-int16.nii.gz", "radiological");
		assertTrue(module.getOutput("image") instanceof ImagePlus);
		assertSame(before, WindowManager.getCurrentImage());
	}

	@Test
	void rightIsWhereTheOrientationSaysSo() throws Exception {
		ImagePlus radiological = (ImagePlus) open("mri-int16.nii.gz", "radiological").getOutput("image");
		ImagePlus neurological = (ImagePlus) open("mri-int16.nii.gz", "neurological").getOutput("image");
		radiological.setSlice(5);
		neurological.setSlice(5);
		float[][] asTheRight = radiological.getProcessor().getFloatArray();
		float[][] asTheLeft = neurological.getProcessor().getFloatArray();
		for (int x = 0; x < 7; x++)
			for (int y = 0; y < 13; y++)
				assertEquals(asTheRight[x][y], asTheLeft[6 - x][y]);
	}

	@Test
	void jsonGoesToImageJsLogAlone() throws Exception {
		PrintStream out = System.out;
		ByteArrayOutputStream logged = new ByteArrayOutputStream();
		System.setOut(new PrintStream(logged, true));
		try {
			CommandModule module = run(DescribeVolume.class, Map.of("input", ShownFile.own("time.nii.gz").toString()));
			String json = (String) module.getOutput("json");
			assertEquals(json.strip(), logged.toString().strip());
			assertEquals(1.75, JsonParser.parseString(json).getAsJsonObject().get("timeStep").getAsDouble());
		}
		finally {
			System.setOut(out);
		}
	}

	@Test
	void whatIsWrongIsOneLine() throws Exception {
		ImagePlus before = WindowManager.getCurrentImage();
		assertEquals("nowhere.nii: no such file", run(OpenNifti.class, Map.of("input", "nowhere.nii")).getCancelReason());
		assertEquals("nowhere.nii: no such file", run(DescribeVolume.class, Map.of("input", "nowhere.nii"))
			.getCancelReason());
		assertEquals("orientation=upside cannot be; it must be one of: radiological, neurological, stored", open(
			"mri-int16.nii.gz", "upside").getCancelReason());
		assertSame(before, WindowManager.getCurrentImage());
	}

	private static double currentMax() {
		return WindowManager.getCurrentImage().getProcessor().getStats().max;
	}

	private CommandModule open(String name, String orientation) throws Exception {
		return run(OpenNifti.class, Map.of("input", ShownFile.own(name).toString(), "orientation", orientation));
	}

	private CommandModule run(Class<? extends GliomaCommand> command, Map<String, Object> inputs) throws Exception {
		return context.service(CommandService.class).run(command, true, new HashMap<>(inputs)).get();
	}
}
