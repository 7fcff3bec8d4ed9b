package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.gliomagrading.cohort.CohortFile;
import org.gliomagrading.cohort.CohortReader;
import org.gliomagrading.io.InputException;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.phantom.PhantomCohortWriter;
import org.gliomagrading.phantom.PhantomPlan;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Makes synthetic patients, laid out as BraTS 2020 is. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Make Phantom Cohort...",
	description = "Makes synthetic patients in the layout of BraTS, for trials and tests")
public class MakePhantomCohort extends TableCommand {

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for the patients' folders and name_mapping.csv")
	private File output;

	@Parameter(min = "0", max = "10000", description = "number of high-grade patients")
	private Integer high;

	@Parameter(min = "0", max = "10000", description = "number of low-grade patients")
	private Integer low;

	@Parameter(required = false, description = "the same seed gives the same patients")
	private long seed = 1;

	@Parameter(required = false, description = "voxels along the three axes")
	private String size = "240x240x155";

	@Parameter(required = false, description = "spacing of the voxels in mm: one number, or three as in 1x1x2.5")
	private String spacing = "1";

	@Override
	protected Table execute(Progress progress) throws IOException {
		Path folder = output.toPath();
		double[] lengths = axes("size", size);
		if (Arrays.stream(lengths).anyMatch(length -> length != Math.rint(length))) throw new InputException("size=" + size +
			" is not of whole numbers; write it as in 240x240x155");
		int[] voxels = Arrays.stream(lengths).mapToInt(length -> (int) length).toArray();
		new PhantomCohortWriter(new PhantomPlan(folder, high, low, seed, voxels, axes("spacing", spacing))).write(progress);
		return CohortFile.table(new CohortReader(this::tell).read(folder), folder.resolve(CohortFile.FILE_NAME));
	}

	/** Reads a value for each axis, or one for all. */
	private static double[] axes(String parameter, String text) throws InputException {
		try {
			double[] values = Arrays.stream(text.trim().split("x", -1)).mapToDouble(Double::parseDouble).toArray();
			if (values.length == 3) return values;
			if (values.length == 1) return new double[] { values[0], values[0], values[0] };
		}
		catch (NumberFormatException e) {
			// told below, with the wrong number of values
		}
		throw new InputException(parameter + "=" + text + " cannot be read; write three numbers with x between them");
	}
}
