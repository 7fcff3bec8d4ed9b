package org.gliomagrading.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.gliomagrading.cohort.Cohort;
import org.gliomagrading.cohort.PatientOpener;
import org.gliomagrading.inference.CohortFeatures;
import org.gliomagrading.inference.SliceFeatures;
import org.gliomagrading.io.Progress;
import org.gliomagrading.io.Table;
import org.gliomagrading.io.WholeFile;
import org.gliomagrading.model.GradingModel;
import org.gliomagrading.slice.SliceRange;
import org.gliomagrading.slice.SliceRanges;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** Writes what a network makes of each slice before it grades: numbers for classifiers of the user's own. */
@Plugin(type = Command.class, menuPath = "Plugins>Glioma Grading>Extract Features...",
	description = "Writes the pooled features of each slice: features.csv")
public class ExtractFeatures extends ModelCommand {

	private static final String FILE = "features.csv";

	@Parameter(required = false, style = FileWidget.OPEN_STYLE,
		description = "CSV file of patient, first, last slice; if left out, the slices that the segmentation marks")
	private File slices;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder of a model, trained or imported")
	private File model;

	@Parameter(style = FileWidget.DIRECTORY_STYLE, description = "folder for features.csv")
	private File output;

	@Override
	Table compute(Progress progress) throws IOException {
		Cohort cohort = cohort();
		try (PatientOpener opener = opener();
				SliceFeatures features = new SliceFeatures(GradingModel.read(model.toPath()), backbones(), device()))
		{
			Path file = WholeFile.makeFolder(output.toPath()).resolve(FILE);
			Map<String, SliceRange> ranges = new CohortFeatures(opener, selector(slices), features).write(cohort, file,
				passed -> reportLeftOut(cohort, passed), progress);
			tell("the features are in " + file);
			return new SliceRanges(ranges).table();
		}
	}
}
